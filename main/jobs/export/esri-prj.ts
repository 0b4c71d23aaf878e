import type { Crs } from '../../../shared/geo/crs/catalogue.ts'

const GEOGCS =
  'GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'

/** The .prj that ArcGIS writes for a CGCS2000 zone (domain 7: CGCS2000_3_Degree_GK_Zone_39, …_CM_117E); the catalogue's WKT for all else. */
export function esriPrj(crs: Crs): string {
  const { centralMeridian, falseEasting, zoneWidth, zone } = crs
  if (crs.datum !== 'cgcs2000' || crs.kind !== 'gauss-kruger' || centralMeridian === null || falseEasting === null)
    return crs.wkt
  const width = zoneWidth === 3 ? '3_Degree_' : ''
  const name = `CGCS2000_${width}GK_${crs.zonePrefixed ? `Zone_${zone}` : `CM_${centralMeridian}E`}`
  const parameters = [
    ['False_Easting', falseEasting],
    ['False_Northing', 0],
    ['Central_Meridian', centralMeridian],
    ['Scale_Factor', 1],
    ['Latitude_Of_Origin', 0],
  ] as const
  const list = parameters.map(([parameter, value]) => `PARAMETER["${parameter}",${value.toFixed(1)}]`).join(',')
  return `PROJCS["${name}",${GEOGCS},PROJECTION["Gauss_Kruger"],${list},UNIT["Meter",1.0]]`
}
