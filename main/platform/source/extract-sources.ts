import { mkdtemp, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { CancelSignal } from '../../../shared/contract/job.ts'
import type { Outcome, Refusal } from '../../../shared/contract/outcome.ts'
import { done, refuse } from '../../../shared/contract/outcome.ts'
import type { HiddenFile } from './hidden-file.ts'
import type { ShapefileFiles } from './siblings.ts'
import { type EntryFailure, entryObstacle, extractEntry, extractHidden } from './zip-extract.ts'
import { listZip, ZIP_LIMITS, type ZipEntry, type ZipLimits, type ZipListing } from './zip-listing.ts'
import { type PlannedSource, planZip } from './zip-plan.ts'

/** A source taken out of an archive: where its files lie now, and what to call it. */
export type ExtractedSource = {
  readonly name: string
  /** archive.zip/folder/entry.shp, for messages. */
  readonly file: string
} & (
  | { readonly kind: 'shapefile'; readonly files: ShapefileFiles }
  | {
      readonly kind: 'dbf' | 'geopackage' | 'geojson' | 'csv' | 'xlsx'
      readonly path: string
      readonly cpg: string | null
    }
  | { readonly kind: 'failed'; readonly code: EntryFailure; readonly entry: string }
)

export interface Extraction {
  readonly sources: readonly ExtractedSource[]
  readonly nestedArchives: readonly string[]
  readonly orphans: readonly string[]
  dispose(): Promise<void>
}

/**
 * Takes a zip's layers out into a new folder under `scratchDirectory`. Entries get names of our own there, so that no name in
 * an archive ever reaches the disk. A bad entry costs its own layer only, except where it shows that the archive is hostile.
 * Codes: those of `listZip`, zip.no-space, zip.bomb, zip.encrypted.
 */
export async function extractSources(
  zipPath: string,
  scratchDirectory: string,
  signal: CancelSignal,
  limits: ZipLimits = ZIP_LIMITS,
): Promise<Outcome<Extraction>> {
  const listed = await listZip(zipPath, limits)
  if (!listed.ok) return listed
  const listing = listed.value
  try {
    const plan = planZip(listing.entries.map((entry) => entry.path))
    const byPath = new Map(listing.entries.map((entry) => [entry.path, entry]))
    const wanted = plan.sources.flatMap(entryPaths).flatMap((path) => byPath.get(path) ?? [])
    const obstacle = wanted.some((entry) => entryObstacle(entry) === 'zip.encrypted')
    if (obstacle) return refuse({ code: 'zip.encrypted', file: zipPath })
    const space = await spaceRefusal(zipPath, scratchDirectory, wanted)
    if (space !== null) return refuse(space)
    const folder = await mkdtemp(join(scratchDirectory, 'source-'))
    const hidden: HiddenFile[] = []
    const dispose = (): Promise<void> => {
      for (const file of hidden.splice(0)) file.close()
      return rm(folder, { recursive: true, force: true, maxRetries: 5 })
    }
    try {
      const sources: ExtractedSource[] = []
      for (const planned of plan.sources) {
        const extracted = await extractPlanned(
          listing,
          byPath,
          planned,
          zipPath,
          join(folder, String(sources.length)),
          hidden,
          signal,
        )
        if (extracted.kind === 'failed' && (extracted.code === 'zip.bomb' || extracted.code === 'zip.encrypted')) {
          await dispose()
          return refuse({ code: extracted.code, file: zipPath, params: { entry: extracted.entry } })
        }
        sources.push(extracted)
      }
      return done({ sources, nestedArchives: plan.nestedArchives, orphans: plan.orphans, dispose })
    } catch (error) {
      await dispose()
      if (error instanceof Error && 'code' in error && error.code === 'ENOSPC')
        return refuse({ code: 'zip.no-space', file: zipPath })
      throw error
    }
  } finally {
    listing.close()
  }
}

function entryPaths(source: PlannedSource): string[] {
  const paths = source.kind === 'shapefile' ? Object.values(source.entries) : [source.entry, source.cpg]
  return paths.filter((path) => path !== null)
}

async function spaceRefusal(zipPath: string, scratch: string, wanted: readonly ZipEntry[]): Promise<Refusal | null> {
  const needed = wanted.reduce((sum, entry) => sum + entry.uncompressedSize, 0)
  const { bavail, bsize } = await statfs(scratch)
  if (needed <= bavail * bsize) return null
  return { code: 'zip.no-space', file: zipPath, params: { neededMb: Math.ceil(needed / 1024 ** 2) } }
}

/** Files with attributes, which may hold people's numbers; shapes do not. */
const ATTRIBUTES: ReadonlySet<string> = new Set(['dbf', 'csv', 'xlsx', 'geojson'])

/** SQLite needs a name: a hidden GeoPackage is read from memory, once in every thread, so a larger one keeps its own. */
const HIDDEN_GEOPACKAGE_BYTES = 64 * 1024 ** 2

/** Windows' SQLite does not share a file that is deleted on close. */
const mustBeHidden = (entry: ZipEntry, extension: string): boolean =>
  ATTRIBUTES.has(extension) ||
  (extension === 'geopackage' && process.platform === 'linux' && entry.uncompressedSize <= HIDDEN_GEOPACKAGE_BYTES)

async function extractPlanned(
  listing: ZipListing,
  byPath: ReadonlyMap<string, ZipEntry>,
  planned: PlannedSource,
  zipPath: string,
  target: string,
  hidden: HiddenFile[],
  signal: CancelSignal,
): Promise<ExtractedSource> {
  const main = planned.kind === 'shapefile' ? planned.entries.shp : planned.entry
  const common = { name: planned.name, file: `${zipPath}/${main ?? ''}` }
  const takeOut = async (entryPath: string | null, extension: string): Promise<string | null> => {
    const entry = entryPath === null ? undefined : byPath.get(entryPath)
    if (entry === undefined) return null
    const path = `${target}.${extension}`
    const extracted = await (mustBeHidden(entry, extension) ? extractHidden : extractEntry)(
      listing,
      entry,
      path,
      signal,
    )
    if (typeof extracted === 'string') throw new EntryFailed(extracted, entry.path)
    if (extracted === null) return path
    hidden.push(extracted)
    return extracted.path
  }
  try {
    if (planned.kind !== 'shapefile') {
      const path = await takeOut(planned.entry, planned.kind)
      return { ...common, kind: planned.kind, path: path ?? '', cpg: await takeOut(planned.cpg, 'cpg') }
    }
    const { shp, shx, dbf, prj, cpg } = planned.entries
    const files: ShapefileFiles = {
      shp: await takeOut(shp, 'shp'),
      shx: await takeOut(shx, 'shx'),
      dbf: await takeOut(dbf, 'dbf'),
      prj: await takeOut(prj, 'prj'),
      cpg: await takeOut(cpg, 'cpg'),
    }
    return { ...common, kind: 'shapefile', files }
  } catch (error) {
    if (error instanceof EntryFailed) return { ...common, kind: 'failed', code: error.failure, entry: error.entry }
    throw error
  }
}

/** Carries an entry's failure out of the nested steps of one layer; never leaves this file. */
class EntryFailed extends Error {
  readonly failure: EntryFailure
  readonly entry: string
  constructor(failure: EntryFailure, entry: string) {
    super(failure)
    this.failure = failure
    this.entry = entry
  }
}
