/** A name that was typed without an ending gets the first of those that belong there; one in any case is left as it is. */
export function withEnding(name: string, endings: readonly string[]): string {
  const [first] = endings
  const has = endings.some((ending) => name.toLowerCase().endsWith(`.${ending.toLowerCase()}`))
  return first === undefined || has ? name : `${name}.${first}`
}
