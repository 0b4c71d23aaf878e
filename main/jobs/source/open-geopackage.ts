import { copyFileSync, existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ForeignSrs, ForeignTable } from '../../../db/foreign/read-geopackage.ts'
import { isWalHeader, listForeignTables } from '../../../db/foreign/read-geopackage.ts'
import type { Outcome } from '../../../shared/contract/outcome.ts'
import { done, refuse } from '../../../shared/contract/outcome.ts'
import type { SourceIssue } from '../../../shared/formats/source.ts'
import { type PrjReading, readCode, readPrj } from '../../../shared/geo/crs/prj.ts'
import { isHidden } from '../../platform/source/hidden-file.ts'
import type { SourceLayer } from '../../platform/source/layer.ts'
import { openPositioned } from '../../platform/source/read-at.ts'

export interface OpenedGeoPackage {
  readonly layers: readonly SourceLayer[]
  readonly issues: readonly SourceIssue[]
  dispose(): Promise<void>
}

const SQLITE_HEADER_BYTES = 100
const JOURNALS = ['-wal', '-journal']

/** Type names in the spelling of Simple Features; anything else stays as the file writes it. */
const TYPE_NAMES = new Map(
  [
    'Point',
    'LineString',
    'Polygon',
    'MultiPoint',
    'MultiLineString',
    'MultiPolygon',
    'GeometryCollection',
    'Geometry',
    'CircularString',
    'CompoundCurve',
    'CurvePolygon',
    'MultiCurve',
    'MultiSurface',
    'Curve',
    'Surface',
  ].map((name) => [name.toUpperCase(), name]),
)

/**
 * Opens somebody's GeoPackage read-only. In WAL, or with a journal left by a crash, it is read from a private copy: reading
 * it in place would write beside it. Codes: gpkg.not-a-geopackage, gpkg.damaged, gpkg.no-vector-layer.
 */
export async function openGeoPackage(
  path: string,
  file: string,
  scratchDirectory: string,
): Promise<Outcome<OpenedGeoPackage>> {
  const header = openPositioned(path)
  const first = header.read(0, SQLITE_HEADER_BYTES)
  header.close()
  const journals = JOURNALS.filter((suffix) => existsSync(path + suffix))
  // A hidden file is read into memory, where no journal is written; an archive's member has none beside it.
  const privateCopy = !isHidden(path) && (isWalHeader(first) || journals.length > 0)
  let dispose = (): Promise<void> => Promise.resolve()
  let readFrom = path
  if (privateCopy) {
    const folder = await mkdtemp(join(scratchDirectory, 'source-'))
    dispose = () => rm(folder, { recursive: true, force: true, maxRetries: 5 })
    readFrom = join(folder, 'copy.gpkg')
    for (const suffix of ['', ...journals]) copyFileSync(path + suffix, readFrom + suffix)
  }
  const listed = listForeignTables(readFrom, privateCopy)
  if (!listed.ok || !listed.tables.some((table) => table.geometryColumn !== null)) {
    await dispose()
    return refuse({ code: listed.ok ? 'gpkg.no-vector-layer' : listed.code, file })
  }
  const issues = listed.skipped.map(
    ({ table, reason }): SourceIssue => ({ code: reason, severity: 'warning', detail: { layer: table } }),
  )
  return done({ layers: listed.tables.map((table) => layerOf(table, readFrom, privateCopy, file)), issues, dispose })
}

function layerOf(table: ForeignTable, path: string, privateCopy: boolean, file: string): SourceLayer {
  const isSpatial = table.geometryColumn !== null
  const declared = table.geometryType ?? 'GEOMETRY'
  return {
    name: table.table,
    kind: isSpatial ? 'geopackage' : 'table',
    file,
    ref: { format: 'geopackage', path, privateCopy, table },
    geometryType: isSpatial ? (TYPE_NAMES.get(declared.toUpperCase()) ?? declared) : null,
    hasZ: table.hasZ,
    hasM: table.hasM,
    fields: table.fields,
    records: table.records,
    deletedRecords: 0,
    encoding: 'UTF-8',
    encodingFrom: null,
    encodingProposals: [],
    declaredCrs: isSpatial ? declaredCrs(table.srs) : null,
    declaredFrom: 'layer',
    issues: [],
  }
}

/** srs_id -1 and 0 (organization NONE) and GDAL's own placeholder 99999 mean that nobody knows. */
function declaredCrs(srs: ForeignSrs | null): PrjReading | null {
  if (srs === null) return null
  const wkt = /^(undefined)?$/i.test(srs.definition.trim()) ? null : srs.definition
  if (srs.organization.toUpperCase() === 'EPSG') return readCode(srs.organizationId, wkt)
  if (wkt === null || /^undefined /i.test(srs.name)) return null
  const read = readPrj(wkt)
  return read.kind === 'unrecognised' ? { kind: 'named', name: srs.name, datum: 'other', statedEpsg: null } : read
}
