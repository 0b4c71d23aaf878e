import {
  type ChangedObjects,
  RUN_CHANGES_SHOWN,
  type RunChange,
  type RunChanges,
  type RunSide,
} from '../../shared/contract/run-changes.ts'
import type { ReadableDb } from '../open/database.ts'
import { assessmentRun } from './assessment-runs.ts'

/** As CHANGED selects them: what names the object, then both sides; a side that the run did not have is all null. */
type Row = readonly [id: string, village: string | null, ...before: Side, ...after: Side]
type Side = readonly [result: string | null, areaM2: number | null, limitM2: number | null, excessM2: number | null]

const differ = (limit: (side: string) => string, result: string): string =>
  [`b.${result} IS NOT a.${result}`, 'b.area_m2 IS NOT a.area_m2', 'b.excess_m2 IS NOT a.excess_m2']
    .concat(`${limit('b')} IS NOT ${limit('a')}`)
    .join(' OR ')

const side = (name: string, result: string, limit: string): string =>
  `${name}.${result}, ${name}.area_m2, ${limit}, ${name}.excess_m2`
const NOTHING = 'NULL, NULL, NULL, NULL'

const PARCELS = `SELECT b.parcel_id, NULL, ${side('b', 'result', 'sb.limit_m2')}, ${side('a', 'result', 'sa.limit_m2')}
    FROM assessment b LEFT JOIN standard sb ON sb.fid = b.standard
    LEFT JOIN assessment a ON a.parcel_id = b.parcel_id AND a.run = :after LEFT JOIN standard sa ON sa.fid = a.standard
    WHERE b.run = :before AND (${differ((name) => `s${name}.limit_m2`, 'result')})
  UNION ALL SELECT a.parcel_id, NULL, ${NOTHING}, ${side('a', 'result', 'sa.limit_m2')}
    FROM assessment a LEFT JOIN standard sa ON sa.fid = a.standard
    WHERE a.run = :after AND NOT EXISTS (SELECT 1 FROM assessment b WHERE b.parcel_id = a.parcel_id AND b.run = :before)`

const HOUSEHOLDS = `SELECT b.household_code, b.village_code, ${side('b', 'class', 'b.limit_m2')}, ${side('a', 'class', 'a.limit_m2')}
    FROM household_assessment b LEFT JOIN household_assessment a
      ON a.household_code = b.household_code AND a.village_code IS b.village_code AND a.run = :after
    WHERE b.run = :before AND (${differ((name) => `${name}.limit_m2`, 'class')})
  UNION ALL SELECT a.household_code, a.village_code, ${NOTHING}, ${side('a', 'class', 'a.limit_m2')}
    FROM household_assessment a WHERE a.run = :after AND NOT EXISTS (SELECT 1 FROM household_assessment b
      WHERE b.household_code = a.household_code AND b.village_code IS a.village_code AND b.run = :before)`

/** What is other in one run than in an earlier one; null: one of them is unknown. */
export function runChanges(
  db: ReadableDb,
  { before, after }: { readonly before: number; readonly after: number },
): RunChanges | null {
  const [runBefore, runAfter] = [assessmentRun(db, before), assessmentRun(db, after)]
  if (runBefore === null || runAfter === null) return null
  const rows = (sql: string): Iterable<Row> =>
    db.prepare<[{ before: number; after: number }], Row>(sql).raw().iterate({ before, after })
  return {
    before: runBefore,
    after: runAfter,
    parcels: named(db, changed(rows(PARCELS))),
    households: changed(rows(HOUSEHOLDS)),
  }
}

/** One pass over all changes, of which only the largest are kept. */
function changed(rows: Iterable<Row>): ChangedObjects {
  const turns = new Map<string, ChangedObjects['turns'][number]>()
  const largest: { readonly change: RunChange; readonly byM2: number }[] = []
  let count = 0
  for (const [code, village, ...both] of rows) {
    count++
    const [before, after] = [sideOf(both.slice(0, 4)), sideOf(both.slice(4))]
    const [from, to] = [before?.result ?? null, after?.result ?? null]
    const key = `${from} ${to}`
    turns.set(key, { from, to, count: (turns.get(key)?.count ?? 0) + 1 })
    const byM2 = Math.abs((after?.excessM2 ?? 0) - (before?.excessM2 ?? 0))
    const last = largest.at(-1)
    if (largest.length === RUN_CHANGES_SHOWN && last !== undefined && last.byM2 >= byM2) continue
    const at = largest.findIndex((other) => other.byM2 < byM2)
    largest.splice(at < 0 ? largest.length : at, 0, { change: { village, code, before, after }, byM2 })
    if (largest.length > RUN_CHANGES_SHOWN) largest.pop()
  }
  return {
    count,
    turns: [...turns.values()].sort((a, b) => b.count - a.count),
    largest: largest.map(({ change }) => change),
  }
}

function sideOf(values: readonly (string | number | null)[]): RunSide | null {
  const [result, areaM2, limitM2, excessM2] = values as Side
  return result === null ? null : { result, areaM2, limitM2, excessM2 }
}

/** Parcels are kept by their ids; people know them by village and code. */
function named(db: ReadableDb, parcels: ChangedObjects): ChangedObjects {
  const find = db.prepare<[string], { village: string | null; code: string | null }>(
    'SELECT village_code AS village, parcel_code AS code FROM parcel WHERE id = ?',
  )
  return {
    ...parcels,
    largest: parcels.largest.map((change) => ({
      ...change,
      ...(find.get(change.code ?? '') ?? { village: null, code: null }),
    })),
  }
}
