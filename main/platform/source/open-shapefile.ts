import type { CancelSignal } from '../../../shared/contract/job.ts'
import type { Outcome } from '../../../shared/contract/outcome.ts'
import { done, refuse } from '../../../shared/contract/outcome.ts'
import { readShpHeader, SHP_HEADER_BYTES } from '../../../shared/formats/shp/header.ts'
import type { ShapeKind } from '../../../shared/formats/shp/shape-type.ts'
import type { SourceIssue } from '../../../shared/formats/source.ts'
import { type PrjReading, readPrj } from '../../../shared/geo/crs/prj.ts'
import type { SourceLayer } from './layer.ts'
import { openPositioned, readSmallFile } from './read-at.ts'
import { type DbfScan, deletedFrom, scanDbf } from './scan-dbf.ts'
import { scanShp } from './scan-shp.ts'
import type { ShapefileFiles } from './siblings.ts'

const PRJ_LIMIT_BYTES = 64 * 1024

export interface OpenLayerOptions {
  readonly encoding: string | null
  readonly signal: CancelSignal
}

const TYPE_NAMES: Readonly<Record<ShapeKind, string | null>> = {
  null: null,
  point: 'Point',
  multiPoint: 'MultiPoint',
  polyLine: 'LineString',
  polygon: 'Polygon',
  multiPatch: 'MultiPatch',
}

/**
 * Opens a shapefile: frames every record of the .shp, decides the encoding over the whole .dbf, reads the .prj. A missing .shx is
 * nothing, a missing .dbf a warning, an unusable one (`dbf.unusable`) an error that inspect shows and no import gets past. Refusals: shp.missing, shp.empty, shp.not-a-shapefile, shp.too-short,
 * shp.unknown-type, and those of the encoding option. `name` is what to call the layer, `file` what to call the place.
 */
export function openShapefile(
  files: ShapefileFiles,
  name: string,
  file: string,
  options: OpenLayerOptions,
): Outcome<SourceLayer> {
  if (files.shp === null) return refuse({ code: 'shp.missing', file })
  const shp = openPositioned(files.shp)
  try {
    const header = readShpHeader(shp.read(0, SHP_HEADER_BYTES), shp.byteLength)
    if ('code' in header) return refuse({ code: header.code, file, params: header.detail })
    const attributes = scanAttributes(files, name, options)
    if (!attributes.ok) return refuse({ ...attributes.refusal, file })
    const { scan } = attributes.value
    const { index, issues } = scanShp(shp, header, files.shx, scan?.rows ?? null, options.signal)
    return done({
      name,
      kind: 'shapefile',
      file,
      ref: { format: 'shapefile', shp: files.shp, shapeType: header.shapeType, index, dbf: scan?.ref ?? null },
      geometryType: TYPE_NAMES[header.kind],
      hasZ: header.hasZ,
      hasM: header.hasM,
      fields: scan?.fields ?? [],
      records: index.count,
      deletedRecords: deletedShapes(scan, index.count),
      encoding: scan?.encoding ?? null,
      encodingFrom: scan?.encodingFrom ?? null,
      encodingProposals: scan?.proposals ?? [],
      declaredCrs: readPrjFile(files.prj),
      declaredFrom: 'prj',
      issues: [...issues, ...attributes.value.issues, ...rowCountIssues(index.count, scan, dbfName(name))],
    })
  } finally {
    shp.close()
  }
}

function deletedShapes(scan: DbfScan | null, shapes: number): number {
  if (scan === null) return 0
  return scan.rows > shapes ? scan.deletedRows - deletedFrom(scan.ref, shapes) : scan.deletedRows
}

const dbfName = (name: string): string => `${name}.dbf`

/** Attributes where there are any to be had; refuses only an encoding that the user demanded and the bytes deny. */
function scanAttributes(
  files: ShapefileFiles,
  name: string,
  options: OpenLayerOptions,
): Outcome<{ readonly scan: DbfScan | null; readonly issues: readonly SourceIssue[] }> {
  if (files.dbf === null) return done({ scan: null, issues: [{ code: 'dbf.missing', severity: 'warning' }] })
  const result = scanDbf(files.dbf, files.cpg, options.encoding, options.signal)
  const dbf = dbfName(name)
  if (result.ok) return done({ scan: result.scan, issues: result.scan.issues.map((issue) => withDbf(issue, dbf)) })
  if (result.because === 'option') return refuse(result.refusal)
  return done({
    scan: null,
    issues: [{ code: 'dbf.unusable', severity: 'error', detail: { dbf, file: dbf, reason: result.refusal.code } }],
  })
}

/** Findings of the .dbf name it, because the surveyor has several files to look at. */
function withDbf(issue: SourceIssue, dbf: string): SourceIssue {
  return issue.code.startsWith('dbf.') ? { ...issue, detail: { ...issue.detail, dbf } } : issue
}

function rowCountIssues(shapes: number, scan: DbfScan | null, dbf: string): SourceIssue[] {
  if (scan === null || scan.rows === shapes) return []
  const detail = { dbf, shapes, rows: scan.rows }
  if (scan.rows > shapes) return [{ code: 'dbf.rows-surplus', severity: 'warning', detail }]
  return [
    {
      code: 'dbf.rows-differ',
      severity: 'warning',
      record: scan.rows + 1,
      detail: { ...detail, firstMissing: scan.rows + 1 },
    },
  ]
}

/** The .prj in the encodings that programs write it in; the words that matter are ASCII. */
function readPrjFile(path: string | null): PrjReading | null {
  const bytes = readSmallFile(path, PRJ_LIMIT_BYTES)
  if (bytes === null || bytes.length === 0) return null
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe
  return readPrj(new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes))
}

/** A .dbf without .shp: an attribute table. Codes: dbf.empty, dbf.not-a-dbf, dbf.unsupported-version, dbf.record-length. */
export function openDbfTable(
  path: string,
  cpg: string | null,
  name: string,
  file: string,
  options: OpenLayerOptions,
): Outcome<SourceLayer> {
  const result = scanDbf(path, cpg, options.encoding, options.signal)
  if (!result.ok) return refuse({ ...result.refusal, file })
  const { scan } = result
  return done({
    name,
    kind: 'table',
    file,
    ref: { format: 'dbf', dbf: scan.ref },
    geometryType: null,
    hasZ: false,
    hasM: false,
    fields: scan.fields,
    records: scan.rows,
    deletedRecords: scan.deletedRows,
    encoding: scan.encoding,
    encodingFrom: scan.encodingFrom,
    encodingProposals: scan.proposals,
    declaredCrs: null,
    declaredFrom: 'prj',
    issues: scan.issues.map((issue) => withDbf(issue, dbfName(name))),
  })
}
