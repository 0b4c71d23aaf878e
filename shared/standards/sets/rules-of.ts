import type { Text } from '../../lang/message.ts'
import { ANY_CASE, type AreaStandard } from '../standard-set.ts'

/** Makes the rules of one article: any case but what is asked. */
export const rulesOf =
  (article: Text, always: Partial<AreaStandard> = {}) =>
  (id: string, asked: Partial<AreaStandard>, limitM2: number): AreaStandard => ({
    ...ANY_CASE,
    toConfirm: false,
    ...always,
    ...asked,
    id,
    limitM2,
    article,
  })
