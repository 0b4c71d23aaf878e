import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { makeSample } from '../builders/make-sample.ts'
import { generateSurvey } from '../builders/survey-generator.ts'
import { fictitiousIdNumber } from '../builders/survey-generator-people.ts'
import { askPython, pythonWithGdal } from './oracles.ts'

const scratch = mkdtempSync(join(tmpdir(), 'cundi-generator-'))
const sample = join(import.meta.dirname, '..', '..', 'main', 'assets', 'sample')
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

/** What GDAL makes of a generated survey, with the limits and the counting done over again in another language. */
const script = `
import csv, json, math, sys
from osgeo import ogr
ogr.UseExceptions()
folder = sys.argv[1]
limits = {('urban_village', 'plain'): 166, ('near_suburb', 'plain'): 166, ('far_suburb', 'plain'): 200,
          ('far_suburb', 'saline'): 264, ('far_suburb', 'hill_flat'): 132, ('far_suburb', 'hill_slope'): 264}
limit = {r['code']: limits[r['village_type'], r['terrain']] for r in csv.DictReader(open(folder + '/villages.csv', encoding='utf-8'))}
source = ogr.Open(folder + '/宗地.shp')
layer = source.GetLayer(0)
n = dict(read=0, rejected=0, invalid=0, unknown=0, over=0, overAreaM2=0.0, checksum=0, householdPlots={})
codes, kept = set(), []
n['duplicates'] = 0
names = {}
for f in layer:
    n['read'] += 1
    g = f.GetGeometryRef()
    ring = g.GetGeometryRef(0) if g is not None else None
    if ring is None or ring.GetPointCount() < 4 or any(not math.isfinite(v) for p in ring.GetPoints() for v in p[:2]) or ring.GetX(0) > 39800000:
        n['rejected'] += 1
        continue
    code, village, number = f['ZDDM'], f['XZCDM'], f['ZJH']
    n['duplicates'] += code is not None and code in codes
    codes.add(code)
    if number:
        weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        n['checksum'] += '10X98765432'[sum(int(d) * w for d, w in zip(number, weights)) % 11] != number[17]
        names.setdefault(number, set()).add(f['QLR'])
    if f['NHDM']: n['householdPlots'][f['NHDM']] = n['householdPlots'].get(f['NHDM'], 0) + 1
    if not g.IsValid():
        n['invalid'] += 1
        continue
    kept.append((f['BSM'], g.Clone()))
    if village not in limit:
        n['unknown'] += 1
    elif f['QLLX'] in ('5', '6') and not (code and len(code) == 19 and code[12:14] != 'JC'):
        excess = max(0.0, g.GetArea() - limit[village])
        n['over'] += excess > 1e-6
        n['overAreaM2'] += excess if excess > 1e-6 else 0
n['idsWithTwoNames'] = sum(len(v) > 1 for v in names.values())
plots = n.pop('householdPlots').values()
n['households'], n['several'] = len(plots), sum(p > 1 for p in plots)
pairs, shared = 0, 0.0
for i, (a, ga) in enumerate(kept):
    ea = ga.GetEnvelope()
    for b, gb in kept[i + 1:]:
        eb = gb.GetEnvelope()
        if ea[0] < eb[1] and eb[0] < ea[1] and ea[2] < eb[3] and eb[2] < ea[3]:
            area = ga.Intersection(gb).GetArea()
            if area > 0.01: pairs += 1; shared += area
n['pairs'], n['sharedAreaM2'] = pairs, shared
print(json.dumps(n))
`

describe.skipIf(pythonWithGdal === null)(
  'the generated survey, read by GDAL (skipped where python3-gdal is missing)',
  () => {
    it.each([0, 17])('is what its known answer says, turned by %d°', (rotationDegrees) => {
      const { answer } = generateSurvey(join(scratch, `turned-${rotationDegrees}`), {
        parcels: 1200,
        people: true,
        rotationDegrees,
      })
      const { parcels, assess, findings, overlaps } = answer
      expect(askPython(script, [join(scratch, `turned-${rotationDegrees}`)])).toEqual({
        read: parcels.read - parcels.deletedRecords,
        rejected: parcels.rejected,
        invalid: findings['geometry.self-intersection'],
        unknown: (findings['village.unknown'] ?? 0) + (findings['village.missing'] ?? 0),
        duplicates: findings['code.duplicate'],
        checksum: findings['id.checksum'],
        idsWithTwoNames: findings['person.id-conflict'],
        over: assess.overStandard,
        overAreaM2: expect.closeTo(assess.overAreaM2, 3),
        households: assess.households.total,
        several: assess.households.withSeveralPlots,
        pairs: overlaps.pairs,
        sharedAreaM2: expect.closeTo(overlaps.sharedAreaM2, 3),
      })
    })
  },
)

it('counts every record of a generated survey once', () => {
  const { answer } = generateSurvey(join(scratch, 'counted'), {
    parcels: 4000,
    people: true,
    buildings: 120,
    landUse: true,
  })
  const { read, imported, rejected, deletedRecords } = answer.parcels
  expect(read).toBe(4000)
  expect(imported + rejected + deletedRecords).toBe(read)
  expect(answer.assess.assessed + answer.assess.notAssessable + answer.assess.notHomestead).toBe(imported)
  expect(answer.buildings).toEqual({ count: 120, outsideParcel: 2 })
})

it('writes the same bytes from the same seed and others from another', () => {
  const [first, again, other] = [1, 1, 2].map((seed, i) => {
    generateSurvey(join(scratch, `seed-${i}`), { parcels: 400, people: true, buildings: 20, landUse: true, seed })
    return digest(join(scratch, `seed-${i}`))
  })
  expect(again).toBe(first)
  expect(other).not.toBe(first)
})

it('gives everyone an ID number of their own', () => {
  const numbers = new Set(Array.from({ length: 100_000 }, (_, i) => fictitiousIdNumber(i)))
  expect(numbers.size).toBe(100_000)
})

it('makes the shipped sample again, byte for byte', () => {
  makeSample(join(scratch, 'sample'))
  const made = readdirSync(join(scratch, 'sample'), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  expect(made.length).toBeGreaterThan(30)
  for (const { parentPath, name } of made) {
    const path = relative(join(scratch, 'sample'), join(parentPath, name))
    expect(readFileSync(join(sample, path)).equals(readFileSync(join(scratch, 'sample', path))), path).toBe(true)
  }
})

it.skipIf(pythonWithGdal === null)('ships one near-suburb homestead of exactly 200.50 m²', () => {
  const areas = askPython(
    `import json, sys
from osgeo import ogr
layer = ogr.Open(sys.argv[1])
print(json.dumps([f.GetFID() + 1 for f in layer.GetLayer(0) if f['XZCMC'] == '示例二村' and f.GetGeometryRef().GetArea() == 200.5]))`,
    [join(sample, '宗地.shp')],
  )
  expect(areas).toEqual([31])
})

function digest(folder: string): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(folder).toSorted()) hash.update(name).update(readFileSync(join(folder, name)))
  return hash.digest('hex')
}
