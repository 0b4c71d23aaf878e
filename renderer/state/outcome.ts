import type { Outcome, Refusal } from '../../shared/contract/outcome.ts'

/** A refusal where a query or a command has no other way to pass it on; screens word it from its code. */
export class Refused extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}

export function unwrap<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Refused(outcome.refusal)
  return outcome.value
}
