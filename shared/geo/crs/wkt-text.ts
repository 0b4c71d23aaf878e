import type { Datum } from './datum.ts'

/** WKT1 as GDAL writes it (OGC 01-009 with AXIS and AUTHORITY), so that every reader of the GeoPackage finds the same EPSG code. */

const authority = (code: number): string => `AUTHORITY["EPSG","${code}"]`
const DEGREE = `UNIT["degree",0.0174532925199433,${authority(9122)}]`
const METRE = `UNIT["metre",1,${authority(9001)}]`
const NORTHING_FIRST = 'AXIS["Northing",NORTH],AXIS["Easting",EAST]'
const EASTING_FIRST = 'AXIS["Easting",EAST],AXIS["Northing",NORTH]'

function geographicHead(datum: Datum): string {
  const { ellipsoid } = datum
  const spheroid = `SPHEROID["${ellipsoid.name}",${ellipsoid.semiMajorAxisM},${ellipsoid.inverseFlattening},${authority(ellipsoid.epsg)}]`
  return `GEOGCS["${datum.geographicName}",DATUM["${datum.wktName}",${spheroid},${authority(datum.datumEpsg)}],PRIMEM["Greenwich",0,${authority(8901)}],${DEGREE}`
}

export const geographicWkt = (datum: Datum): string =>
  `${geographicHead(datum)},AXIS["Latitude",NORTH],AXIS["Longitude",EAST],${authority(datum.geographicEpsg)}]`

const baseOf = (datum: Datum): string => `${geographicHead(datum)},${authority(datum.geographicEpsg)}]`

const parameter = (name: string, value: number): string => `PARAMETER["${name}",${value}]`

export function projectedWkt(system: {
  readonly epsg: number
  readonly name: string
  readonly datum: Datum
  /** Degrees east. */
  readonly centralMeridian: number
  /** Metres. */
  readonly falseEasting: number
  readonly scale: number
  readonly axes: 'northing-first' | 'easting-first'
}): string {
  const parameters = [
    parameter('latitude_of_origin', 0),
    parameter('central_meridian', system.centralMeridian),
    parameter('scale_factor', system.scale),
    parameter('false_easting', system.falseEasting),
    parameter('false_northing', 0),
  ].join(',')
  const axes = system.axes === 'northing-first' ? NORTHING_FIRST : EASTING_FIRST
  return `PROJCS["${system.name}",${baseOf(system.datum)},PROJECTION["Transverse_Mercator"],${parameters},${METRE},${axes},${authority(system.epsg)}]`
}

export function webMercatorWkt(wgs84: Datum): string {
  const parameters = [
    parameter('central_meridian', 0),
    parameter('scale_factor', 1),
    parameter('false_easting', 0),
    parameter('false_northing', 0),
  ].join(',')
  const sphere =
    'EXTENSION["PROJ4","+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +wktext +no_defs"]'
  return `PROJCS["WGS 84 / Pseudo-Mercator",${baseOf(wgs84)},PROJECTION["Mercator_1SP"],${parameters},${METRE},${EASTING_FIRST},${sphere},${authority(3857)}]`
}
