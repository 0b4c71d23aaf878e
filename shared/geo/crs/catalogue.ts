import type { Datum, DatumId, Ellipsoid } from './datum.ts'
import { BEIJING54, CGCS2000, WGS84, XIAN80 } from './datum.ts'
import { geographicWkt, projectedWkt, webMercatorWkt } from './wkt-text.ts'

export interface Crs {
  readonly epsg: number
  readonly nameZh: string
  /** EPSG's own name. */
  readonly nameEn: string
  readonly datum: DatumId
  readonly kind: 'geographic' | 'gauss-kruger' | 'other'
  /** Degrees of longitude. */
  readonly zoneWidth: 3 | 6 | null
  /** Zone number of a Gauss-Krüger zone, with or without prefix in the easting; null for everything else. */
  readonly zone: number | null
  /** Degrees east; null for geographic systems. */
  readonly centralMeridian: number | null
  /** Metres; null for geographic systems. */
  readonly falseEasting: number | null
  /** The easting begins with the zone number (39 500 000 instead of 500 000). */
  readonly zonePrefixed: boolean
  readonly ellipsoid: Ellipsoid
  /** WKT1 as GDAL writes it, for gpkg_spatial_ref_sys.definition. */
  readonly wkt: string
  /** Without any datum shift: two datums are never joined by these alone. */
  readonly proj4: string
}

/** EPSG numbers each family in one run, from its first zone on: 3° zones 25–45, 6° zones 13–23 (central meridians 75–135° E). */
interface Family {
  readonly datum: Datum
  readonly zoneWidth: 3 | 6
  readonly zonePrefixed: boolean
  readonly firstEpsg: number
}

const FAMILIES: readonly Family[] = [
  { datum: CGCS2000, zoneWidth: 3, zonePrefixed: true, firstEpsg: 4513 },
  { datum: CGCS2000, zoneWidth: 3, zonePrefixed: false, firstEpsg: 4534 },
  { datum: CGCS2000, zoneWidth: 6, zonePrefixed: true, firstEpsg: 4491 },
  { datum: CGCS2000, zoneWidth: 6, zonePrefixed: false, firstEpsg: 4502 },
  { datum: XIAN80, zoneWidth: 3, zonePrefixed: true, firstEpsg: 2349 },
  { datum: XIAN80, zoneWidth: 3, zonePrefixed: false, firstEpsg: 2370 },
  { datum: XIAN80, zoneWidth: 6, zonePrefixed: true, firstEpsg: 2327 },
  { datum: XIAN80, zoneWidth: 6, zonePrefixed: false, firstEpsg: 2338 },
  { datum: BEIJING54, zoneWidth: 3, zonePrefixed: true, firstEpsg: 2401 },
  { datum: BEIJING54, zoneWidth: 3, zonePrefixed: false, firstEpsg: 2422 },
  { datum: BEIJING54, zoneWidth: 6, zonePrefixed: true, firstEpsg: 21413 },
  { datum: BEIJING54, zoneWidth: 6, zonePrefixed: false, firstEpsg: 21453 },
]

/** Scale on the central meridian of every UTM zone. */
export const UTM_SCALE = 0.9996

export const ZONES_3_DEGREE = { first: 25, last: 45 } as const
export const ZONES_6_DEGREE = { first: 13, last: 23 } as const

/** Degrees east of the zone's central meridian. */
const centralMeridianOf = (zoneWidth: 3 | 6, zone: number): number => (zoneWidth === 3 ? zone * 3 : zone * 6 - 3)

const ellipsoidProj4 = (e: Ellipsoid): string => `+a=${e.semiMajorAxisM} +rf=${e.inverseFlattening}`

function geographic(datum: Datum): Crs {
  return {
    epsg: datum.geographicEpsg,
    nameZh: `${datum.seriesZh} 经纬度`,
    nameEn: datum.geographicName,
    datum: datum.id,
    kind: 'geographic',
    zoneWidth: null,
    zone: null,
    centralMeridian: null,
    falseEasting: null,
    zonePrefixed: false,
    ellipsoid: datum.ellipsoid,
    wkt: geographicWkt(datum),
    proj4: `+proj=longlat ${ellipsoidProj4(datum.ellipsoid)} +no_defs`,
  }
}

function gaussKruger(family: Family, zone: number, epsg: number): Crs {
  const { datum, zoneWidth, zonePrefixed } = family
  const centralMeridian = centralMeridianOf(zoneWidth, zone)
  const falseEasting = (zonePrefixed ? zone * 1_000_000 : 0) + 500_000
  const spelling = zonePrefixed ? `zone ${zone}` : `CM ${centralMeridian}E`
  const nameEn = `${datum.series} / ${zoneWidth === 3 ? '3-degree ' : ''}Gauss-Kruger ${spelling}`
  return {
    epsg,
    nameZh: `${datum.seriesZh} ${zoneWidth}度带${zonePrefixed ? `第${zone}带` : ''} 中央经线${centralMeridian}°E${zonePrefixed ? '' : '(无带号)'}`,
    nameEn,
    datum: datum.id,
    kind: 'gauss-kruger',
    zoneWidth,
    zone,
    centralMeridian,
    falseEasting,
    zonePrefixed,
    ellipsoid: datum.ellipsoid,
    wkt: projectedWkt({ epsg, name: nameEn, datum, centralMeridian, falseEasting, scale: 1, axes: 'northing-first' }),
    proj4: `+proj=tmerc +lat_0=0 +lon_0=${centralMeridian} +k=1 +x_0=${falseEasting} +y_0=0 ${ellipsoidProj4(datum.ellipsoid)} +units=m +no_defs`,
  }
}

function utmNorth(utmZone: number): Crs {
  const centralMeridian = utmZone * 6 - 183
  const epsg = 32600 + utmZone
  const nameEn = `WGS 84 / UTM zone ${utmZone}N`
  return {
    epsg,
    nameZh: `WGS 84 UTM 第${utmZone}带（北）`,
    nameEn,
    datum: 'wgs84',
    kind: 'other',
    zoneWidth: null,
    zone: null,
    centralMeridian,
    falseEasting: 500_000,
    zonePrefixed: false,
    ellipsoid: WGS84.ellipsoid,
    wkt: projectedWkt({
      epsg,
      name: nameEn,
      datum: WGS84,
      centralMeridian,
      falseEasting: 500_000,
      scale: UTM_SCALE,
      axes: 'easting-first',
    }),
    proj4: `+proj=tmerc +lat_0=0 +lon_0=${centralMeridian} +k=${UTM_SCALE} +x_0=500000 +y_0=0 ${ellipsoidProj4(WGS84.ellipsoid)} +units=m +no_defs`,
  }
}

function webMercator(): Crs {
  return {
    epsg: 3857,
    nameZh: 'WGS 84 网络墨卡托',
    nameEn: 'WGS 84 / Pseudo-Mercator',
    datum: 'wgs84',
    kind: 'other',
    zoneWidth: null,
    zone: null,
    centralMeridian: 0,
    falseEasting: 0,
    zonePrefixed: false,
    ellipsoid: WGS84.ellipsoid,
    wkt: webMercatorWkt(WGS84),
    proj4: '+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +no_defs',
  }
}

function* allSystems(): Generator<Crs> {
  for (const datum of [CGCS2000, XIAN80, BEIJING54, WGS84]) yield geographic(datum)
  for (const family of FAMILIES) {
    const { first, last } = family.zoneWidth === 3 ? ZONES_3_DEGREE : ZONES_6_DEGREE
    for (let zone = first; zone <= last; zone++) yield gaussKruger(family, zone, family.firstEpsg + zone - first)
  }
  for (let utmZone = 1; utmZone <= 60; utmZone++) yield utmNorth(utmZone)
  yield webMercator()
}

const BY_EPSG: ReadonlyMap<number, Crs> = new Map([...allSystems()].map((crs) => [crs.epsg, crs]))

/** Every system that CunDi knows by its parameters, in no promised order. */
export const knownSystems = (): readonly Crs[] => [...BY_EPSG.values()]

/** The system with that EPSG code, null where it is not one of ours. */
export const crsOf = (epsg: number): Crs | null => BY_EPSG.get(epsg) ?? null

/** The CGCS2000 zone with that width and number; null outside zones 25–45 and 13–23. */
export function cgcs2000Zone(zoneWidth: 3 | 6, zone: number, spelling: 'prefixed' | 'unprefixed'): Crs | null {
  const { first, last } = zoneWidth === 3 ? ZONES_3_DEGREE : ZONES_6_DEGREE
  const family = FAMILIES.find(
    (f) => f.datum.id === 'cgcs2000' && f.zoneWidth === zoneWidth && f.zonePrefixed === (spelling === 'prefixed'),
  )
  if (family === undefined || !Number.isInteger(zone) || zone < first || zone > last) return null
  return crsOf(family.firstEpsg + zone - first)
}

/** `EPSG:4527`, as COMMANDS.md spells codes. */
export const epsgText = (crs: Crs): string => `EPSG:${crs.epsg}`

/** For people: its name in their language and its code. */
export const crsTitle = (crs: Crs, language: 'zh' | 'en'): string =>
  `${language === 'zh' ? crs.nameZh : crs.nameEn} (${epsgText(crs)})`

/**
 * The EPSG code in `EPSG:4527`, `4527`, `urn:ogc:def:crs:EPSG::4527` or an opengis.net address; CRS84 is WGS 84 with longitude
 * first, as every reader here delivers it. null when the text is none of these.
 */
export function epsgCodeIn(text: string): number | null {
  const trimmed = text.trim()
  if (/^urn:ogc:def:crs:OGC:[\d.]*:CRS84$/i.test(trimmed) || /^OGC:CRS84$/i.test(trimmed)) return 4326
  const code =
    /^(?:EPSG:{1,2})?(\d{4,6})$/i.exec(trimmed) ??
    /^urn:(?:x-)?ogc:def:crs:EPSG:[\d.]*:(\d{4,6})$/i.exec(trimmed) ??
    /^https?:\/\/www\.opengis\.net\/(?:def\/crs\/EPSG\/[\d.]+\/|gml\/srs\/epsg\.xml#)(\d{4,6})$/i.exec(trimmed)
  return code?.[1] === undefined ? null : Number(code[1])
}
