import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { CrsDescription } from '../../../shared/geo/crs/decide.ts'
import { describeCrs } from '../../../shared/geo/crs/decide.ts'
import { readPrj } from '../../../shared/geo/crs/prj.ts'

const corpus = process.env.CUNDI_CORPUS
const shapefiles =
  corpus === undefined
    ? []
    : readdirSync(corpus, { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.shp'))
        .map((path) => join(corpus, path))
console.log(
  corpus === undefined
    ? 'crs: CUNDI_CORPUS is not set, corpus tests are skipped'
    : `crs: ${shapefiles.length} .shp headers read from the corpus`,
)

/** The extent that the header claims is enough here; the importer takes samples of the records. */
function describeFile(shp: string): CrsDescription {
  const header = readFileSync(shp)
  const prj = shp.replace(/\.shp$/, '.prj')
  const declared = existsSync(prj) ? readPrj(readFileSync(prj, 'utf8')) : null
  const isShapefile = header.length > 100 && header.readInt32BE(0) === 9994
  const extent = isShapefile
    ? ([36, 44, 52, 60].map((at) => header.readDoubleLE(at)) as [number, number, number, number])
    : null
  return describeCrs(declared, { samples: new Float64Array(), extent })
}
const summary = ({ crs, crsProposals, findings }: CrsDescription) => [
  crs,
  crsProposals,
  findings.map(({ code }) => code),
]
const item = (folder: string) => summary(describeFile(shapefiles.find((path) => path.includes(`${folder}/`)) ?? folder))

describe.skipIf(corpus === undefined)('shapefiles of the corpus', () => {
  it('are described as their maker planted them', () => {
    expect(item('cn-banzhu-village-grid')).toEqual(['EPSG:4523', [], []])
    expect(item('crs-noprj-zoned')).toEqual([null, ['EPSG:4523'], ['crs.missing']])
    expect(item('crs-swapped-xy')).toEqual(['EPSG:4523', ['EPSG:4523'], ['crs.axes-swapped']])
    expect(item('crs-xian80-zone35')).toEqual(['EPSG:2359', [], ['crs.other-datum']])
    expect(item('crs-beijing54-zone35')).toEqual(['EPSG:2411', [], ['crs.other-datum']])
    expect(item('cn-xian80-dltb-erase')).toEqual(['EPSG:2379', [], ['crs.other-datum']])
    expect(item('brk-sj-htmlprj')).toMatchObject([null, [], ['crs.missing']])
    expect(item('cn-china-without-islands')).toEqual([null, ['EPSG:4490'], ['crs.missing']])
  })

  it('are nowhere accused of swapped axes or a contradiction without cause', () => {
    const accused = shapefiles.flatMap((path) => {
      const { findings } = describeFile(path)
      return findings.some(({ code }) => code === 'crs.axes-swapped' || code === 'crs.contradiction')
        ? [path.split('/').at(-2)]
        : []
    })
    expect(accused).toEqual(['crs-swapped-xy'])
  })
})
