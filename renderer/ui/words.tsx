import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type { Refusal } from '../../shared/contract/outcome.ts'
import type { Language, Text } from '../../shared/lang/message.ts'
import { wordCode } from '../../shared/lang/words.ts'

export interface Words {
  readonly language: Language
  /** The text of a code; with a `count` of one its own form (`….one`), where it has one. */
  word(code: string, params?: Readonly<Record<string, string | number>>): string
  /** A title that a list or a standard set carries itself. */
  pick(text: Text): string
  /** One sentence: what, where, what to do. */
  refusal(refusal: Refusal): string
}

export function wordsIn(language: Language): Words {
  const word: Words['word'] = (code, params = {}) => {
    const one = `${code}.one`
    const text = Number(params.count) === 1 ? wordCode(one, params, language) : one
    return text === one ? wordCode(code, params, language) : text
  }
  return {
    language,
    word,
    pick: (text) => text[language],
    refusal({ code, file, record, proposals, params }) {
      // The command line names an option where a window has something to click.
      const own = `window.${code}`
      return word(wordCode(own, {}, language) === own ? code : own, {
        ...(file === undefined ? {} : { file }),
        ...(record === undefined ? {} : { record }),
        ...(proposals === undefined ? {} : { proposals: proposals.join('、') }),
        ...params,
      })
    },
  }
}

const WordsContext = createContext<Words>(wordsIn('zh'))

export function WordsProvider({ language, children }: { readonly language: Language; readonly children: ReactNode }) {
  const words = useMemo(() => wordsIn(language), [language])
  return <WordsContext value={words}>{children}</WordsContext>
}

export const useWords = (): Words => useContext(WordsContext)
