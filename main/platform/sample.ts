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
  /** A plan of one of its villages, in the order in which its layers come in. */
  plan: {
    title: '示例二村村庄规划',
    baseYear: 2020,
    targetYear: 2035,
    plannedScheme: 'sea-land-2023',
    layers: [
      { file: join('规划', 'JQDLTB.shp'), layer: 'base' },
      { file: join('规划', 'GHDLTB.shp'), layer: 'planned' },
      { file: join('规划', 'YJJBNTBHTB.shp'), layer: 'basic-farmland' },
      { file: join('规划', 'GKBJ.shp'), layer: 'control-boundaries' },
      { file: join('规划', 'GGJCSSD.shp'), layer: 'facilities' },
      { file: join('规划', 'GHGGJCSSD.shp'), layer: 'planned-facilities' },
      { file: join('规划', '近期项目.csv'), layer: 'projects' },
    ],
  },
} as const
