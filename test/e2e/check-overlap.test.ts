import { spawnSync } from 'node:child_process'
import { afterAll, describe, expect, it } from 'vitest'
import { findParcelOverlaps } from '../../main/jobs/check/overlaps.ts'
import { loadGeos } from '../../main/platform/geos.ts'
import type { PolygonRings } from '../../shared/geo/geometry.ts'
import { soundParcel, type TestSurvey, testSurvey } from '../builders/check-survey.ts'
import { type MosaicOptions, parcelMosaic, wkbHex } from '../builders/parcel-mosaic.ts'

const SQLITE = 'sqlite3'
const sqlite = (sql: string) => spawnSync(SQLITE, [':memory:'], { input: sql, encoding: 'utf8', maxBuffer: 1 << 28 })
const loadSpatialite = "SELECT load_extension('mod_spatialite');\n"
const hasSpatialite = sqlite(`${loadSpatialite}SELECT spatialite_version();`).status === 0
if (!hasSpatialite)
  console.log('skipped: comparison of overlaps with SpatiaLite, sqlite3 or mod_spatialite is not installed')

/** Pairs as 'i j' with their shared m², by SpatiaLite's own self-join over every pair whose bounds meet. */
function bySpatialite(parcels: readonly (readonly PolygonRings[])[]): ReadonlyMap<string, number> {
  const inserts = parcels.map((p, i) => `INSERT INTO p VALUES (${i + 1}, GeomFromWKB(x'${wkbHex(p)}', 0));`).join('\n')
  const run = sqlite(`${loadSpatialite}CREATE TABLE p (id INTEGER PRIMARY KEY, g BLOB); BEGIN;\n${inserts}\nCOMMIT;
    CREATE VIRTUAL TABLE r USING rtree(id, a, b, c, d);
    INSERT INTO r SELECT id, MbrMinX(g), MbrMaxX(g), MbrMinY(g), MbrMaxY(g) FROM p;
    SELECT 'pair', i, j, printf('%.6f', m) FROM (SELECT p.id AS i, q.id AS j, ST_Area(ST_Intersection(p.g, q.g)) AS m
      FROM p CROSS JOIN r ON r.a <= MbrMaxX(p.g) AND r.b >= MbrMinX(p.g) AND r.c <= MbrMaxY(p.g) AND r.d >= MbrMinY(p.g) AND r.id + 0 > p.id
      CROSS JOIN p q ON q.id = r.id WHERE ST_IsValid(p.g) AND ST_IsValid(q.g)) WHERE m > 0.01;`)
  if (run.status !== 0) throw new Error(run.stderr)
  const rows = run.stdout
    .split('\n')
    .filter((line) => line.startsWith('pair'))
    .map((line) => line.split('|'))
  return new Map(rows.map(([, i, j, m]) => [`${i} ${j}`, Number(m)]))
}

const geos = await loadGeos()
const open: TestSurvey[] = []
afterAll(() => open.forEach((survey) => survey.close()))

function byCunDi(parcels: readonly (readonly PolygonRings[])[]): ReadonlyMap<string, number> {
  const survey = testSurvey()
  open.push(survey)
  survey.addAll(
    'parcel',
    parcels.map((polygons, i) => [
      {
        ...soundParcel(i + 1),
        geometry_fault: geos.invalidReason(polygons) === null ? null : 'geometry.self-intersection',
      },
      polygons,
    ]),
  )
  const pairs = new Map<string, number>()
  findParcelOverlaps(survey.db, geos, {
    step: () => undefined,
    onOverlap: ({ subjects: [a, b], sharedM2 }) => pairs.set(`${a.sourceRecord} ${b.sourceRecord}`, sharedM2),
    onInvalid: () => expect.unreachable(),
  })
  return pairs
}

describe.skipIf(!hasSpatialite)('overlaps of 2 000 generated parcels are exactly those of SpatiaLite', () => {
  const size = { columns: 50, rows: 40 }
  it.each<[string, MosaicOptions]>([
    ['straight shared walls only: none', { ...size }],
    ['rotated shared walls only: none', { ...size, rotateDegrees: 17, bentWalls: 0.3 }],
    ['overlapping, parallel to the axes', { ...size, overlapping: 0.4 }],
    ['overlapping, rotated', { ...size, overlapping: 0.4, rotateDegrees: 17 }],
    [
      'overlapping, rotated, with bent walls and some invalid',
      { ...size, overlapping: 0.6, rotateDegrees: 31, bentWalls: 0.5, seed: 5 },
    ],
  ])('%s', (name, options) => {
    const parcels = parcelMosaic(options)
    const theirs = bySpatialite(parcels)
    const ours = byCunDi(parcels)
    console.log(`${name}: ${theirs.size} pairs by SpatiaLite, ${ours.size} by CunDi`)
    expect([...ours.keys()].toSorted()).toEqual([...theirs.keys()].toSorted())
    for (const [pair, sharedM2] of ours)
      expect(Math.abs(sharedM2 - (theirs.get(pair) ?? Number.NaN))).toBeLessThan(1e-5)
  })
})
