import { readdirSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { CancelSignal } from '../../../shared/contract/job.ts'
import type { Outcome, Refusal } from '../../../shared/contract/outcome.ts'
import { done, refuse } from '../../../shared/contract/outcome.ts'
import type { SourceIssue } from '../../../shared/formats/source.ts'
import { type ExtractedSource, extractSources } from '../../platform/source/extract-sources.ts'
import type { SourceLayer } from '../../platform/source/layer.ts'
import { openGeoJson } from '../../platform/source/open-geojson.ts'
import { openDbfTable, openShapefile } from '../../platform/source/open-shapefile.ts'
import { findSibling, shapefileFiles, splitFileName } from '../../platform/source/siblings.ts'
import { openCsv, openXlsx, type TableOptions } from '../../platform/source/tables.ts'
import { openGeoPackage } from './open-geopackage.ts'

export interface OpenSourceOptions {
  /** Where archives are taken out and journals replayed; what is put there goes with `dispose`. */
  readonly scratchDirectory: string
  readonly encoding?: string
  /** By layer, instead of `encoding`; under null for the only layer of a file. */
  readonly encodings?: ReadonlyMap<string | null, string>
  readonly sheet?: string
  readonly headerRow?: number
  readonly signal: CancelSignal
}

export interface OpenedSource {
  readonly layers: readonly SourceLayer[]
  /** About the file as a whole: layers of an archive that could not be opened, archives inside it … */
  readonly issues: readonly SourceIssue[]
  /** Removes what was taken out. The layers are of no use afterwards. */
  dispose(): Promise<void>
}

const nothingToDispose = (): Promise<void> => Promise.resolve()
const MESSAGE_NAME_CHARACTERS = 200

/**
 * Opens what the user names: .shp (or its .dbf), .zip, .gpkg, .geojson/.json, .csv, .xlsx, extensions in any case.
 * Refusals: source.not-found, source.not-a-file, source.unreadable, source.unknown-type, source.empty, source.no-layer, and
 * those of each format (shp.*, dbf.*, zip.*, gpkg.*, geojson.*, xlsx.*, table.*), source.option-unheard.
 */
export async function openSource(path: string, options: OpenSourceOptions): Promise<Outcome<OpenedSource>> {
  try {
    const stat = statSync(path, { throwIfNoEntry: false })
    if (stat === undefined) return refuse({ code: 'source.not-found', file: path })
    if (!stat.isFile()) return refuse({ code: 'source.not-a-file', file: path })
    return await openByExtension(path, options)
  } catch (error) {
    options.signal.throwIfAborted()
    const reason = systemReason(error)
    if (reason === null) throw error
    return refuse({ code: 'source.unreadable', file: path, params: { reason } })
  }
}

/** The operating system's word (EACCES, EBUSY …); null for what is not its error. */
function systemReason(error: unknown): string | null {
  return error instanceof Error && 'syscall' in error && 'code' in error ? String(error.code) : null
}

async function openByExtension(path: string, options: OpenSourceOptions): Promise<Outcome<OpenedSource>> {
  const { base, extension } = splitFileName(basename(path))
  switch (extension) {
    case 'shp':
    case 'dbf':
    case 'shx':
      return oneLayer(openBesideSiblings(path, base, extension, options))
    case 'zip':
      return openArchive(path, options)
    case 'gpkg':
      return openGeoPackage(path, path, options.scratchDirectory)
    case 'geojson':
    case 'json':
      return oneLayer(openGeoJson(path, base, path))
    case 'csv':
      return oneLayer(await openCsv(path, base, path, tableOptions(options, base)))
    case 'xlsx':
      return severalLayers(await openXlsx(path, path, tableOptions(options, base)))
    default:
      return refuse({
        code: 'source.unknown-type',
        file: path,
        params: { extension: extension === '' ? '—' : `.${extension}` },
      })
  }
}

const encodingFor = ({ encoding, encodings }: OpenSourceOptions, layer: string): string | null =>
  encodings?.get(layer) ?? encodings?.get(null) ?? encoding ?? null

const tableOptions = (options: OpenSourceOptions, layer: string): TableOptions => ({
  encoding: encodingFor(options, layer),
  sheet: options.sheet ?? null,
  headerRow: options.headerRow ?? null,
  signal: options.signal,
})

function severalLayers(opened: Outcome<readonly SourceLayer[]>): Outcome<OpenedSource> {
  return opened.ok ? done({ layers: opened.value, issues: [], dispose: nothingToDispose }) : opened
}

const oneLayer = (opened: Outcome<SourceLayer>): Outcome<OpenedSource> =>
  severalLayers(opened.ok ? done([opened.value]) : opened)

/** The named file first, so that on a disk that tells case apart parcel.dbf goes with parcel.shp and not with PARCEL.SHP. */
function openBesideSiblings(
  path: string,
  base: string,
  extension: string,
  options: OpenSourceOptions,
): Outcome<SourceLayer> {
  const folder = dirname(path)
  const names = readdirSync(folder)
  const files = { ...shapefileFiles(names, base, (name) => join(folder, name)), [extension]: path }
  const openOptions = { encoding: encodingFor(options, base), signal: options.signal }
  if (extension === 'dbf' && findSibling(names, base, 'shp') === null) {
    return openDbfTable(path, files.cpg, base, path, openOptions)
  }
  return openShapefile(files, base, files.shp ?? path, openOptions)
}

async function openArchive(path: string, options: OpenSourceOptions): Promise<Outcome<OpenedSource>> {
  const extracted = await extractSources(path, options.scratchDirectory, options.signal)
  if (!extracted.ok) return extracted
  const { sources, nestedArchives, orphans, dispose } = extracted.value
  const unheard = unheardOption(sources, options)
  if (unheard !== null) {
    await dispose()
    return refuse({ code: 'source.option-unheard', file: path, params: unheard })
  }
  const disposals = [dispose]
  const disposeAll = async (): Promise<void> => {
    for (const one of disposals) await one()
  }
  const layers: SourceLayer[] = []
  const refusals: Refusal[] = []
  const issues: SourceIssue[] = []
  try {
    for (const source of sources) {
      const opened = await openExtracted(source, options)
      if (opened.ok) {
        layers.push(...opened.value.layers)
        issues.push(...opened.value.issues)
        disposals.push(opened.value.dispose)
      } else {
        refusals.push(opened.refusal)
        issues.push(layerIssue(source.name, opened.refusal))
      }
    }
  } catch (error) {
    await disposeAll()
    throw error
  }
  if (layers.length === 0) {
    await disposeAll()
    return refuse(refusals[0] ?? emptyArchive(path, nestedArchives, orphans))
  }
  for (const nested of nestedArchives)
    issues.push({ code: 'zip.nested', severity: 'warning', detail: { entry: short(nested) } })
  return done({ layers: uniqueNames(layers), issues, dispose: disposeAll })
}

/** What was asked of a table in an archive that holds none: to pass over it in silence would read something else than was asked for. */
function unheardOption(
  sources: readonly ExtractedSource[],
  { sheet, headerRow }: OpenSourceOptions,
): { readonly option: string; readonly files: string } | null {
  const holds = (...kinds: readonly ExtractedSource['kind'][]): boolean =>
    sources.some(({ kind }) => kinds.includes(kind))
  if (sheet !== undefined && !holds('xlsx')) return { option: '--sheet', files: '.xlsx' }
  if (headerRow !== undefined && !holds('xlsx', 'csv')) return { option: '--header-row', files: '.xlsx, .csv' }
  return null
}

const short = (name: string): string => name.slice(0, MESSAGE_NAME_CHARACTERS)

function layerIssue(layer: string, refusal: Refusal): SourceIssue {
  return { code: refusal.code, severity: 'error', detail: { ...refusal.params, layer: short(layer) } }
}

function emptyArchive(path: string, nested: readonly string[], orphans: readonly string[]): Refusal {
  const [archive] = nested
  if (archive !== undefined) return { code: 'zip.nested', file: path, params: { entry: short(archive) } }
  const [orphan] = orphans
  if (orphan !== undefined) return { code: 'shp.missing', file: path, params: { entry: short(orphan) } }
  return { code: 'source.no-layer', file: path }
}

async function openExtracted(source: ExtractedSource, options: OpenSourceOptions): Promise<Outcome<OpenedSource>> {
  const { name, file } = source
  const openOptions = { encoding: encodingFor(options, name), signal: options.signal }
  switch (source.kind) {
    case 'failed':
      return refuse({ code: source.code, file, params: { entry: short(source.entry) } })
    case 'shapefile':
      return oneLayer(openShapefile(source.files, name, file, openOptions))
    case 'dbf':
      return oneLayer(openDbfTable(source.path, source.cpg, name, file, openOptions))
    case 'geopackage':
      return openGeoPackage(source.path, file, options.scratchDirectory)
    case 'geojson':
      return oneLayer(openGeoJson(source.path, name, file))
    case 'csv':
      return oneLayer(await openCsv(source.path, name, file, tableOptions(options, name)))
    case 'xlsx':
      return severalLayers(await openXlsx(source.path, file, tableOptions(options, name)))
  }
}

/** Tables of two GeoPackages in one archive may share a name; the second is then called after its file too. */
function uniqueNames(layers: readonly SourceLayer[]): SourceLayer[] {
  const taken = new Set<string>()
  return layers.map((layer) => {
    let name = layer.name
    for (let n = 2; taken.has(name); n++) name = `${layer.name}_${n}`
    taken.add(name)
    return { ...layer, name }
  })
}
