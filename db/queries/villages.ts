import type { Terrain, VillageType } from '../../shared/model/code-lists.ts'
import type { VillageFacts } from '../../shared/standards/evaluate.ts'
import type { ReadableDb, WritableDb } from '../open/database.ts'
import { newId } from '../schema/new-id.ts'

export interface VillageRow {
  readonly code: string
  readonly name: string | null
  readonly town: string | null
  readonly villageType: VillageType | null
  readonly terrain: Terrain | null
  readonly population: number | null
  readonly households: number | null
}

export function insertVillages(db: WritableDb, villages: readonly VillageRow[]): void {
  const insert = db.prepare(
    `INSERT INTO village (id, rev, code, name, town, village_type, terrain, population, households) VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?)`,
  )
  for (const v of villages)
    insert.run(newId(), v.code, v.name, v.town, v.villageType, v.terrain, v.population, v.households)
}

/**
 * What a village is on a day ('YYYY-MM-DD'), by village code: the type of the latest change that began by then, else of the
 * earliest known, which is the village's own column.
 */
export function villageFacts(db: ReadableDb, on: string): ReadonlyMap<string, VillageFacts> {
  const rows = db
    .prepare<
      [string],
      VillageFacts & { readonly code: string; readonly changed: string | null; readonly since: string | null }
    >(
      `SELECT v.code, v.village_type AS type, v.terrain, v.arable_per_head_m2 AS arablePerHeadM2, c.village_type AS changed, max(c.since) AS since
      FROM village v LEFT JOIN village_type_change c ON c.village_code = v.code AND c.since <= ? GROUP BY v.fid`,
    )
    .all(on)
  return new Map(
    rows.map(({ code, type, terrain, arablePerHeadM2, changed, since }) => [
      code,
      { type: since === null ? type : (changed as VillageType | null), terrain, arablePerHeadM2 },
    ]),
  )
}
