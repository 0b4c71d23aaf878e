import type { Outcome } from '../../shared/contract/outcome.ts'
import { diskRefusal } from '../jobs/snapshot/disk-refusal.ts'
import type { Core } from './core.ts'

interface Call {
  readonly next: () => Promise<unknown>
  readonly input: unknown
  readonly context: { readonly core: Core }
}

type Stream = AsyncIterator<unknown, unknown, undefined>

/** A disk that is full or fails while a window is answered is an outcome, of a procedure as of a job; what it began is taken back. */
export async function answerDiskFailures(call: Call): Promise<unknown> {
  try {
    const answer = await call.next()
    return isStream(answer) ? streamWithOutcome(answer, call) : answer
  } catch (error) {
    return refusalOf(error, call)
  }
}

const isStream = (answer: unknown): answer is Stream =>
  typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer

async function* streamWithOutcome(stream: Stream, call: Call): AsyncGenerator<unknown, unknown, undefined> {
  let isOver = false
  try {
    for (;;) {
      const next = await stream.next()
      isOver = next.done === true
      if (next.done === true) return next.value
      yield next.value
    }
  } catch (error) {
    isOver = true
    return refusalOf(error, call)
  } finally {
    if (!isOver) await stream.return?.()
  }
}

/** io.failed with the name of the survey, or of the file that was asked for; anything else than a disk's failure is thrown on. */
function refusalOf(error: unknown, { input, context }: Call): Outcome<never> {
  const survey =
    typeof input === 'object' && input !== null && 'survey' in input && typeof input.survey === 'string'
      ? input.survey
      : null
  const isOpen = survey !== null && context.core.isOpen(survey)
  return diskRefusal(error, isOpen ? context.core.session(survey).survey.path : (fileOf(input, context.core) ?? '—'))
}

/** The file that a procedure without a survey was about: a new one, say. */
function fileOf(input: unknown, core: Core): string | null {
  return typeof input === 'object' && input !== null && 'file' in input && typeof input.file === 'string'
    ? core.resolveFile(input.file)
    : null
}
