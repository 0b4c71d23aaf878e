import type { Outcome } from '../../../shared/contract/outcome.ts'
import { done, refuse } from '../../../shared/contract/outcome.ts'
import type { SourceRecord } from '../../../shared/formats/source.ts'
import { type PrjReading, readCode } from '../../../shared/geo/crs/prj.ts'
import { GEOJSON_LIMIT_BYTES, propertyValue, readGeoJson } from './geojson.ts'
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

/** Records `from` … `to` of a GeoJSON layer; null where the file is no longer what it was. */
export function* geoJsonRecords(
  path: string,
  layer: SourceLayer,
  range: { readonly from: number; readonly to: number; readonly batchRecords: number },
): Generator<SourceRecord[] | null, void, undefined> {
  const read = readGeoJson(path)
  if (!read.ok) {
    yield null
    return
  }
  let batch: SourceRecord[] = []
  for (let record = range.from; record <= Math.min(range.to, read.value.features.length); record++) {
    const feature = read.value.features[record - 1]
    if (feature === undefined) break
    batch.push({
      record,
      deleted: false,
      unreadable: feature.unreadable,
      geometry: feature.geometry,
      values: layer.fields.map((field) =>
        Object.hasOwn(feature.properties, field.name) ? propertyValue(feature.properties[field.name]) : null,
      ),
      issues: feature.hadZ ? ['geometry.z-dropped'] : [],
    })
    if (batch.length === range.batchRecords) {
      yield batch
      batch = []
    }
  }
  if (batch.length > 0) yield batch
}
