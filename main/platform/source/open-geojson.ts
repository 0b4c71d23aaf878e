import type { Outcome } from '../../../shared/contract/outcome.ts'
import { done, refuse } from '../../../shared/contract/outcome.ts'
import type { SourceField, SourceRecord } from '../../../shared/formats/source.ts'
import { type PrjReading, readCode } from '../../../shared/geo/crs/prj.ts'
import { GEOJSON_LIMIT_BYTES, type GeoJsonFeature, propertyValue, readGeoJson } from './geojson.ts'
import type { SourceLayer } from './layer.ts'

/** The layer of a GeoJSON file. Codes: geojson.too-large, geojson.not-geojson. */
export function openGeoJson(path: string, name: string, file: string): Outcome<SourceLayer> {
  const read = readGeoJson(path)
  if (!read.ok) return refuse({ code: read.code, file, params: { limitMb: GEOJSON_LIMIT_BYTES / 1024 ** 2 } })
  const { features, fields, encoding, epsg, crsName, geometryType, hasZ } = read.value
  return done({
    name,
    kind: 'geojson',
    file,
    ref: { format: 'geojson', path },
    geometryType,
    hasZ,
    hasM: false,
    fields,
    records: features.length,
    deletedRecords: 0,
    encoding,
    encodingFrom: 'sniffed',
    encodingProposals: [],
    declaredCrs: declaredCrs(epsg, crsName),
    declaredFrom: 'layer',
    issues: encoding === 'UTF-8' ? [] : [{ code: 'encoding.sniffed', severity: 'info', detail: { encoding } }],
  })
}

function declaredCrs(epsg: number | null, name: string | null): PrjReading | null {
  if (epsg !== null) return readCode(epsg, null)
  return name === null ? null : { kind: 'named', name, datum: 'other', statedEpsg: null }
}

/**
 * Records `from` … `to` of a GeoJSON layer; values are aligned with `columns`, or the fields. The file is parsed anew, so that
 * a layer stays plain data; where it no longer reads, all records are unreadable.
 */
export function* geoJsonRecords(
  path: string,
  layer: SourceLayer,
  range: {
    readonly from: number
    readonly to: number
    readonly batchRecords: number
    readonly columns: readonly number[] | null
  },
): Generator<SourceRecord[], void, undefined> {
  const read = readGeoJson(path)
  const features = read.ok ? read.value.features : []
  const fields = range.columns === null ? layer.fields : range.columns.flatMap((column) => layer.fields[column] ?? [])
  for (let start = range.from; start <= range.to; start += range.batchRecords) {
    const batch: SourceRecord[] = []
    for (let record = start; record < start + range.batchRecords && record <= range.to; record++) {
      batch.push(featureRecord(record, features[record - 1], fields))
    }
    yield batch
  }
}

function featureRecord(
  record: number,
  feature: GeoJsonFeature | undefined,
  fields: readonly SourceField[],
): SourceRecord {
  if (feature === undefined) {
    return { record, deleted: false, unreadable: 'geojson.not-geojson', geometry: null, values: [], issues: [] }
  }
  const { geometry, hadZ, hadUnclosedRing, unreadable, properties } = feature
  const issues = [...(hadUnclosedRing ? ['geometry.ring-unclosed'] : []), ...(hadZ ? ['geometry.z-dropped'] : [])]
  const values = fields.map(({ name }) => (Object.hasOwn(properties, name) ? propertyValue(properties[name]) : null))
  return { record, deleted: false, unreadable, geometry, values, issues }
}
