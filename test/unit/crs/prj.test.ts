import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crsOf } from '../../../shared/geo/crs/catalogue.ts'
import { readCode, readPrj } from '../../../shared/geo/crs/prj.ts'
import { askOsr, hasOsr } from './gdal.ts'

const cgcs2000 =
  'GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
interface Changes {
  readonly name?: string
  readonly base?: string
  readonly method?: string
  readonly meridian?: number
  readonly falseEasting?: number
  readonly scale?: number
  readonly unit?: string
}
const zone = ({
  name = 'x',
  base = cgcs2000,
  method = 'Gauss_Kruger',
  meridian = 117,
  falseEasting = 39_500_000,
  scale = 1,
  unit = 'UNIT["Meter",1.0]',
}: Changes = {}): string =>
  `PROJCS["${name}",${base},PROJECTION["${method}"],PARAMETER["False_Easting",${falseEasting}],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",${meridian}],PARAMETER["Scale_Factor",${scale}],PARAMETER["Latitude_Of_Origin",0.0],${unit}]`
const epsgOf = (text: string): number | string => {
  const read = readPrj(text)
  return read.kind === 'known' ? read.crs.epsg : read.kind
}

describe('readPrj', () => {
  it('goes by the parameters and not by the name', () => {
    expect(epsgOf(zone({ name: 'CGCS2000_3_Degree_GK_Zone_38' }))).toBe(4527)
    expect(epsgOf(zone({ name: '定陶', method: 'Transverse_Mercator' }))).toBe(4527)
  })

  it('lets the name decide only between a 3° and a 6° zone of equal parameters', () => {
    const tied = { falseEasting: 500_000 }
    expect(epsgOf(zone({ ...tied, name: 'CGCS2000_3_Degree_GK_CM_117E' }))).toBe(4548)
    expect(epsgOf(zone({ ...tied, name: 'CGCS2000_GK_CM_117E' }))).toBe(4509)
    expect(epsgOf(zone({ ...tied, name: '我的坐标系' }))).toBe(4548)
  })

  it('tells CGCS2000 from the other datums on GRS 80, and from WGS 84 a hair away', () => {
    const nad83 = cgcs2000.replace('D_China_2000', 'D_North_American_1983').replace('"CGCS2000"', '"GRS_1980"')
    expect(readPrj(nad83)).toMatchObject({ kind: 'named', datum: 'other' })
    const wgs84 =
      'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
    expect(epsgOf(wgs84)).toBe(4326)
    expect(epsgOf(zone({ base: wgs84 }))).toBe('named')
  })

  it('takes a nameless datum from the spheroid that CGCS2000 alone uses', () => {
    expect(
      epsgOf(
        zone({
          base: cgcs2000
            .replace('D_China_2000', 'D_unknown')
            .replace('GCS_China_Geodetic_Coordinate_System_2000', 'unnamed'),
        }),
      ),
    ).toBe(4527)
  })

  it('does not believe a datum name that its spheroid contradicts', () => {
    expect(readPrj(zone({ base: cgcs2000.replace('298.257222101', '298.3') }))).toMatchObject({
      kind: 'named',
      datum: 'other',
    })
  })

  it.each([
    ['a local meridian of 116.5°', zone({ meridian: 116.5 })],
    ['a scale of 0.9996', zone({ scale: 0.9996 })],
    ['feet', zone({ unit: 'UNIT["Foot",0.3048]' })],
  ])('names a CGCS2000 projection with %s instead of taking it for a zone', (_what, text) => {
    expect(readPrj(text)).toMatchObject({ kind: 'named', name: 'x', datum: 'cgcs2000' })
  })

  it('reads through a byte order mark, line breaks, brackets of either kind and an appended height system', () => {
    const spread = zone().replaceAll('[', ' (\r\n\t').replaceAll(']', ')')
    expect(epsgOf(`\ufeff${spread},VERTCS["height"]`)).toBe(4527)
  })

  it('recognises neither a web page nor half a file', () => {
    expect(
      ['', '<!DOCTYPE html><html>', zone().slice(0, 80), 'PROJCS', 'PNG["x"]', '['.repeat(90_000)].map(epsgOf),
    ).toEqual(Array(6).fill('unrecognised'))
  })

  it('answers every text, however hostile, without throwing', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(400), (noise, at) => {
        readPrj(noise)
        readPrj(zone().slice(0, at) + noise + zone().slice(at + 3))
      }),
    )
    expect(epsgOf(`PROJCS${'["a",B'.repeat(9_000)}`)).toBe('unrecognised')
  })

  it('takes a layer that gives only a code by that code', () => {
    expect(readCode(4527, null)).toEqual({ kind: 'known', crs: crsOf(4527) })
    expect(readCode(100_000, zone())).toEqual({ kind: 'known', crs: crsOf(4527) })
    expect(readCode(2269, null)).toMatchObject({ kind: 'named', name: 'EPSG:2269', datum: 'other' })
  })
})

const corpus = process.env.CUNDI_CORPUS
const prjFiles =
  corpus === undefined
    ? []
    : readdirSync(corpus, { recursive: true, encoding: 'utf8' })
        .filter((path) => /\.prj$/i.test(path))
        .map((path) => join(corpus, path))
console.log(
  corpus === undefined
    ? 'crs: CUNDI_CORPUS is not set, corpus tests are skipped'
    : `crs: ${prjFiles.length} .prj files read from the corpus`,
)

describe.skipIf(corpus === undefined)('.prj files of the corpus', () => {
  it('are the EPSG code in the name of each generated file', () => {
    const generated = prjFiles.filter((path) => /^EPSG_\d+\.prj$/.test(basename(path)))
    expect(generated.length).toBeGreaterThanOrEqual(87)
    expect(generated.map((path) => `EPSG_${epsgOf(readFileSync(path, 'utf8'))}.prj`)).toEqual(
      generated.map((path) => basename(path)),
    )
  })

  it.skipIf(!hasOsr)('are what GDAL identifies with certainty, where that is one of our systems', () => {
    const script = `
out=[]
for t in given:
  s=osr.SpatialReference()
  try:
    if s.ImportFromWkt(t.lstrip('\\ufeff'))!=0: out.append(None); continue
    m=[(int(c.GetAuthorityCode(None)),p) for c,p in s.FindMatches() if c.GetAuthorityName(None)=='EPSG']
  except Exception: out.append(None); continue
  out.append([c for c,p in m if p>=90])
print(json.dumps(out))`
    const texts = prjFiles.map((path) => readFileSync(path, 'utf8'))
    const identified = askOsr(script, texts) as (number[] | null)[]
    const differing = texts.flatMap((text, i) => {
      const codes = identified[i] ?? []
      const ours = epsgOf(text)
      const agrees =
        typeof ours === 'number'
          ? codes.length === 0 || codes.includes(ours)
          : codes.every((code) => crsOf(code) === null)
      return agrees ? [] : [{ file: basename(prjFiles[i] ?? ''), ours, codes }]
    })
    const certain = identified.filter((codes) => codes !== null && codes.length > 0).length
    console.log(`crs: GDAL identified ${certain} of ${texts.length} .prj files with certainty`)
    expect(differing).toEqual([])
  })
})
