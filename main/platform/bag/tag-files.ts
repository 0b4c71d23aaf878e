/** The tag files of a BagIt bag (RFC 8493): what they say, and back. */

export const BAGIT_TXT = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'
export const BAG_INFO = 'bag-info.txt'
export const MANIFEST = 'manifest-sha256.txt'
export const TAG_MANIFEST = 'tagmanifest-sha256.txt'
export const PAYLOAD_PREFIX = 'data/'

/** Path inside the bag → sha256 in lower-case hexadecimal. */
export type Manifest = ReadonlyMap<string, string>
export type BagInfo = readonly (readonly [label: string, value: string])[]

/** Ascending by UTF-16 code unit: the same on every machine, whatever its language. */
export const comparePaths = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** RFC 8493 section 2.1.3: line ends and the percent sign itself are written as percent escapes. */
const escapePath = (path: string): string =>
  path.replace(/[%\r\n]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
const unescapePath = (path: string): string =>
  path.replace(/%(0A|0D|25)/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

export function manifestText(manifest: Manifest): string {
  const paths = [...manifest.keys()].sort(comparePaths)
  return paths.map((path) => `${manifest.get(path)}  ${escapePath(path)}\n`).join('')
}

/** Reads a manifest; a line that is none is given back in `badLines` (1-based). */
export function parseManifest(text: string): { manifest: Manifest; badLines: readonly number[] } {
  const manifest = new Map<string, string>()
  const badLines: number[] = []
  text.split(/\r\n|\n|\r/).forEach((line, index) => {
    if (line === '') return
    const match = /^([0-9a-fA-F]{64})[ \t]+\*?(.+)$/.exec(line)
    const path = match?.[2] === undefined ? undefined : unescapePath(match[2])
    if (match?.[1] === undefined || path === undefined || manifest.has(path)) badLines.push(index + 1)
    else manifest.set(path, match[1].toLowerCase())
  })
  return { manifest, badLines }
}

/** One `Label: value` a line; a value of several lines goes on with a tab, as the RFC folds it. */
export function bagInfoText(info: BagInfo): string {
  return info.map(([label, value]) => `${label}: ${value.trim().replace(/\s*(\r\n|\r|\n)\s*/g, '\n\t')}\n`).join('')
}

export function parseBagInfo(text: string): BagInfo {
  const info: [string, string][] = []
  for (const line of text.split(/\r\n|\n|\r/)) {
    const last = info.at(-1)
    const colon = line.indexOf(':')
    if (/^[ \t]/.test(line) && last !== undefined) last[1] += `\n${line.trim()}`
    else if (colon > 0) info.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()])
  }
  return info
}

/** `octets.files` of the payload. */
export const payloadOxum = (bytes: number, files: number): string => `${bytes}.${files}`

export const infoValue = (info: BagInfo, label: string): string | null =>
  info.find(([name]) => name.toLowerCase() === label.toLowerCase())?.[1] ?? null
