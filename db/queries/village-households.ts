import type { HouseholdLine, VillageHouseholds } from '../../shared/contract/object-answers.ts'
import type { ReadableDb } from '../open/database.ts'
import { readMetadata } from '../schema/metadata.ts'
import { homesteadSql } from './homestead-sql.ts'
import { objectRows } from './object-rows.ts'

const MOST = 20_000

/** Households of one village in order of their code, with how many members and homestead plots each has; null: those without a village. */
export function villageHouseholds(db: ReadableDb, village: string | null): VillageHouseholds {
  const counts = (sql: string): ReadonlyMap<string, number> =>
    new Map(
      db
        .prepare<[string | null], { key: string; n: number }>(sql)
        .all(village)
        .map(({ key, n }) => [key, n]),
    )
  const members = counts(
    'SELECT household_id AS key, count(*) AS n FROM person WHERE household_id IN (SELECT id FROM household WHERE village_code IS ?) GROUP BY 1',
  )
  const plots = counts(
    `SELECT household_code AS key, count(*) AS n FROM parcel WHERE village_code IS ? AND household_code NOTNULL
      AND ${homesteadSql('parcel')} GROUP BY 1`,
  )
  const holders = new Map(
    db
      .prepare<[string | null], { key: string; names: string | null }>(
        `SELECT household_code AS key, group_concat(DISTINCT holder_name) AS names FROM parcel
        WHERE village_code IS ? AND household_code NOTNULL GROUP BY 1`,
      )
      .all(village)
      .map(({ key, names }) => [key, names]),
  )
  return {
    surveyId: readMetadata(db, 'survey_id') ?? '',
    villages: db
      .prepare<[], { code: string; name: string | null }>('SELECT code, name FROM village ORDER BY code')
      .all(),
    households: objectRows(db, 'household', 't.village_code IS ? ORDER BY t.household_code', [village], MOST).map(
      (row): HouseholdLine => ({
        ...row,
        holders: holders.get(String(row.values.household_code)) ?? null,
        members: members.get(row.id) ?? 0,
        plots: plots.get(String(row.values.household_code)) ?? 0,
      }),
    ),
  }
}
