import { recordUpdate } from '../history/column-changes.ts'
import type { ReadableDb, WritableDb } from '../open/database.ts'
import type { SqlValue } from '../staging/row-writer.ts'

/** Tables whose rows name their village by its code. */
const NAMING = ['parcel', 'household', 'village_type_change'] as const

const codeOf = (db: ReadableDb, id: string): string | undefined =>
  db.prepare<[string], { code: string }>('SELECT code FROM village WHERE id = ?').get(id)?.code

/** Households of the village whose own code another one has already in the village of that new code. */
export function householdsThatMeet(db: ReadableDb, id: string, code: SqlValue): number {
  const own = codeOf(db, id)
  if (own === undefined || own === code) return 0
  return (
    db
      .prepare<[string, SqlValue], { n: number }>(
        `SELECT count(*) AS n FROM household a JOIN household b ON b.household_code = a.household_code
        WHERE a.village_code = ? AND b.village_code = ?`,
      )
      .get(own, code)?.n ?? 0
  )
}

export interface Followed {
  readonly plots: number
  readonly households: number
}

/** What names the village by its code goes with it to the new one, in the entry that changes it; codes of parcels and households stay. */
export function followVillageCode(db: WritableDb, entry: number, id: string, code: SqlValue): Followed {
  const own = codeOf(db, id)
  if (own === undefined || own === code) return { plots: 0, households: 0 }
  const [plots = 0, households = 0] = NAMING.map((table) =>
    recordUpdate(
      db,
      entry,
      table,
      ['village_code'],
      't.village_code = ?',
      [own],
      () =>
        db.prepare(`UPDATE ${table} SET village_code = ?, rev = rev + 1 WHERE village_code = ?`).run(code, own).changes,
    ),
  )
  return { plots, households }
}
