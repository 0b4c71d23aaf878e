import type { JobProgress } from '../../shared/contract/job.ts'
import type { Language } from '../../shared/lang/message.ts'
import { wordCode } from '../../shared/lang/words.ts'

export interface ProgressBar {
  show(progress: JobProgress): void
  clear(): void
}

const WIDTH = 24

/** A phase of its own, else the rule that is checked or the layer that is written. */
function phaseText(phase: string, language: Language): string {
  for (const code of [`phase.${phase}`, phase, `layer.${phase}`]) {
    const text = wordCode(code, {}, language)
    if (text !== code) return text
  }
  return phase
}

/** A line on a terminal; nothing where the output is a file or a pipe. */
export function createProgressBar(stream: NodeJS.WriteStream, language: Language): ProgressBar {
  if (!stream.isTTY) return { show: () => undefined, clear: () => undefined }
  return {
    show({ phase, done, total }) {
      const filled = total === null || total === 0 ? 0 : Math.round((Math.min(done, total) / total) * WIDTH)
      const bar = total === null ? '…' : `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${done}/${total}`
      stream.write(`\r\x1b[K${phaseText(phase, language)} ${bar}`)
    },
    clear: () => void stream.write('\r\x1b[K'),
  }
}
