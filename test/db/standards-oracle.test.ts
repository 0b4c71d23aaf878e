import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import type { ReadableDb, WritableDb } from '../../db/open/database.ts'
import { allHouseholds } from '../../db/queries/household-facts.ts'
import { parcelPages } from '../../db/queries/parcel-facts.ts'
import { buildingsOnIdleParcels, simulationVillages } from '../../db/queries/simulation-facts.ts'
import type { AssessAnswer } from '../../shared/contract/answers.ts'
import { roundHalfUp } from '../../shared/model/round.ts'
import { assessParcel } from '../../shared/standards/evaluate.ts'
import { compensationOfHousehold } from '../../shared/standards/household-compensation.ts'
import { feeOfHousehold } from '../../shared/standards/household-fee.ts'
import { assessHousehold } from '../../shared/standards/households.ts'
import { PlotsByHousehold } from '../../shared/standards/plots-by-household.ts'
import { samplePaidUse } from '../../shared/standards/sample-policies.ts'
import { shandongCeilings } from '../../shared/standards/sets/shandong.ts'
import { createSetSimulation } from '../../shared/standards/simulate.ts'
import type { StandardSet } from '../../shared/standards/standard-set.ts'
import { generateSurvey } from '../builders/survey-generator.ts'
import { FREE_M2, HOUSEHOLD_ORACLE, PARCEL_ORACLE, TOLERANCE_M2 } from './standards-oracle-sql.ts'
import { type Bench, inside, newFolder, newSurvey } from './survey-bench.ts'

/** How many surveys' worth of the district's villages one run holds against the second evaluation. */
const PARCELS = 50_000
const DAY = '2026-01-01'

const set: StandardSet = {
  ...shandongCeilings,
  toleranceM2: TOLERANCE_M2,
  paidUse: { ...samplePaidUse, freeM2: FREE_M2 },
}
/** Each plot pays for its own excess, and nobody more. */
const eachPlot: StandardSet = {
  ...set,
  paidUse: { ...samplePaidUse, freeM2: FREE_M2, base: 'plot', furtherPlotFactor: null, nonMemberFactor: null },
}

/** Dates, approvals, households, people and buildings of every kind, known and unknown. */
const FACTS = `UPDATE village SET rev = rev + 1,
    terrain = CASE fid % 5 WHEN 0 THEN 'saline' WHEN 1 THEN 'hill_flat' WHEN 2 THEN 'hill_slope' WHEN 3 THEN 'plain' END;
  INSERT INTO village_type_change (rev, village_code, village_type, since)
    SELECT 1, code, 'near_suburb', CASE fid % 2 WHEN 0 THEN '2025-07-01' ELSE '2026-01-02' END FROM village WHERE fid % 6 = 0;
  UPDATE parcel SET rev = rev + 1,
    approved_area_m2 = CASE fid % 5 WHEN 0 THEN round(area_m2 * 0.9, 2) WHEN 1 THEN approved_area_m2 ELSE NULL END,
    acquired_on = CASE fid % 7 WHEN 0 THEN NULL ELSE date('1975-01-01', (fid * 7919 % 16000) || ' days') END,
    enlarged_since = CASE fid % 3 WHEN 0 THEN '0' WHEN 1 THEN '1' END,
    handled_area_m2 = CASE fid % 2 WHEN 0 THEN 180 END,
    household_code = CASE WHEN fid % 17 THEN 'H' || (fid / 60) || '-' || (fid % 60 / (1 + fid / 60 % 4)) END,
    utilisation = CASE fid * 31 % 7 WHEN 0 THEN NULL WHEN 1 THEN '2' WHEN 2 THEN '3' ELSE '1' END,
    acquisition = CASE fid * 17 % 11 WHEN 0 THEN NULL WHEN 1 THEN '2' WHEN 2 THEN '2' WHEN 3 THEN '3' ELSE '1' END,
    counts_as_home = CASE fid * 13 % 19 WHEN 0 THEN '1' WHEN 1 THEN '0' END;
  UPDATE parcel SET approved_area_m2 = 0, rev = rev + 1 WHERE fid % 211 = 0;
  INSERT INTO household (rev, village_code, household_code, divisible_into, entitled, fee_class)
    SELECT 1, village_code, household_code, nullif(min(fid) % 5, 0), '1', CASE min(fid) % 23 WHEN 0 THEN '五保' WHEN 1 THEN '低保' WHEN 2 THEN '其他' END
    FROM parcel WHERE household_code NOTNULL GROUP BY village_code, household_code HAVING min(fid) % 4;
  INSERT INTO household (rev, household_code, entitled) VALUES (1, 'N1', '1'), (1, 'N2', '0'), (1, 'N3', NULL);
  INSERT INTO person (rev, household_id, collective_member)
    SELECT 1, id, CASE fid % 9 WHEN 0 THEN '0' WHEN 1 THEN NULL ELSE '1' END FROM household WHERE fid % 8;
  INSERT INTO person (rev, household_id, collective_member)
    SELECT 1, id, CASE fid % 4 WHEN 0 THEN '0' WHEN 1 THEN NULL ELSE '1' END FROM household WHERE fid % 9 AND fid % 2;
  INSERT INTO building (rev, parcel_id, structure, storeys, built_year, floor_area_m2)
    SELECT 1, id, CASE fid % 6 WHEN 0 THEN NULL ELSE fid % 6 END, 1 + fid % 3, CASE WHEN fid % 29 THEN 1970 + fid % 60 END, CASE WHEN fid % 31 THEN 80 + fid % 40 END
    FROM parcel WHERE utilisation IN ('2', '3') AND fid % 4;`

let bench: Bench
let totals: AssessAnswer['byHousehold']

beforeAll(async () => {
  const folder = newFolder()
  const source = generateSurvey(join(folder, '成果'), { parcels: PARCELS, seed: 42 })
  bench = newSurvey(source.villagesCsv, folder)
  await bench.importFile(source.parcelsShp, 'parcel')
  inside(bench.path, (db) => db.exec(FACTS))
  totals = (await bench.assess(set)).byHousehold
}, 120_000)

it('a second evaluation, in SQL alone, agrees on every parcel', () => {
  const { rows, disagreeing, kinds } = inside(bench.path, (db) => ({
    rows: db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM (${PARCEL_ORACLE})`).get()?.n,
    disagreeing: db
      .prepare(
        `SELECT o.*, r.result AS said, r.excess_m2, r.confirmed_m2, r.confirmed_excess_m2 FROM (${PARCEL_ORACLE}) o
        FULL JOIN assessment r ON r.parcel_id = o.id WHERE r.result IS NOT o.result OR r.excess_m2 IS NOT o.excess
          OR r.confirmed_m2 IS NOT o.confirmed OR r.confirmed_excess_m2 IS NOT o.confirmed_excess LIMIT 5`,
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

/** What the engine says of each household beyond what a run stores, and of all of them together where the set is simulated. */
function saidOf(db: ReadableDb) {
  const plots = new PlotsByHousehold()
  const buildings = buildingsOnIdleParcels(db)
  const context = { villages: simulationVillages(db), buildings, takeUpPercent: 100, year: 2026 }
  const simulation = createSetSimulation(set, context)
  for (const page of parcelPages(db, 4000, DAY))
    for (const parcel of page) {
      plots.add(parcel, assessParcel(set, parcel))
      simulation.addParcel(parcel)
    }
  simulation.addHouseholds(allHouseholds(db))
  const households = [...plots.households(allHouseholds(db))].map(({ household, plots: own }) => {
    const result = assessHousehold(set, household, own)
    const paid = compensationOfHousehold(set, result, buildings, 2026) ?? []
    return [
      `${household.villageCode ?? ''} ${household.householdCode}`,
      feeOfHousehold(eachPlot, household, result)?.yuan ?? null,
      paid.some((one) => one.paid.yuan === null) ? null : paid.reduce((sum, one) => sum + (one.paid.yuan ?? 0), 0),
    ]
  })
  return { households, simulated: simulation.answer({ version: null }) }
}

/** What HOUSEHOLD_ORACLE and PARCEL_ORACLE add up to. */
const SUMS = `SELECT sum(excess > 0) AS over, sum(excess) AS excess, sum(fee) AS fee, sum(fee > 0) AS payers,
  sum(CASE WHEN excess NOTNULL THEN counted END) AS counted, sum(back_plots) AS plots, sum(back) AS back,
  sum(left_over) + (SELECT sum(p.excess) FROM (${PARCEL_ORACLE}) p JOIN parcel ON parcel.id = p.id WHERE parcel.household_code IS NULL) AS left_over FROM oracle`

/** Disagreement beyond what the order of adding leaves in the last digits. */
const differs = (a: string, b: string): string => `(${a} IS NULL) <> (${b} IS NULL) OR abs(${a} - ${b}) > 1e-6`

it('a second evaluation, in SQL alone, agrees on every household', () => {
  inside(bench.path, (db: WritableDb) => {
    db.exec(`CREATE TEMP TABLE oracle AS SELECT *, ifnull(vc, '') || ' ' || hc AS key FROM (${HOUSEHOLD_ORACLE});
      CREATE TEMP TABLE stored AS SELECT *, ifnull(village_code, '') || ' ' || household_code AS key FROM household_assessment;
      CREATE UNIQUE INDEX temp.oracle_key ON oracle (key); CREATE UNIQUE INDEX temp.stored_key ON stored (key);
      CREATE TEMP TABLE said (key PRIMARY KEY, fee_each, paid)`)
    const insert = db.prepare('INSERT INTO said VALUES (?, ?, ?)')
    const { households, simulated } = saidOf(db)
    for (const row of households) insert.run(row)
    const disagreeing = db
      .prepare(
        `SELECT o.*, r.*, s.fee_each AS said_each, s.paid AS said_paid FROM oracle o
        FULL JOIN stored r ON r.key = o.key LEFT JOIN said s ON s.key = o.key
        WHERE r.class IS NOT o.class OR r.plots IS NOT o.plots OR r.kept_parcel_id IS NOT o.kept OR ${differs('r.area_m2', 'o.area')}
          OR ${differs('r.limit_m2', 'o.allowed')} OR ${differs('r.excess_m2', 'o.excess')} OR ${differs('r.fee_yuan', 'o.fee')}
          OR s.key IS NULL OR ${differs('s.fee_each', 'o.fee_each')} OR ${differs('s.paid', 'o.paid')} LIMIT 5`,
      )
      .all()
    expect(disagreeing).toEqual([])
    const classes = db
      .prepare<[], { class: string; n: number }>('SELECT class, count(*) AS n FROM oracle GROUP BY class')
      .all()
    expect(classes).toHaveLength(9)
    expect(totals?.classes).toEqual(Object.fromEntries(classes.map((row) => [row.class, row.n])))
    const sums = db.prepare<[], Readonly<Record<string, number>>>(SUMS).get() ?? {}
    const m2 = (name: string): number => roundHalfUp(sums[name] ?? -1)
    const said = { over: sums.over, overAreaM2: m2('excess') }
    expect(totals).toMatchObject({ ...said, feeYuan: m2('fee') })
    expect(simulated.households).toMatchObject({ ...said, areaM2: m2('counted'), classes: totals?.classes })
    expect(simulated.fees).toMatchObject({ yuan: m2('fee'), households: sums.payers })
    expect(simulated.compensation?.plots).toBe(sums.plots)
    expect(simulated.recovered).toMatchObject({
      furtherPlots: sums.plots,
      furtherM2: m2('back'),
      excessM2: m2('left_over'),
    })
  })
}, 120_000)
