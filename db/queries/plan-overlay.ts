import type { OverlayAnswer } from '../../shared/contract/planning-answers.ts'
import type { ClassRef } from '../../shared/planning/same-land.ts'
import type { SchemeId } from '../../shared/planning/scheme.ts'
import { rtreeName } from '../geopackage/rtree.ts'
import type { ReadableDb, WritableDb } from '../open/database.ts'
import type { Author } from '../schema/author.ts'
import { basisOf, findScenario, latestRun } from './plans.ts'

/** What an overlay must know of a patch beside its shape. */
export interface PatchFacts extends ClassRef {
  readonly fid: number
  readonly id: string
  readonly village: string | null
  readonly planeM2: number | null
  readonly ellipsoidM2: number | null
  readonly isUsable: boolean
}

export const patchFacts = (
  db: ReadableDb,
  table: 'base_patch' | 'planned_patch',
  owner: string,
): readonly PatchFacts[] =>
  db
    .prepare<
      [string],
      [number, string, SchemeId | null, string | null, string | null, number | null, number | null, 0 | 1]
    >(
      `SELECT fid, id, class_scheme, class_code, village_code, area_m2, ellipsoid_area_m2, geometry_fault IS NULL AND geom IS NOT NULL
      FROM ${table} WHERE ${table === 'base_patch' ? 'plan_id' : 'scenario_id'} = ? ORDER BY fid`,
    )
    .raw()
    .all(owner)
    .map(([fid, id, scheme, code, village, planeM2, ellipsoidM2, usable]) => ({
      fid,
      id,
      scheme,
      code,
      village,
      planeM2,
      ellipsoidM2,
      isUsable: usable === 1,
    }))

/** A piece of base land that the plan gives another class. */
export interface ChangePiece {
  readonly geom: Uint8Array
  readonly basePatch: string
  readonly plannedPatch: string
  readonly village: string | null
  readonly fromCode: string | null
  readonly toCode: string | null
  readonly fromRow: string
  readonly toRow: string
  readonly planeM2: number
  readonly areaM2: number
}

type Stored = Omit<OverlayAnswer, 'at' | 'isStale' | 'scenario'>

/** Replaces a scenario's overlay. Call it inside a transaction. */
export function storeOverlay(
  db: WritableDb,
  scenario: string,
  { basis, at, author }: { readonly basis: string; readonly at: string; readonly author: Author },
  content: Stored,
  changes: Iterable<ChangePiece>,
): void {
  const rtree = rtreeName('plan_change')
  db.prepare(`DELETE FROM ${rtree} WHERE id IN (SELECT fid FROM plan_change WHERE scenario_id = ?)`).run(scenario)
  db.prepare('DELETE FROM plan_change WHERE scenario_id = ?').run(scenario)
  db.prepare("DELETE FROM plan_run WHERE scenario_id = ? AND kind = 'overlay'").run(scenario)
  const { lastInsertRowid: run } = db
    .prepare(
      "INSERT INTO plan_run (scenario_id, kind, at, operator, team, basis, content) VALUES (?, 'overlay', ?, ?, ?, ?, ?)",
    )
    .run(scenario, at, author.operator, author.team, basis, JSON.stringify(content))
  const insert =
    db.prepare(`INSERT INTO plan_change (geom, scenario_id, run, base_patch_id, planned_patch_id, village_code, from_code, to_code,
    from_row, to_row, plane_m2, area_m2) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  for (const piece of changes)
    insert.run(
      piece.geom,
      scenario,
      run,
      piece.basePatch,
      piece.plannedPatch,
      piece.village,
      piece.fromCode,
      piece.toCode,
      piece.fromRow,
      piece.toRow,
      piece.planeM2,
      piece.areaM2,
    )
}

/** The scenario's latest overlay; null: none was computed. */
export function storedOverlay(db: ReadableDb, scenario: string): OverlayAnswer | null {
  const run = latestRun(db, scenario, 'overlay')
  const found = findScenario(db, scenario)
  if (run === undefined || found === undefined) return null
  return {
    ...(JSON.parse(run.content) as Stored),
    scenario,
    at: run.at,
    isStale: run.basis !== basisOf(db, found.plan, scenario),
  }
}
