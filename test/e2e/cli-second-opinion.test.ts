import { describe, expect, it } from 'vitest'
import { askPython, pythonWithGdal } from '../architecture/oracles.ts'
import { answerOf, workplace } from '../builders/run-cli.ts'
import { generateSurvey } from '../builders/survey-generator.ts'

const work = workplace()

/** A second, slow opinion: exact areas by fractions over the stored shapes, limits and counting written again in Python. */
const SECOND_OPINION = `
import json, sqlite3, sys
from fractions import Fraction
from osgeo import ogr
ogr.UseExceptions()
limits = {'urban_village': 166, 'near_suburb': 166}
far = {'plain': 200, 'saline': 264, 'hill_flat': 132, 'hill_slope': 264}
db = sqlite3.connect('file:' + sys.argv[1].replace('?', '%3f').replace('#', '%23') + '?mode=ro', uri=True)
villages = {code: (kind, terrain) for code, kind, terrain in db.execute('SELECT code, village_type, terrain FROM village')}
def shape(blob):
    return ogr.CreateGeometryFromWkb(bytes(blob[8 + {0: 0, 1: 32}[(blob[3] >> 1) & 7]:]))
def ring_area(ring):
    points = [(Fraction(p[0]), Fraction(p[1])) for p in ring.GetPoints()]
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:]))) / 2
def area(geometry):
    return sum(ring_area(polygon.GetGeometryRef(0)) - sum(ring_area(polygon.GetGeometryRef(i)) for i in range(1, polygon.GetGeometryCount())) for polygon in geometry)
def homestead(code, right, use):
    import re
    if code and re.fullmatch(r'[0-9]{12}[GJZ][A-FSXWYHG][0-9]{5}', code) and code[14:] != '00000':
        return code[12:14] == 'JC'
    return right in ('5', '6') or use in ('0702', '072')
run = db.execute('SELECT max(fid) FROM assessment_run').fetchone()[0]
stored = {parcel: (result, reason, area_m2, excess) for parcel, result, reason, area_m2, excess in
          db.execute('SELECT parcel_id, result, reason, area_m2, excess_m2 FROM assessment WHERE run = ?', (run,))}
n = dict(parcels=0, differ=[], worstM2=0.0, assessed=0, notAssessable=0, notHomestead=0, over=0, households=0, several=0)
total, households = Fraction(0), {}
for pid, blob, code, village, right, use, household in db.execute('SELECT id, geom, parcel_code, village_code, right_type, use_code, household_code FROM parcel'):
    n['parcels'] += 1
    said = stored.pop(pid, None)
    if not homestead(code, right, use):
        n['notHomestead'] += 1
        if said is not None: n['differ'].append(pid)
        continue
    if household: households[village, household] = households.get((village, household), 0) + 1
    geometry = shape(blob)
    kind, terrain = villages.get(village, (None, None))
    limit = limits.get(kind, far.get(terrain) if kind == 'far_suburb' else None)
    if not geometry.IsValid() or limit is None:
        n['notAssessable'] += 1
        if said is None or said[0] != 'not-assessable' or said[2] is not None: n['differ'].append(pid)
        continue
    m2 = area(geometry)
    excess = max(Fraction(0), m2 - limit)
    n['assessed'] += 1
    n['over'] += excess > 0
    total += excess
    if said is None or said[0] != ('over' if excess > 0 else 'within'):
        n['differ'].append(pid)
    else:
        n['worstM2'] = max(n['worstM2'], abs(float(Fraction(said[2]) - m2)), abs(float(Fraction(said[3]) - excess)))
n['differ'] += list(stored)
n['overAreaM2'] = float(total)
n['households'], n['several'] = len(households), sum(plots > 1 for plots in households.values())
print(json.dumps(n))
`

interface Assessed {
  readonly assessed: number
  readonly notAssessable: number
  readonly notHomestead: number
  readonly overStandard: number
  readonly overAreaM2: number
  readonly households: { readonly total: number; readonly withSeveralPlots: number }
}

describe.skipIf(pythonWithGdal === null)('a second opinion in Python (skipped where python3-gdal is missing)', () => {
  it.each([
    ['with round areas', 3000, 0],
    ['turned by 17°, where no area is a round number', 1200, 17],
  ])('agrees with assess on every parcel of a survey %s', async (name, parcels, rotationDegrees) => {
    const generated = generateSurvey(work.path(name), { parcels, people: true, rotationDegrees })
    const survey = await work.survey(generated.villagesCsv)
    await answerOf(['import', survey, generated.parcelsShp, '--layer', 'parcel'])
    const said = await answerOf<Assessed>(['assess', survey])
    expect(askPython(SECOND_OPINION, [survey])).toEqual({
      parcels: generated.answer.parcels.imported,
      differ: [],
      worstM2: expect.closeTo(0, 6),
      assessed: said.assessed,
      notAssessable: said.notAssessable,
      notHomestead: said.notHomestead,
      over: said.overStandard,
      overAreaM2: expect.closeTo(said.overAreaM2, 2),
      households: said.households.total,
      several: said.households.withSeveralPlots,
    })
    const { assess } = generated.answer
    expect(said).toMatchObject({
      assessed: assess.assessed,
      overStandard: assess.overStandard,
      households: assess.households,
    })
    expect(said.overAreaM2).toBeCloseTo(assess.overAreaM2, 2)
  })
})
