import type { Refusal } from '../../shared/contract/outcome.ts'
import { wordFinding } from '../../shared/lang/words.ts'
import type { Words } from '../ui/words.tsx'

type Params = Readonly<Record<string, string | number>>

/** A refusal as this wizard can answer it: the command line names its options where a window has buttons. */
export function wizardRefusal(words: Words, refusal: Refusal, file: string): string {
  const own = `import.refusal.${refusal.code}`
  const code = words.word(own) === own ? refusal.code : own
  const named = lastName(refusal.file ?? file)
  return words.refusal({ ...refusal, code, file: named, params: { ...refusal.params, file: named } })
}

/** The entry of an archive and a file in its folder alike are called by their last name. */
const lastName = (file: string): string => file.split(/[/\\]/).at(-1) ?? file

/** One finding; what the command line's options are named for is worded for a window. */
export function findingText(words: Words, code: string, file: string, params: Params, record: number | null): string {
  const own = `import.finding.${code}`
  const subject = record === null ? {} : { subject: words.word('import.record', { record }), record }
  const all = { file, ...subject, ...params }
  return words.word(own) === own ? wordFinding(code, all, words.language) : words.word(own, all)
}

export const codeTitle = (words: Words, code: string, file: string, params: Params): string =>
  findingText(words, code, file, params, null)

/** Numbers of records and counts as the language groups them. */
export const countText = (words: Words, count: number): string =>
  count.toLocaleString(words.language === 'zh' ? 'zh-CN' : 'en-US')
