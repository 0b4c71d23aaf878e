const chinese = new Intl.Collator('zh-CN', { sensitivity: 'base' })

/** Longer runs of digits are codes, which sort by their characters as well. */
const NUMBER_DIGITS = 12
const RANK_DIGITS = 7

/**
 * For each text a key; compared as plain strings, keys sort as a Chinese dictionary does, and numbers in them by their value.
 * Places of a village differ in their numbers alone, so the dictionary is asked about the words between numbers, of which
 * there are few; asked about 200 000 whole places it took seconds.
 */
export function dictionaryKeys(texts: readonly string[]): readonly string[] {
  const parts = texts.map((text) => text.split(/(\d+)/))
  const words = new Set<string>()
  for (const pieces of parts) for (let at = 0; at < pieces.length; at += 2) words.add(pieces[at] ?? '')
  const keys = rankKeys([...words])
  return parts.map((pieces) =>
    pieces.map((part, at) => (at % 2 === 1 ? part.padStart(NUMBER_DIGITS, '0') : (keys.get(part) ?? ''))).join(''),
  )
}

function rankKeys(words: readonly string[]): ReadonlyMap<string, string> {
  const keys = new Map<string, string>()
  let rank = 0
  let previous: string | null = null
  for (const word of words.toSorted(chinese.compare)) {
    // Capitals and small letters are one to a dictionary.
    if (previous !== null && chinese.compare(previous, word) !== 0) rank += 1
    previous = word
    keys.set(word, String(rank).padStart(RANK_DIGITS, '0'))
  }
  return keys
}
