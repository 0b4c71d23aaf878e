import type { Outcome } from '../../../shared/contract/outcome.ts'
import { rewrapKey } from '../../platform/keys.ts'

export interface RewrapInput {
  readonly survey: string
  readonly current: string | null
  readonly next: string | null
}

/** Deriving keys from passphrases takes a tenth of a second each: not on the thread that answers. */
export const runRewrap = async ({ survey, current, next }: RewrapInput): Promise<Outcome<null>> =>
  rewrapKey(survey, current, next)
