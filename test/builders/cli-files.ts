import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Excel from 'exceljs'
import { dbfBytes } from './dbf-bytes.ts'
import { nullContent, partsContent, rectangle, shpFiles, type XY } from './shp-bytes.ts'
import { prjZone39 } from './survey-generator-layout.ts'

/** A few plots west of the district's seat, in EPSG:4527. */
const WEST_M = 39_369_600
const SOUTH_M = 3_882_600
export const VILLAGE = '371703107202'
export const OTHER_VILLAGE = '371703102203'
export const villagesCsvText = `code,name,town,village_type,terrain,population,households
${VILLAGE},示例二村,仿山镇,near_suburb,plain,1040,260
${OTHER_VILLAGE},示例三村,冉固镇,远郊村,盐碱地,,
`

export type Row = Readonly<Record<string, string | null>>
/** null: a record without a shape. */
export type Plot = readonly XY[] | null

/** The n-th plot of 16 × 12.5 = 200 m², wall to wall. */
export const plot = (n: number, width = 16): readonly XY[] => rectangle(WEST_M + n * 16, SOUTH_M, width, 12.5)
export const parcelCode = (n: number): string => `371703107202JC${String(n).padStart(5, '0')}`

export interface Layer {
  readonly fields: readonly string[]
  readonly rows: readonly Row[]
  readonly plots: readonly Plot[]
}

export function layer(rows: readonly Row[], plots: readonly Plot[] = rows.map((_, i) => plot(i))): Layer {
  return { fields: [...new Set(rows.flatMap((row) => Object.keys(row)))], rows, plots }
}

/** Three parcels: two of one household, the third without a village. */
export const parcels = (): Layer =>
  layer([
    { ZDDM: parcelCode(1), XZCDM: VILLAGE, QLR: '赵文文', NHDM: `${VILLAGE}0001`, ZDMJ: '200.00', QLLX: '6' },
    { ZDDM: parcelCode(2), XZCDM: VILLAGE, QLR: '赵文文', NHDM: `${VILLAGE}0001`, ZDMJ: '200.00', QLLX: '6' },
    { ZDDM: parcelCode(3), XZCDM: VILLAGE, QLR: '钱武文', NHDM: `${VILLAGE}0002`, ZDMJ: '200.00', QLLX: '6' },
  ])

/** One layer of each kind that has shapes. */
export const featureLayers = (): Readonly<Record<'village' | 'parcel' | 'building' | 'land_use', Layer>> => ({
  village: layer(
    [
      { XZCDM: VILLAGE, XZCMC: '示例二村' },
      { XZCDM: '371703107999', XZCMC: '新设村' },
    ],
    [rectangle(WEST_M - 5, SOUTH_M - 5, 100, 60), rectangle(WEST_M + 95, SOUTH_M - 5, 100, 60)],
  ),
  parcel: parcels(),
  building: layer(
    [
      { ZDDM: parcelCode(1), FWBM: 'F1', SJC: '2' },
      { ZDDM: null, FWBM: 'F2', SJC: '1' },
    ],
    [rectangle(WEST_M + 1, SOUTH_M + 1, 8, 8), rectangle(WEST_M + 17, SOUTH_M + 1, 8, 8)],
  ),
  land_use: layer([{ DLBM: '0702', DLMC: '农村宅基地', ZLDWDM: `${VILLAGE}0000000`, TBBH: '1' }]),
})

export interface ShapefileOptions {
  readonly encoding?: string
  readonly ldid?: number
  readonly cpg?: string
  readonly prj?: string | null
  /** 0-based rows that carry the deletion mark. */
  readonly deleted?: readonly number[]
  /** Extensions as written; lower case unless given. */
  readonly upperCase?: boolean
  readonly swapped?: boolean
}

/** The bytes of a shapefile's members by extension. */
export function shapefileBytes(source: Layer, options: ShapefileOptions = {}): Readonly<Record<string, Uint8Array>> {
  const shapeOf = (ring: Plot): Uint8Array =>
    ring === null
      ? nullContent()
      : partsContent([options.swapped === true ? ring.map(([x, y]): XY => [y, x]).toReversed() : ring])
  const { shp, shx } = shpFiles({ type: 5, contents: source.plots.map(shapeOf) })
  const encoding = options.encoding ?? 'gbk'
  const dbf = dbfBytes({
    encoding,
    ldid: options.ldid ?? (encoding === 'gbk' ? 0x4d : 0),
    fields: source.fields.map((name) => ({ name, type: 'C', width: 60 })),
    rows: source.rows.map((row) => source.fields.map((field) => row[field] ?? null)),
    deleted: options.deleted ?? [],
  })
  const prj = options.prj === undefined ? prjZone39 : options.prj
  return {
    shp,
    shx,
    dbf,
    ...(prj === null ? {} : { prj: Buffer.from(prj) }),
    ...(options.cpg === undefined ? {} : { cpg: Buffer.from(options.cpg) }),
  }
}

/** Writes a shapefile and gives the path of its .shp. */
export function writeShapefile(folder: string, name: string, source: Layer, options: ShapefileOptions = {}): string {
  const spell = (extension: string): string => (options.upperCase === true ? extension.toUpperCase() : extension)
  for (const [extension, bytes] of Object.entries(shapefileBytes(source, options))) {
    writeFileSync(join(folder, `${name}.${spell(extension)}`), bytes)
  }
  return join(folder, `${name}.${spell('shp')}`)
}

/** Writes a GeoJSON file; `epsg` null leaves its system unsaid, which means WGS 84. */
export function writeGeoJson(folder: string, name: string, source: Layer, epsg: number | null = 4527): string {
  const features = source.rows.map((properties, i) => ({
    type: 'Feature',
    properties,
    geometry: source.plots[i] == null ? null : { type: 'Polygon', coordinates: [source.plots[i].toReversed()] },
  }))
  const crs = epsg === null ? {} : { crs: { type: 'name', properties: { name: `urn:ogc:def:crs:EPSG::${epsg}` } } }
  const path = join(folder, `${name}.geojson`)
  writeFileSync(path, JSON.stringify({ type: 'FeatureCollection', ...crs, features }))
  return path
}

/** Writes sheets of text cells. */
export async function writeWorkbook(
  path: string,
  sheets: Readonly<Record<string, readonly (readonly string[])[]>>,
): Promise<string> {
  const workbook = new Excel.Workbook()
  for (const [name, rows] of Object.entries(sheets)) workbook.addWorksheet(name).addRows(rows.map((row) => [...row]))
  await workbook.xlsx.writeFile(path)
  return path
}
