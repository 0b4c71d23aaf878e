import type { Terrain, VillageType } from '../../shared/model/code-lists.ts'
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

export interface VillageFacts {
  readonly type: VillageType | null
  readonly terrain: Terrain | null
}

/** Type and terrain by village code. */
export function villageFacts(db: ReadableDb): ReadonlyMap<string, VillageFacts> {
  const rows = db
    .prepare<[], { code: string; type: VillageType | null; terrain: Terrain | null }>(
      'SELECT code, village_type AS type, terrain FROM village',
    )
    .all()
  return new Map(rows.map(({ code, type, terrain }) => [code, { type, terrain }]))
}
