import { App } from 'antd'
import type { JobProgress } from '../../shared/contract/job.ts'
import type { Outcome } from '../../shared/contract/outcome.ts'
import { useJobs } from '../state/jobs.tsx'
import { usePickFile } from '../ui/file-picker.tsx'
import { useWords } from '../ui/words.tsx'

interface Writing<T> {
  readonly title: string
  /** Without the dot. */
  readonly ending: string
  /** Suggested, without the ending. */
  readonly name: string
  start(to: string, force: boolean, signal: AbortSignal): Promise<AsyncIterator<JobProgress, Outcome<T>, unknown>>
  /** What more is to be said of what was written. */
  said?(value: T): string | null
}

const FORBIDDEN = /[\\/:*?"<>|]/g

/** Asks where, writes, asks again before a file is replaced, and says how it ended. */
export function useWritePlan(): <T>(writing: Writing<T>) => Promise<void> {
  const { word, refusal } = useWords()
  const { run } = useJobs()
  const { message, modal } = App.useApp()
  const pick = usePickFile()
  const write = async <T>(writing: Writing<T>, to: string, name: string, force: boolean): Promise<void> => {
    const end = await run('planning.writing', (signal) => writing.start(to, force, signal))
    if (end === 'cancelled') void message.info(word('planning.cancelled'))
    else if (end.ok) {
      const more = writing.said?.(end.value) ?? null
      void message.success([word('planning.written', { name }), more].filter((part) => part !== null).join(' '))
    } else if (end.refusal.code === 'target.exists')
      modal.confirm({
        title: word('planning.replace', { name }),
        okText: word('planning.replace.yes'),
        cancelText: word('planning.cancel'),
        onOk: () => void write(writing, to, name, true).catch(() => message.error(word('window.fault'))),
      })
    else void message.error(refusal(end.refusal))
  }
  return async (writing) => {
    const target = await pick({
      mode: 'save',
      title: writing.title,
      endings: [writing.ending],
      suggestedName: `${writing.name.replace(FORBIDDEN, ' ')}.${writing.ending}`,
    })
    if (target === null) return
    await write(writing, target.file, target.name, false).catch(() => message.error(word('window.fault')))
  }
}
