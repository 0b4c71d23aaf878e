import type { CodedText } from '../../../shared/contract/answers.ts'
import type { Words } from '../../ui/words.tsx'

/** A text of the reasoning in words; reasons are codes of their own room. */
export function sayIn({ word }: Words, text: CodedText | null): string {
  if (text === null) return ''
  const { reason, village = '' } = text.params
  return word(text.code, {
    ...text.params,
    ...(reason === undefined ? {} : { reason: word(`explain.reason.${reason}`, { village: String(village) }) }),
  })
}
