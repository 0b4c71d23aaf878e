import { App, Button } from 'antd'
import type { StandardSetLine } from '../../../shared/contract/standards-answers.ts'
import { useCore } from '../../state/core-context.ts'
import { goTo } from '../../state/section.ts'
import { usePickFile } from '../../ui/file-picker.tsx'
import { useWords } from '../../ui/words.tsx'
import { useDrafts } from './draft-store.ts'
import { freeId } from './start-dialog.tsx'

/** Reads a set out of a JSON or xlsx file as an unsaved draft. */
export function ReadButton({ taken }: { readonly taken: readonly StandardSetLine[] }) {
  const { word, refusal } = useWords()
  const core = useCore()
  const pick = usePickFile()
  const { drafts, put } = useDrafts()
  const { message } = App.useApp()
  const read = async (): Promise<void> => {
    const picked = await pick({ mode: 'open', title: word('standards.read'), endings: ['json', 'xlsx'] })
    if (picked === null) return
    const answer = await core.standards.read({ file: picked.file })
    if (!answer.ok) {
      message.error(refusal(answer.refusal))
      return
    }
    const { set } = answer.value
    // A file with the id of a shipped set, or of another unsaved draft, must not hide it.
    const isTaken = (id: string): boolean =>
      id in drafts || taken.some((line) => line.id === id && line.version === null)
    const id = isTaken(set.id) ? freeId(set.id, isTaken) : set.id
    put({ ...set, id, status: 'draft' })
    goTo('standards', { view: 'sets', edit: id })
  }
  return (
    <Button block onClick={() => void read().catch(() => message.error(word('window.fault')))}>
      {word('standards.read')}
    </Button>
  )
}
