import { describe, expect, it } from 'vitest'
import { cgcs2000Zone, crsOf, epsgCodeIn, knownSystems } from '../../../shared/geo/crs/catalogue.ts'
import { readPrj } from '../../../shared/geo/crs/prj.ts'
import { askOsr, hasOsr } from './gdal.ts'

describe('catalogue of coordinate reference systems', () => {
  it.each([
    [4527, 'zone 39', 117, 39_500_000],
    [4526, 'zone 38', 114, 38_500_000],
    [4548, 'CM 117E', 117, 500_000],
    [4498, 'zone 20', 117, 20_500_000],
    [4509, 'CM 117E', 117, 500_000],
    [2363, 'zone 39', 117, 39_500_000],
    [2384, 'CM 117E', 117, 500_000],
    [2415, 'zone 39', 117, 39_500_000],
    [2436, 'CM 117E', 117, 500_000],
  ])('gives EPSG:%i its zone', (epsg, spelling, centralMeridian, falseEasting) => {
    expect(crsOf(epsg)).toMatchObject({ epsg, centralMeridian, falseEasting })
    expect(crsOf(epsg)?.nameEn).toContain(spelling)
  })

  it('knows nothing of a code outside its families', () => {
    expect([4512 + 43, 2326, 21424, 26910].map(crsOf)).toEqual([null, null, null, null])
    expect([
      cgcs2000Zone(3, 24, 'prefixed'),
      cgcs2000Zone(6, 24, 'prefixed'),
      cgcs2000Zone(3, 39.5, 'prefixed'),
    ]).toEqual([null, null, null])
  })

  it('reads the spellings of an EPSG code', () => {
    const texts = [
      'EPSG:4527',
      'epsg:4527',
      '4527',
      ' EPSG:4527 ',
      'urn:ogc:def:crs:EPSG::4527',
      'http://www.opengis.net/def/crs/EPSG/0/4527',
    ]
    expect(texts.map(epsgCodeIn)).toEqual(texts.map(() => 4527))
    expect(epsgCodeIn('urn:ogc:def:crs:OGC:1.3:CRS84')).toBe(4326)
    expect(['EPSG:', 'zone 39', '', 'EPSG:4527x'].map(epsgCodeIn)).toEqual([null, null, null, null])
  })

  it.skipIf(!hasOsr)('writes the WKT that GDAL writes for the same EPSG code, for every system', () => {
    const wkts = askOsr(
      'print(json.dumps([(lambda s:(s.ImportFromEPSG(e),s.ExportToWkt())[1])(osr.SpatialReference()) for e in given]))',
      knownSystems().map((crs) => crs.epsg),
    )
    expect(knownSystems().map((crs) => crs.wkt)).toEqual(wkts)
    expect(knownSystems()).toHaveLength(257)
  })

  it.skipIf(!hasOsr)('is recognised from ESRI, OGC and WKT2 spellings of every system', () => {
    const script = `
out=[]
for e in given:
  s=osr.SpatialReference(); s.ImportFromEPSG(e)
  out.append([s.ExportToWkt(['FORMAT='+f]) for f in ('WKT1_ESRI','WKT1_GDAL','WKT2_2015','WKT2_2019')])
print(json.dumps(out))`
    const spellings = askOsr(
      script,
      knownSystems().map((crs) => crs.epsg),
    ) as string[][]
    const read = spellings.map((texts) =>
      texts.map((text) => (({ crs }) => crs?.epsg)({ crs: null, ...readPrj(text) })),
    )
    expect(read).toEqual(knownSystems().map(({ epsg }) => [epsg, epsg, epsg, epsg]))
  })
})
