import { Button } from 'antd'
import type { OpenedAnswer } from '../../../shared/contract/opening.ts'
import { useWords } from '../../ui/words.tsx'
import { CalmScreen } from './calm-screen.tsx'

interface Notice {
  /** Code of its title; its advice is worded under the same code with .advice. */
  readonly code: string
  readonly params: Readonly<Record<string, string>>
}

/** What the user has to know of a survey that did open. */
export const noticesOf = ({ personal, migratedBackup }: OpenedAnswer): readonly Notice[] => [
  ...(migratedBackup === null ? [] : [{ code: 'start.notice.migrated', params: { backup: migratedBackup } }]),
  ...(personal === 'key-missing' ? [{ code: 'start.notice.key-missing', params: {} }] : []),
]

export function NoticeScreen({
  notices,
  onGoOn,
}: {
  readonly notices: readonly Notice[]
  readonly onGoOn: () => void
}) {
  const { word } = useWords()
  const [first, ...others] = notices
  if (first === undefined) return null
  return (
    <CalmScreen
      title={word(first.code)}
      onBack={null}
      actions={
        <Button type="primary" autoFocus onClick={onGoOn}>
          {word('start.go-on')}
        </Button>
      }
    >
      <p>{word(`${first.code}.advice`, first.params)}</p>
      {others.map(({ code, params }) => (
        <div key={code}>
          <h2>{word(code)}</h2>
          <p>{word(`${code}.advice`, params)}</p>
        </div>
      ))}
    </CalmScreen>
  )
}
