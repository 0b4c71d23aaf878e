import type { JobProgress } from '../../shared/contract/job.ts'
import type { Language } from '../../shared/lang/message.ts'
import { wordCode } from '../../shared/lang/words.ts'

export interface ProgressBar {
  show(progress: JobProgress): void
  clear(): void
}

const WIDTH = 24

/** A line on a terminal; nothing where the output is a file or a pipe. */
export function createProgressBar(stream: NodeJS.WriteStream, language: Language): ProgressBar {
  if (!stream.isTTY) return { show: () => undefined, clear: () => undefined }
  return {
    show({ phase, done, total }) {
      const filled = total === null || total === 0 ? 0 : Math.round((Math.min(done, total) / total) * WIDTH)
      const bar = total === null ? '…' : `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${done}/${total}`
      stream.write(`\r\x1b[K${wordCode(`phase.${phase}`, {}, language)} ${bar}`)
    },
    clear: () => void stream.write('\r\x1b[K'),
  }
}
