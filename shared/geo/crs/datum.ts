export type DatumId = 'cgcs2000' | 'wgs84' | 'xian80' | 'beijing54' | 'other'

export interface Ellipsoid {
  readonly name: string
  readonly epsg: number
  readonly semiMajorAxisM: number
  readonly inverseFlattening: number
}

/** A geodetic datum with EPSG's numbers and names. */
export interface Datum {
  readonly id: DatumId
  /** Short name at the head of EPSG's projected systems. */
  readonly series: string
  readonly seriesZh: string
  readonly geographicEpsg: number
  readonly geographicName: string
  readonly wktName: string
  readonly datumEpsg: number
  readonly ellipsoid: Ellipsoid
}

const ellipsoid = (name: string, epsg: number, semiMajorAxisM: number, inverseFlattening: number): Ellipsoid => ({
  name,
  epsg,
  semiMajorAxisM,
  inverseFlattening,
})

export const CGCS2000: Datum = {
  id: 'cgcs2000',
  series: 'CGCS2000',
  seriesZh: 'CGCS2000',
  geographicEpsg: 4490,
  geographicName: 'China Geodetic Coordinate System 2000',
  wktName: 'China_2000',
  datumEpsg: 1043,
  ellipsoid: ellipsoid('CGCS2000', 1024, 6378137, 298.257222101),
}
export const XIAN80: Datum = {
  id: 'xian80',
  series: 'Xian 1980',
  seriesZh: '西安80',
  geographicEpsg: 4610,
  geographicName: 'Xian 1980',
  wktName: 'Xian_1980',
  datumEpsg: 6610,
  ellipsoid: ellipsoid('IAG 1975', 7049, 6378140, 298.257),
}
export const BEIJING54: Datum = {
  id: 'beijing54',
  series: 'Beijing 1954',
  seriesZh: '北京54',
  geographicEpsg: 4214,
  geographicName: 'Beijing 1954',
  wktName: 'Beijing_1954',
  datumEpsg: 6214,
  ellipsoid: ellipsoid('Krassowsky 1940', 7024, 6378245, 298.3),
}
export const WGS84: Datum = {
  id: 'wgs84',
  series: 'WGS 84',
  seriesZh: 'WGS 84',
  geographicEpsg: 4326,
  geographicName: 'WGS 84',
  wktName: 'WGS_1984',
  datumEpsg: 6326,
  ellipsoid: ellipsoid('WGS 84', 7030, 6378137, 298.257223563),
}
