import type { Outcome } from '../../../shared/contract/outcome.ts'
import { done, refuse } from '../../../shared/contract/outcome.ts'
import type { CancelSignal } from '../../../shared/contract/job.ts'
import { readShpHeader, SHP_HEADER_BYTES, type ShpHeader } from '../../../shared/formats/shp/header.ts'
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
  null: null, point: 'Point', multiPoint: 'MultiPoint', polyLine: 'LineString', polygon: 'Polygon', multiPatch: 'MultiPatch',
}

/**
 * Opens a shapefile: frames every record of the .shp, decides the encoding over the whole .dbf, reads the .prj. A missing .shx is
 * nothing, a missing or unusable .dbf a warning. Refusals: shp.missing, shp.empty, shp.not-a-shapefile, shp.too-short,
 * shp.unknown-type, and those of the encoding option. `name` is what to call the layer, `file` what to call the place.
 */
export function openShapefile(files: ShapefileFiles, name: string, file: string, options: OpenLayerOptions): Outcome<SourceLayer> {
  if (files.shp === null) return refuse({ code: 'shp.missing', file })
  const shp = openPositioned(files.shp)
  try {
    const header = readShpHeader(shp.read(0, SHP_HEADER_BYTES), shp.byteLength)
    if ('code' in header) return refuse({ code: header.code, file, params: header.detail })
    const attributes = scanAttributes(files, options)
    const { index, issues } = scanShp(shp, header, files.shx, attributes.scan?.rows ?? null, options.signal)
    const rows = attributes.scan?.rows ?? null
    return done({
      name,
      kind: 'shapefile',
      file,
      ref: { format: 'shapefile', shp: files.shp, shapeType: header.shapeType, index, dbf: attributes.scan?.ref ?? null },
      geometryType: TYPE_NAMES[header.kind],
      hasZ: header.hasZ,
      hasM: header.hasM,
      fields: attributes.scan?.fields ?? [],
      records: index.count,
      deletedRecords: deletedShapes(attributes.scan, index.count),
      encoding: attributes.scan?.encoding ?? null,
      encodingFrom: attributes.scan?.encodingFrom ?? null,
      encodingProposals: attributes.scan?.proposals ?? [],
      declaredCrs: readPrjFile(files.prj),
      declaredFrom: 'prj',
      issues: [...issues, ...attributes.issues, ...rowCountIssues(index.count, rows, attributes.scan, header)],
    })
  } finally {
    shp.close()
  }
}

function deletedShapes(scan: DbfScan | null, shapes: number): number {
  if (scan === null) return 0
  return scan.rows > shapes ? scan.deletedRows - deletedFrom(scan.ref, shapes) : scan.deletedRows
}

function scanAttributes(files: ShapefileFiles, options: OpenLayerOptions): { scan: DbfScan | null; issues: readonly SourceIssue[] } {
  if (files.dbf === null) return { scan: null, issues: [{ code: 'dbf.missing', severity: 'warning' }] }
  const result = scanDbf(files.dbf, files.cpg, options.encoding, options.signal)
  if (result.ok) return { scan: result.scan, issues: result.scan.issues }
  return { scan: null, issues: [{ code: 'dbf.unusable', severity: 'warning', detail: { reason: result.code } }] }
}

function rowCountIssues(shapes: number, rows: number | null, scan: DbfScan | null, header: ShpHeader): SourceIssue[] {
  if (rows === null || scan === null || rows === shapes) return []
  const detail: Record<string, number> = { shapes, rows, shapeType: header.shapeType }
  if (rows < shapes) detail['firstMissing'] = rows + 1
  return [{ code: 'dbf.rows-differ', severity: 'warning', detail }]
}

/** The .prj in the encodings that programs write it in; the words that matter are ASCII. */
export function readPrjFile(path: string | null): PrjReading | null {
  const bytes = readSmallFile(path, PRJ_LIMIT_BYTES)
  if (bytes === null || bytes.length === 0) return null
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe
  return readPrj(new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes))
}

/** A .dbf without .shp: an attribute table. Codes: dbf.empty, dbf.not-a-dbf, dbf.unsupported-version, dbf.record-length. */
export function openDbfTable(path: string, cpg: string | null, name: string, file: string, options: OpenLayerOptions): Outcome<SourceLayer> {
  const result = scanDbf(path, cpg, options.encoding, options.signal)
  if (!result.ok) return refuse({ code: result.code, file })
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
    issues: scan.issues,
  })
}
