import { Button } from 'antd'
import { goTo } from '../../state/section.ts'
import { useWords } from '../../ui/words.tsx'

/** Leads from a village to how its type changed. Nothing where the village has no code. */
export function TypesButton({ village }: { readonly village: unknown }) {
  const { word } = useWords()
  if (typeof village !== 'string') return null
  return (
    <Button size="small" onClick={() => goTo('standards', { view: 'villages', village })}>
      {word('standards.villages.open')}
    </Button>
  )
}
