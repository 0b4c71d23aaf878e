import { readFileSync } from 'node:fs'
import { done, type Outcome, refuse } from '../../shared/contract/outcome.ts'

/** A small UTF-8 file that the user named. Refusal: source.unreadable. */
export function readText(path: string): Outcome<string> {
  try {
    return done(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''))
  } catch (error) {
    return refuse({
      code: 'source.unreadable',
      file: path,
      params: { reason: String((error as NodeJS.ErrnoException).code ?? 'error') },
    })
  }
}
