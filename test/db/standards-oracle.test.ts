import { join } from 'node:path'
import { expect, it } from 'vitest'
import { generateSurvey } from '../builders/survey-generator.ts'
import { inside, newFolder, newSurvey } from './survey-bench.ts'

/** How many surveys' worth of the district's villages one run holds against the second evaluation. */
const PARCELS = 50_000

/**
 * The rules of domain.md 1.5 and 1.8 once more, slowly, in SQL alone: the limit by type and terrain, approval, limit, period.
 * It shares no line with shared/standards.
 */
const ORACLE = `WITH facts AS (
  SELECT p.id, p.area_m2 AS a, p.approved_area_m2 AS approved, p.acquired_on AS d, p.enlarged_since AS e, p.handled_area_m2 AS h,
    p.geometry_fault AS fault, p.village_code AS vc, v.fid AS village,
    CASE v.village_type WHEN 'urban_village' THEN 166.0 WHEN 'near_suburb' THEN 166.0
      WHEN 'far_suburb' THEN CASE v.terrain WHEN 'plain' THEN 200.0 WHEN 'saline' THEN 264.0 WHEN 'hill_flat' THEN 132.0 WHEN 'hill_slope' THEN 264.0 END END AS s
  FROM parcel p LEFT JOIN village v ON v.code = p.village_code
  WHERE CASE WHEN length(p.parcel_code) = 19 AND p.parcel_code GLOB '[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][GJZ][A-FSXWYHG][0-9][0-9][0-9][0-9][0-9]' AND substr(p.parcel_code, 15) <> '00000'
    THEN substr(p.parcel_code, 13, 2) = 'JC' ELSE p.right_type IN ('5', '6') OR p.use_code IN ('0702', '072') END
)
SELECT id, CASE
    WHEN a IS NULL OR fault NOTNULL OR vc IS NULL OR village IS NULL OR s IS NULL THEN 'not-assessable'
    WHEN a > s THEN 'over' ELSE 'within' END AS result,
  CASE WHEN a IS NULL OR fault NOTNULL OR s IS NULL THEN NULL WHEN a > s THEN a - s ELSE 0 END AS excess,
  CASE WHEN approved = 0 OR a IS NULL OR fault NOTNULL THEN NULL
    WHEN approved NOTNULL THEN min(a, approved)
    WHEN s IS NULL THEN NULL
    WHEN a <= s THEN a
    WHEN d IS NULL THEN NULL
    WHEN d < '1982-02-13' AND e = '0' THEN a
    WHEN d < '1982-02-13' AND e = '1' THEN s
    WHEN d < '1982-02-13' THEN NULL
    WHEN d < '1987-01-01' THEN min(a, h)
    ELSE s END AS confirmed
FROM facts`

it('a second evaluation, in SQL alone, agrees on every parcel', async () => {
  const folder = newFolder()
  const source = generateSurvey(join(folder, '成果'), { parcels: PARCELS, seed: 42 })
  const bench = newSurvey(source.villagesCsv, folder)
  await bench.importFile(source.parcelsShp, 'parcel')
  inside(bench.path, (db) =>
    db.exec(`UPDATE village SET rev = rev + 1,
        terrain = CASE fid % 5 WHEN 0 THEN 'saline' WHEN 1 THEN 'hill_flat' WHEN 2 THEN 'hill_slope' WHEN 3 THEN 'plain' END;
      UPDATE parcel SET rev = rev + 1,
        approved_area_m2 = CASE fid % 5 WHEN 0 THEN round(area_m2 * 0.9, 2) WHEN 1 THEN approved_area_m2 ELSE NULL END,
        acquired_on = CASE fid % 7 WHEN 0 THEN NULL ELSE date('1975-01-01', (fid * 7919 % 16000) || ' days') END,
        enlarged_since = CASE fid % 3 WHEN 0 THEN '0' WHEN 1 THEN '1' END,
        handled_area_m2 = CASE fid % 2 WHEN 0 THEN 180 END;
      UPDATE parcel SET approved_area_m2 = 0, rev = rev + 1 WHERE fid % 211 = 0`),
  )
  await bench.assess()
  const { rows, disagreeing, kinds } = inside(bench.path, (db) => ({
    rows: db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM (${ORACLE})`).get()?.n,
    disagreeing: db
      .prepare(
        `SELECT o.*, r.result AS said, r.excess_m2, r.confirmed_m2 FROM (${ORACLE}) o LEFT JOIN assessment r ON r.parcel_id = o.id
        WHERE r.result IS NOT o.result OR r.excess_m2 IS NOT o.excess AND o.result <> 'not-assessable' OR r.confirmed_m2 IS NOT o.confirmed LIMIT 5`,
      )
      .all(),
    kinds: db
      .prepare<[], { kind: string }>('SELECT DISTINCT ifnull(basis, open_reason) AS kind FROM assessment ORDER BY 1')
      .all(),
  }))
  expect(disagreeing).toEqual([])
  expect(rows).toBeGreaterThan(PARCELS / 2)
  // Every branch was taken, so the agreement means something.
  for (const kind of [
    'approved',
    'within-limit',
    'history',
    'handled',
    'limit',
    'area.approved-zero',
    'acquired.missing',
    'enlarged.missing',
    'handled.missing',
  ])
    expect(kinds.map((row) => row.kind)).toContain(kind)
}, 120_000)
