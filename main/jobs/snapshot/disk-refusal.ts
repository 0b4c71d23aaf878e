import { basename } from 'node:path'
import { type Outcome, refuse } from '../../../shared/contract/outcome.ts'

/** A full or failing disk as a refusal; a bug of ours is thrown on. */
export function diskRefusal(error: unknown, place: string): Outcome<never> {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (!/^(E[A-Z]+|SQLITE_(FULL|IOERR|READONLY|CANTOPEN|BUSY).*)$/.test(code)) throw error
  return refuse({ code: 'io.failed', file: basename(place), params: { reason: code } })
}
