import { Button } from 'antd'
import type { FilePlace } from '../../../shared/contract/opening.ts'
import { useWords } from '../../ui/words.tsx'
import { CalmScreen } from './calm-screen.tsx'

/** Warns of a place where a database is not safe, and lets the user go on. */
export function PlaceScreen(props: {
  readonly name: string
  readonly place: Exclude<FilePlace, { readonly kind: 'local' }>
  readonly onAnyway: () => void
  readonly onBack: () => void
}) {
  const { name, place, onAnyway, onBack } = props
  const { word } = useWords()
  const service = place.kind === 'synced' ? place.service : ''
  return (
    <CalmScreen
      title={word(`start.place.${place.kind}`, { service })}
      name={name}
      onBack={onBack}
      actions={<Button onClick={onAnyway}>{word('start.place.anyway')}</Button>}
    >
      <p>{word(`start.place.${place.kind}.advice`)}</p>
    </CalmScreen>
  )
}
