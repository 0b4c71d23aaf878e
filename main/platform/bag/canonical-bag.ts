import { createHash, type Hash } from 'node:crypto'
import { PassThrough, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { BAG_INFO, BAGIT_TXT, comparePaths, MANIFEST, manifestText, PAYLOAD_PREFIX, TAG_MANIFEST } from './tag-files.ts'

export interface PayloadFile {
  /** Path inside the bag, beginning with data/. */
  readonly path: string
  readonly size: number
  /** Where it is known already; else it is computed as the file is read. */
  readonly sha256?: string
  /** Gives `size` bytes, once. */
  readonly open: () => Promise<Readable>
}

/** The zip stores a local wall-clock time; built in local time it reads 1980-01-01 12:00 in every time zone. */
const fixedDate = (): Date => new Date(1980, 0, 1, 12, 0, 0)
const PASSING_BYTES = 256 * 1024
const ENTRY = { mode: 0o100644, forceDosTimestamp: true, compress: false } as const

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** A folder name that the zip carries as it stands: no separator, no drive letter, nothing that climbs. */
export const isBagName = (name: string): boolean =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  !/[/\\\u0000-\u001f]|^[a-zA-Z]:/.test(name) && name.isWellFormed() && name !== '' && name !== '.' && name !== '..'

/**
 * The one zip that a payload and its bag-info give: a pure function of its arguments, whatever the machine, its clock and
 * its time zone. Entries are stored, in one order, with one date. Each payload file is read once, as the stream is drained.
 */
export function canonicalBag(name: string, payload: readonly PayloadFile[], bagInfo: Uint8Array): Readable {
  const zip = new ZipFile()
  // yazl answers to the reader's pace, but knows no failing source: the stream that is read must end with the failure.
  const output = new PassThrough()
  pipeline(zip.outputStream, output).catch((error: unknown) => output.destroy(asError(error)))
  zip.on('error', (error: unknown) => output.destroy(asError(error)))
  const stopped = new AbortController()
  output.once('close', () => stopped.abort())
  addEntries(zip, { name, payload, bagInfo, signal: stopped.signal }).catch((error: unknown) =>
    output.destroy(asError(error)),
  )
  return output
}

interface Content {
  readonly name: string
  readonly payload: readonly PayloadFile[]
  readonly bagInfo: Uint8Array
  /** Aborted when nobody reads on, so that an open source is closed. */
  readonly signal: AbortSignal
}

async function addEntries(zip: ZipFile, { name, payload, bagInfo, signal }: Content): Promise<void> {
  const tags = new Map<string, Uint8Array>([
    ['bagit.txt', Buffer.from(BAGIT_TXT)],
    [BAG_INFO, bagInfo],
  ])
  const addTag = (path: string, bytes: Uint8Array): void => {
    zip.addBuffer(Buffer.from(bytes), `${name}/${path}`, { ...ENTRY, mtime: fixedDate() })
  }
  for (const [path, bytes] of tags) addTag(path, bytes)
  const hashes = new Map<string, string>()
  for (const file of [...payload].sort((a, b) => comparePaths(a.path, b.path))) {
    if (!file.path.startsWith(PAYLOAD_PREFIX)) throw new Error(`not a payload path: ${file.path}`)
    hashes.set(file.path, await addPayload(zip, name, file, signal))
  }
  tags.set(MANIFEST, Buffer.from(manifestText(hashes)))
  addTag(MANIFEST, tags.get(MANIFEST) ?? new Uint8Array())
  addTag(TAG_MANIFEST, Buffer.from(manifestText(new Map([...tags].map(([path, bytes]) => [path, sha256(bytes)])))))
  zip.end()
}

/** Resolves with the sha256 when the last byte of the file went into the zip. */
async function addPayload(zip: ZipFile, name: string, file: PayloadFile, signal: AbortSignal): Promise<string> {
  const source = await file.open()
  const passing = new PassThrough({ highWaterMark: PASSING_BYTES })
  zip.addReadStream(passing, `${name}/${file.path}`, { ...ENTRY, mtime: fixedDate(), size: file.size })
  if (file.sha256 !== undefined) {
    await pipeline(source, passing, { signal })
    return file.sha256
  }
  const hash = createHash('sha256')
  await pipeline(source, hashing(hash), passing, { signal })
  return hash.digest('hex')
}

const hashing = (hash: Hash) =>
  async function* (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      hash.update(chunk)
      yield chunk
    }
  }

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))
