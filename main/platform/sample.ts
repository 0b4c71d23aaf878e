import { join } from 'node:path'

/** Where the sample's files stand. */
export const sampleFolder = join(import.meta.dirname, '..', 'assets', 'sample')

/** The sample survey: its county, its villages and its layers, in the order in which they come in. */
export const sample = {
  county: '371703',
  name: '示例.gpkg',
  villages: join(sampleFolder, 'villages.csv'),
  layers: [
    { file: '村界.shp', kind: 'village' },
    { file: '宗地.shp', kind: 'parcel' },
    { file: '房屋.shp', kind: 'building' },
    { file: '地类图斑.shp', kind: 'land_use' },
  ],
} as const
