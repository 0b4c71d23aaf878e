import { basename, posix, win32 } from 'node:path'
import type { Refusal } from '../../shared/contract/outcome.ts'
import { answerDiskFailures } from './disk-failures.ts'

/** Keys under which the core's answers name files of this machine. */
const FILE_KEYS: ReadonlySet<string> = new Set(['file', 'path', 'backup', 'folder', 'target'])

/** From where an absolute path begins in a sentence of the system up to its last name. */
const FOLDERS = /(?<![\p{L}\p{N}.~])(?:[A-Za-z]:|\\)?[\\/](?:[^\\/:*?"<>|'\r\n]+[\\/])*(?=[^\\/])/gu

const isAbsolute = (text: string): boolean => posix.isAbsolute(text) || win32.isAbsolute(text)
const nameOnly = (path: string): string => (isAbsolute(path) ? basename(win32.basename(path)) : path)

/**
 * What a window may see of an answer: names of files, never the folders they lie in. The command line calls the same procedures
 * without it and shows whole paths.
 */
export function namesOnly(answer: unknown): unknown {
  if (isStream(answer)) return streamOfNames(answer)
  return isRefusal(answer) ? { ok: false, refusal: refusalOfNames(answer.refusal) } : named(answer)
}

/** For the handlers of both doors of the window: every answer passes here. */
export const answerNamesOnly = {
  clientInterceptors: [
    async ({ next }: { readonly next: () => Promise<unknown> }) => namesOnly(await next()),
    answerDiskFailures,
  ],
}

function named(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(named)
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      typeof inner === 'string' && FILE_KEYS.has(key) ? nameOnly(inner) : named(inner),
    ]),
  )
}

function refusalOfNames({ file, params, ...rest }: Refusal): Refusal {
  return {
    ...rest,
    ...(file === undefined ? {} : { file: nameOnly(file) }),
    ...(params === undefined
      ? {}
      : {
          params: Object.fromEntries(
            Object.entries(params).map(([name, value]) => [
              name,
              typeof value === 'string' ? value.replace(FOLDERS, '') : value,
            ]),
          ),
        }),
  }
}

type Stream = AsyncIterator<unknown, unknown, undefined>

const isStream = (answer: unknown): answer is Stream =>
  typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer

const isRefusal = (answer: unknown): answer is { readonly refusal: Refusal } =>
  typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === false && 'refusal' in answer

/** Progress holds no file; the outcome at the end may. */
async function* streamOfNames(stream: Stream): AsyncGenerator<unknown, unknown, undefined> {
  let isOver = false
  try {
    for (;;) {
      const next = await stream.next()
      if (next.done === true) {
        isOver = true
        return namesOnly(next.value)
      }
      yield next.value
    }
  } finally {
    if (!isOver) await stream.return?.()
  }
}
