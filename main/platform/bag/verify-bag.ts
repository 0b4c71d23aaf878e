import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { CancelSignal, ReportProgress } from '../../../shared/contract/job.ts'
import { done, type Outcome, refuse } from '../../../shared/contract/outcome.ts'
import { errorCode } from '../files.ts'
import { isBagName } from './canonical-bag.ts'
import { compareWithCanonical } from './compare.ts'
import type { PackageProblem, PackageProblemCode } from './problem.ts'
import { byteMeter } from './progress.ts'
import { readZip, type ZipEntry } from './read-zip.ts'
import {
  BAG_INFO,
  type BagInfo,
  infoValue,
  MANIFEST,
  type Manifest,
  PAYLOAD_PREFIX,
  parseBagInfo,
  parseManifest,
  payloadOxum,
  TAG_MANIFEST,
} from './tag-files.ts'

/** Tag files are small; a larger one is not ours, and is not read into memory. */
const MAX_TAG_FILE_BYTES = 4 * 1024 * 1024

const TAG_FILES: readonly string[] = ['bagit.txt', BAG_INFO, MANIFEST, TAG_MANIFEST]

export interface BagCheck {
  readonly problems: readonly PackageProblem[]
  readonly bagInfo: BagInfo
  /** Paths of the payload that could be read, with their sha256. */
  readonly payload: Manifest
}

/**
 * Holds a package against itself: its manifests, its Payload-Oxum, and byte for byte against the one zip that its contents
 * give (so that any changed bit is found). Problems are the answer; refusals are package.not-found, package.unreadable.
 */
export async function verifyBag(
  zipPath: string,
  signal: CancelSignal,
  report: ReportProgress,
): Promise<Outcome<BagCheck>> {
  const fileName = basename(zipPath)
  const state = await stat(zipPath).catch((error: unknown) => errorCode(error) ?? 'unknown')
  if (typeof state === 'string' && state !== 'ENOENT' && state !== 'ENOTDIR') return unreadable(zipPath)
  if (typeof state === 'string' || !state.isFile())
    return refuse({ code: 'package.not-found', file: zipPath, params: { file: fileName } })
  try {
    const { contents, problems } = await readZip(zipPath, fileName, signal)
    if (contents === null) return done({ problems, bagInfo: [], payload: new Map() })
    try {
      return done(await verifyContents(zipPath, contents.entries, problems, signal, report))
    } finally {
      contents.close()
    }
  } catch (error) {
    signal.throwIfAborted()
    if (errorCode(error) === 'EACCES' || errorCode(error) === 'EIO') return unreadable(zipPath)
    throw error
  }
}

const unreadable = (zipPath: string) =>
  refuse({ code: 'package.unreadable', file: zipPath, params: { file: basename(zipPath) } })

async function verifyContents(
  zipPath: string,
  entries: readonly ZipEntry[],
  found: readonly PackageProblem[],
  signal: CancelSignal,
  report: ReportProgress,
): Promise<BagCheck> {
  const problems = [...found]
  const name = topFolder(entries, basename(zipPath), problems)
  if (name === null) return { problems, bagInfo: [], payload: new Map() }
  const inside = entries.filter((entry) => entry.path.startsWith(`${name}/`))
  const files = new Map(inside.map((entry) => [entry.path.slice(name.length + 1), entry]))
  const total = entries.reduce((sum, entry) => sum + entry.size, 0)
  const meter = byteMeter('hash', total, signal, report)
  const { hashes, tags } = await readFiles(files, meter, problems)
  signal.throwIfAborted()
  const bagInfo = parseBagInfo(text(tags.get(BAG_INFO)))
  checkTags(hashes, tags, problems)
  const payload = new Map([...hashes].filter(([path]) => path.startsWith(PAYLOAD_PREFIX)))
  checkManifest(MANIFEST, tags, payload, problems)
  checkOxum(files, bagInfo, problems)
  if (problems.every((problem) => problem.code !== 'package.file-unreadable')) {
    const payloadFiles = [...payload].map(([path, sha256]) => ({ path, sha256, ...entryOf(files, path) }))
    const compare = byteMeter('compare', null, signal, report)
    const at = await compareWithCanonical(
      zipPath,
      { name, payload: payloadFiles, bagInfo: tags.get(BAG_INFO) ?? Buffer.alloc(0) },
      compare,
    )
    if (at !== null) problems.push({ code: 'package.bytes-differ', path: basename(zipPath), params: { offset: at } })
  }
  return { problems, bagInfo, payload }
}

function entryOf(files: ReadonlyMap<string, ZipEntry>, path: string): { size: number; open: () => Promise<Readable> } {
  const entry = files.get(path)
  if (entry === undefined) throw new Error(`no such entry: ${path}`)
  return { size: entry.size, open: entry.open }
}

/** The folder that holds the bag, and all else said to be too much; null, with the problem, where there is none. */
function topFolder(entries: readonly ZipEntry[], fileName: string, problems: PackageProblem[]): string | null {
  const tops = new Set(entries.map((entry) => entry.path.split('/')[0] ?? ''))
  const name = entries.find((entry) => /^[^/]+\/bagit\.txt$/.test(entry.path))?.path.split('/')[0]
  if (name === undefined || !isBagName(name)) {
    if (problems.length === 0) problems.push({ code: 'package.not-a-bag', path: fileName })
    return null
  }
  if (tops.size > 1) problems.push({ code: 'package.several-folders', path: fileName, params: { count: tops.size } })
  for (const { path } of entries) if (!path.startsWith(`${name}/`)) problems.push({ code: 'package.file-added', path })
  return name
}

/** Hashes every file, each once, and keeps the text of the tag files. */
async function readFiles(
  files: ReadonlyMap<string, ZipEntry>,
  meter: (bytes: number) => void,
  problems: PackageProblem[],
) {
  const hashes = new Map<string, string>()
  const tags = new Map<string, Buffer>()
  for (const [path, entry] of files) {
    const isTag = TAG_FILES.includes(path)
    if (path.endsWith('/') || (!isTag && !path.startsWith(PAYLOAD_PREFIX))) {
      problems.push({ code: 'package.file-added', path })
      continue
    }
    try {
      if (isTag && entry.size > MAX_TAG_FILE_BYTES) throw new RangeError('tag file too large')
      if (isTag) tags.set(path, await buffer(await entry.open()))
      const bytes = tags.get(path)
      hashes.set(path, bytes === undefined ? await hashOf(await entry.open(), meter) : sha256(bytes))
    } catch {
      // Whatever yauzl says of an entry (bad header, method, size, sum), to the reader it is a file that cannot be read.
      meter(0)
      problems.push({ code: 'package.file-unreadable', path })
    }
  }
  return { hashes, tags }
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('utf8')

async function hashOf(stream: Readable, meter: (bytes: number) => void): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of stream) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError('bytes expected')
    hash.update(chunk)
    meter(chunk.length)
  }
  return hash.digest('hex')
}

function checkTags(hashes: Manifest, tags: ReadonlyMap<string, Buffer>, problems: PackageProblem[]): void {
  for (const path of TAG_FILES) {
    const known = tags.has(path) || problems.some((p) => p.path === path)
    if (!known) problems.push({ code: 'package.file-missing', path })
  }
  const listed = new Map([...hashes].filter(([path]) => !path.startsWith(PAYLOAD_PREFIX) && path !== TAG_MANIFEST))
  checkManifest(TAG_MANIFEST, tags, listed, problems)
}

/** What the manifest lists against what is there. */
function checkManifest(
  manifestPath: string,
  tags: ReadonlyMap<string, Buffer>,
  present: Manifest,
  problems: PackageProblem[],
): void {
  const bytes = tags.get(manifestPath)
  if (bytes === undefined) return
  const { manifest, badLines } = parseManifest(text(bytes))
  const say = (code: PackageProblemCode, path: string): void => {
    if (!problems.some((p) => p.path === path)) problems.push({ code, path })
  }
  for (const line of badLines.slice(0, 1))
    problems.push({ code: 'package.manifest-unreadable', path: manifestPath, params: { line } })
  for (const [path, hash] of manifest) {
    const actual = present.get(path)
    if (actual === undefined) say('package.file-missing', path)
    else if (actual !== hash) say('package.hash-differs', path)
  }
  for (const path of present.keys()) if (!manifest.has(path)) say('package.file-added', path)
}

function checkOxum(files: ReadonlyMap<string, ZipEntry>, bagInfo: BagInfo, problems: PackageProblem[]): void {
  const payload = [...files].filter(([path]) => path.startsWith(PAYLOAD_PREFIX) && !path.endsWith('/'))
  const actual = payloadOxum(
    payload.reduce((sum, [, entry]) => sum + entry.size, 0),
    payload.length,
  )
  const said = infoValue(bagInfo, 'Payload-Oxum')
  if (said !== actual)
    problems.push({
      code: 'package.oxum-differs',
      path: BAG_INFO,
      params: { said: (said ?? '-').slice(0, 40), actual },
    })
}
