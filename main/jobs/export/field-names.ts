/** What a .dbf holds of a field's name, in bytes of GBK. */
export const FIELD_MAX_BYTES = 10

const gbkBytes = (text: string): number =>
  [...text].reduce((sum, character) => sum + ((character.codePointAt(0) ?? 0) < 0x80 ? 1 : 2), 0)

/** Names of at most 10 bytes in GBK, no two alike and none of those taken. */
export function shortNames(fields: readonly string[], taken: Iterable<string>): readonly string[] {
  const used = new Set([...taken].map((name) => name.toUpperCase()))
  return fields.map((field) => {
    let name = field
    while (gbkBytes(name) > FIELD_MAX_BYTES) name = [...name].slice(0, -1).join('')
    for (let n = 2; name === '' || used.has(name.toUpperCase()); n++) name = `${[...field].slice(0, 3).join('')}_${n}`
    used.add(name.toUpperCase())
    return name
  })
}
