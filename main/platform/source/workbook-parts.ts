import { Readable } from 'node:stream'
import type { CancelSignal } from '../../../shared/contract/job.ts'
import { type EntryFailure, verifyEntry } from './zip-extract.ts'
import type { ZipEntry, ZipListing } from './zip-listing.ts'

const SMALL_PART_BYTES = 16 * 1024 ** 2
const LOCAL_HEADER_BYTES = 30
const LOCAL_HEADER_SIGNATURE = 0x04034b50
const END_SIGNATURE = 0x06054b50
const UTF8_FLAG = 0x800

export interface Sheet {
  readonly name: string
  readonly hidden: boolean
  /** Entry path of its XML in the archive. */
  readonly path: string
}

export interface WorkbookParts {
  readonly listing: ZipListing
  readonly sheets: readonly Sheet[]
}

const find = (listing: ZipListing, path: string): ZipEntry | undefined =>
  listing.entries.find((entry) => entry.path.toLowerCase() === path.toLowerCase())

async function readText(listing: ZipListing, entry: ZipEntry): Promise<string | null> {
  if (entry.uncompressedSize > SMALL_PART_BYTES) return null
  const chunks: Uint8Array[] = []
  let byteLength = 0
  for await (const chunk of await listing.zip.openReadStreamPromise(entry.raw)) {
    const bytes = chunk as Uint8Array
    byteLength += bytes.length
    if (byteLength > entry.uncompressedSize) return null
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const unescapeXml = (text: string): string =>
  text
    .replace(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/&#(\d+);/g, (_, decimal: string) => String.fromCodePoint(Number(decimal)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&')

function attribute(tag: string, name: string): string | null {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag)
  return match === null ? null : unescapeXml(match[1] ?? match[2] ?? '')
}

/** Targets are relative to xl/ or absolute in the package, depending on the program that wrote the file. */
const resolveTarget = (target: string): string =>
  target.startsWith('/') ? target.slice(1) : `xl/${target}`.replace(/[^/]+\/\.\.\//g, '')

/**
 * Which sheets a workbook has and where (ECMA-376, 18.2.20 and the package relationships). The sheet reader below needs a
 * fixed order and fixed names of parts, which other programs do not keep, so the two small parts are read here.
 * null: not a workbook, or parts of it lie about their size.
 */
export async function readWorkbookParts(
  listing: ZipListing,
  signal: CancelSignal,
): Promise<WorkbookParts | EntryFailure | null> {
  const workbook = find(listing, 'xl/workbook.xml')
  const relations = find(listing, 'xl/_rels/workbook.xml.rels')
  if (workbook === undefined || relations === undefined) return null
  for (const entry of partsOf(listing)) {
    const failure = await verifyEntry(listing, entry, signal)
    if (failure !== null) return failure
  }
  const [workbookXml, relationsXml] = [await readText(listing, workbook), await readText(listing, relations)]
  if (workbookXml === null || relationsXml === null) return null
  const targets = new Map<string, string>()
  for (const [tag] of relationsXml.matchAll(/<(?:\w+:)?Relationship\s[^>]*>/g)) {
    targets.set(attribute(tag, 'Id') ?? '', resolveTarget(attribute(tag, 'Target') ?? ''))
  }
  const sheets: Sheet[] = []
  for (const [tag] of workbookXml.matchAll(/<(?:\w+:)?sheet\s[^>]*>/g)) {
    const path = targets.get(attribute(tag, '[\\w]+:id') ?? '')
    if (path === undefined || find(listing, path) === undefined || !/worksheets?\//i.test(path)) continue
    sheets.push({
      name: attribute(tag, 'name') ?? '',
      hidden: (attribute(tag, 'state') ?? 'visible') !== 'visible',
      path,
    })
  }
  return { listing, sheets }
}

const partsOf = (listing: ZipListing): ZipEntry[] =>
  listing.entries.filter((entry) =>
    /^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|sharedstrings\.xml|styles\.xml|worksheets\/[^/]*\.xml)$/i.test(
      entry.path,
    ),
  )

function localHeader(name: string, raw: { method: number; crc: number; packed: number; size: number }): Buffer {
  const path = Buffer.from(name, 'utf8')
  const header = Buffer.alloc(LOCAL_HEADER_BYTES)
  header.writeUInt32LE(LOCAL_HEADER_SIGNATURE, 0)
  header.writeUInt16LE(20, 4)
  header.writeUInt16LE(UTF8_FLAG, 6)
  header.writeUInt16LE(raw.method, 8)
  header.writeUInt32LE(raw.crc, 14)
  header.writeUInt32LE(raw.packed, 18)
  header.writeUInt32LE(raw.size, 22)
  header.writeUInt16LE(path.length, 26)
  return Buffer.concat([header, path])
}

/**
 * One sheet with what it needs, as a stream of a workbook in the only order that exceljs reads without a temporary file:
 * that file would hold people's numbers in plain text. The compressed bytes pass through untouched.
 */
export function sheetStream(parts: WorkbookParts, sheetPath: string): Readable {
  const { listing } = parts
  const wanted: readonly (readonly [string, ZipEntry | undefined])[] = [
    ['xl/workbook.xml', find(listing, 'xl/workbook.xml')],
    ['xl/_rels/workbook.xml.rels', find(listing, 'xl/_rels/workbook.xml.rels')],
    ['xl/styles.xml', find(listing, 'xl/styles.xml')],
    ['xl/sharedStrings.xml', find(listing, 'xl/sharedStrings.xml')],
    ['xl/worksheets/sheet1.xml', find(listing, sheetPath)],
  ]
  async function* bytes(): AsyncGenerator<Uint8Array, void, undefined> {
    for (const [name, entry] of wanted) {
      if (entry !== undefined) {
        const { compressionMethod: method, crc32: crc } = entry.raw
        yield localHeader(name, { method, crc, packed: entry.compressedSize, size: entry.uncompressedSize })
        yield* await listing.zip.openReadStreamPromise(entry.raw, { decodeFileData: false })
      } else if (name === 'xl/sharedStrings.xml') {
        yield localHeader(name, { method: 0, crc: 0, packed: 0, size: 0 })
      }
    }
    const end = Buffer.alloc(22)
    end.writeUInt32LE(END_SIGNATURE, 0)
    yield end
  }
  return Readable.from(bytes(), { objectMode: false })
}
