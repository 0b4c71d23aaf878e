import { BEIJING54, CGCS2000, type Datum, WGS84, XIAN80 } from './datum.ts'
import { type PrjReading, readCode, readPrj } from './prj.ts'

/** A GeoTIFF's keys by their names in the standard (OGC 19-008). */
export type GeoKeys = Readonly<Record<string, unknown>>

/** Codes that stand for "see the parameters". */
const USER_DEFINED = 32767
const TRANSVERSE_MERCATOR = 1

/** The system that a GeoTIFF names: by its code, by the text that ArcGIS writes, or by its parameters. null: it names none. */
export function readGeoKeys(keys: GeoKeys): PrjReading | null {
  const projected = codeOf(keys.ProjectedCSTypeGeoKey)
  if (projected !== null) return readCode(projected, null)
  const written = textsOf(keys)
    .map((text) => /PE String = ((?:PROJCS|GEOGCS)\[.*\])/s.exec(text)?.[1])
    .find((text) => text !== undefined)
  if (written !== undefined) return readPrj(written)
  if (numberOf(keys.ProjCoordTransGeoKey) !== null) return readParameters(keys)
  const geographic = codeOf(keys.GeographicTypeGeoKey)
  if (geographic !== null && numberOf(keys.GTModelTypeGeoKey) !== 1) return readCode(geographic, null)
  const name = textsOf(keys)[0]?.split('|')[0]
  return name === undefined ? null : { kind: 'named', name, datum: 'other', statedEpsg: null }
}

/** As WKT, so that parameters are recognised in one place. */
function readParameters(keys: GeoKeys): PrjReading {
  const name = textsOf(keys)[0]?.split('|')[0] ?? 'user-defined'
  const unnamed: PrjReading = { kind: 'named', name, datum: 'other', statedEpsg: null }
  const datum = datumOf(keys)
  const meridian = numberOf(keys.ProjNatOriginLongGeoKey) ?? numberOf(keys.ProjCenterLongGeoKey)
  if (numberOf(keys.ProjCoordTransGeoKey) !== TRANSVERSE_MERCATOR || datum === null || meridian === null) return unnamed
  const parameter = (key: string, value: number): string => `PARAMETER["${key}",${value}]`
  const { ellipsoid } = datum
  const read = readPrj(
    `PROJCS["${name.replaceAll('"', '')}",GEOGCS["${datum.geographicName}",DATUM["${datum.wktName}",SPHEROID["${ellipsoid.name}",${ellipsoid.semiMajorAxisM},${ellipsoid.inverseFlattening}]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],${[
      parameter('latitude_of_origin', numberOf(keys.ProjNatOriginLatGeoKey) ?? 0),
      parameter('central_meridian', meridian),
      parameter('scale_factor', numberOf(keys.ProjScaleAtNatOriginGeoKey) ?? 1),
      parameter('false_easting', numberOf(keys.ProjFalseEastingGeoKey) ?? 0),
      parameter('false_northing', numberOf(keys.ProjFalseNorthingGeoKey) ?? 0),
    ].join(',')},UNIT["metre",${numberOf(keys.ProjLinearUnitSizeGeoKey) ?? 1}]]`,
  )
  return read.kind === 'known' ? read : unnamed
}

const datums: readonly Datum[] = [CGCS2000, XIAN80, BEIJING54, WGS84]

/** By code, else by the name in the citation ("Datum = D_China_2000|"), which the parameters must not contradict. */
function datumOf(keys: GeoKeys): Datum | null {
  const geographic = codeOf(keys.GeographicTypeGeoKey)
  const own = codeOf(keys.GeogGeodeticDatumGeoKey)
  const byCode = datums.find((datum) => datum.geographicEpsg === geographic || datum.datumEpsg === own)
  if (byCode !== undefined) return byCode
  const citation = String(keys.GeogCitationGeoKey ?? '')
  const named = /Datum = ([^|]+)/.exec(citation)?.[1] ?? citation
  const read = readPrj(
    `GEOGCS["x",DATUM["${named.replaceAll('"', '')}",SPHEROID["x",${numberOf(keys.GeogSemiMajorAxisGeoKey)},${numberOf(keys.GeogInvFlatteningGeoKey)}]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]`,
  )
  return read.kind === 'known' ? (datums.find(({ id }) => id === read.crs.datum) ?? null) : null
}

function numberOf(value: unknown): number | null {
  const number = typeof value === 'number' ? value : ArrayBuffer.isView(value) ? Number((value as Uint16Array)[0]) : NaN
  return Number.isFinite(number) ? number : null
}

function codeOf(value: unknown): number | null {
  const code = numberOf(value)
  return code === null || code === 0 || code === USER_DEFINED ? null : code
}

const textsOf = (keys: GeoKeys): readonly string[] =>
  [keys.PCSCitationGeoKey, keys.GTCitationGeoKey, keys.GeogCitationGeoKey].filter(
    (text): text is string => typeof text === 'string' && text.trim() !== '',
  )
