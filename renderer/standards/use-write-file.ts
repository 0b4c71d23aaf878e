import { App } from 'antd'
import type { JobProgress } from '../../shared/contract/job.ts'
import type { Outcome } from '../../shared/contract/outcome.ts'
import { useJobs } from '../state/jobs.tsx'
import { usePickFile } from '../ui/file-picker.tsx'
import { useWords } from '../ui/words.tsx'

interface Writing {
  readonly title: string
  /** Without the dot. */
  readonly ending: string
  /** Suggested, without the ending. */
  readonly name: string
  start(
    to: string,
    force: boolean,
    signal: AbortSignal,
  ): Promise<AsyncIterator<JobProgress, Outcome<{ readonly path: string }>, unknown>>
}

/** Asks where, writes, and asks again before a file is replaced. */
export function useWriteFile(): (writing: Writing) => Promise<void> {
  const { word, refusal } = useWords()
  const { run } = useJobs()
  const { message, modal } = App.useApp()
  const pick = usePickFile()
  const write = async (writing: Writing, to: string, name: string, force: boolean): Promise<void> => {
    const end = await run('standards.write.working', (signal) => writing.start(to, force, signal))
    if (end === 'cancelled') return
    if (end.ok) message.success(word('standards.write.done', { name }))
    else if (end.refusal.code === 'target.exists')
      modal.confirm({
        title: word('standards.write.replace', { name }),
        okText: word('standards.write.replace.yes'),
        cancelText: word('standards.cancel'),
        onOk: () => void write(writing, to, name, true).catch(() => message.error(word('window.fault'))),
      })
    else message.error(refusal(end.refusal))
  }
  return async (writing) => {
    const target = await pick({
      mode: 'save',
      title: writing.title,
      endings: [writing.ending],
      suggestedName: `${writing.name}.${writing.ending}`,
    })
    if (target !== null) await write(writing, target.file, target.name, false)
  }
}
