import type { ReadableDb } from '../open/database.ts'

/** By what plots name their household; a household without a village is one of its own. */
export interface HouseholdKey {
  readonly code: string
  readonly village: string | null
}

export const householdKey = (db: ReadableDb, id: string): HouseholdKey | undefined =>
  db
    .prepare<[string], HouseholdKey>(
      'SELECT household_code AS code, village_code AS village FROM household WHERE id = ?',
    )
    .get(id)

/** Ids of the parcels that name the household. */
export const plotIds = (db: ReadableDb, { code, village }: HouseholdKey): readonly string[] =>
  db
    .prepare<[string | null, string], { id: string }>(
      'SELECT id FROM parcel WHERE village_code IS ? AND household_code = ? ORDER BY fid',
    )
    .all(village, code)
    .map(({ id }) => id)

/** How many plots households would leave behind in another village, were they moved to this one. */
export const plotsLeftBehind = (db: ReadableDb, ids: readonly string[], village: string | null): number =>
  db
    .prepare<[string, string | null], { n: number }>(
      `SELECT count(*) AS n FROM household h JOIN parcel p ON p.village_code IS h.village_code AND p.household_code = h.household_code
      WHERE h.id IN (SELECT value FROM json_each(?)) AND h.village_code IS NOT ?`,
    )
    .get(JSON.stringify(ids), village)?.n ?? 0
