import type { ChangeLine, CoverageAnswer, RegularityAnswer } from '../../shared/contract/planning-answers.ts'
import { readBlob } from '../../shared/geo/geopackage-blob.ts'
import { extentOf } from '../../shared/geo/plane-area.ts'
import { villageOf } from '../../shared/planning/overlay-of-village.ts'
import { touchChanged } from '../geopackage/contents.ts'
import { inTransaction, type ReadableDb, type WritableDb } from '../open/database.ts'
import type { Signed } from '../schema/author.ts'
import { changeId } from './plan-tile-layers.ts'
import { basisOf, findScenario, latestRun } from './plans.ts'

interface Kinds {
  coverage: CoverageAnswer
  regularity: RegularityAnswer
}

type Content<K extends keyof Kinds> = Omit<Kinds[K], 'scenario' | 'at' | 'isStale'>

/** Keeps a result in place of the former one of its kind. */
export function storeResult<K extends keyof Kinds>(
  db: WritableDb,
  kind: K,
  scenario: string,
  content: Content<K>,
  basis: string,
  { at, author }: Signed,
): void {
  inTransaction(db, () => {
    db.prepare('DELETE FROM plan_run WHERE scenario_id = ? AND kind = ?').run(scenario, kind)
    db.prepare(
      'INSERT INTO plan_run (scenario_id, kind, at, operator, team, basis, content) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ).run(scenario, kind, at, author.operator, author.team, basis, JSON.stringify(content))
    touchChanged(db, ['plan_run'], at)
  })
}

/** null: never computed. */
export function storedResult<K extends keyof Kinds>(db: ReadableDb, kind: K, scenario: string): Kinds[K] | null {
  const run = latestRun(db, scenario, kind)
  const found = findScenario(db, scenario)
  if (run === undefined || found === undefined) return null
  return {
    ...(JSON.parse(run.content) as Content<K>),
    scenario,
    at: run.at,
    isStale: run.basis !== basisOf(db, found.plan, scenario),
  } as Kinds[K]
}

export interface ChangesQuestion {
  readonly scenario: string
  /** Rows of the structure table; null: any. */
  readonly from: string | null
  readonly to: string | null
  /** A village by its code, or 'none' for land of no village; null: all. */
  readonly village: string | null
  readonly offset: number
  readonly limit: number
}

/** Pieces behind a cell of the matrix, the largest first. */
export function changePieces(
  db: ReadableDb,
  { scenario, from, to, village, offset, limit }: ChangesQuestion,
): { readonly count: number; readonly lines: readonly ChangeLine[] } {
  const where = `c.scenario_id = ? AND (? IS NULL OR c.from_row = ?) AND (? IS NULL OR c.to_row = ?) AND (? IS NULL OR c.village_code IS ?)`
  const params = [scenario, from, from, to, to, village, village === null ? null : villageOf(village)]
  const count = db
    .prepare<(string | null)[], { n: number }>(`SELECT count(*) AS n FROM plan_change c WHERE ${where}`)
    .get(...params)?.n
  const rows = db
    .prepare<
      (string | number | null)[],
      Omit<ChangeLine, 'at' | 'id'> & { readonly fid: number; readonly geom: Uint8Array }
    >(
      `SELECT c.fid, c.base_patch_id AS basePatch, c.planned_patch_id AS plannedPatch, b.patch_number AS baseNumber, p.patch_number AS plannedNumber,
        c.village_code AS village, c.from_code AS fromCode, c.to_code AS toCode, c.plane_m2 AS planeM2, c.area_m2 AS areaM2, c.geom
      FROM plan_change c LEFT JOIN base_patch b ON b.id = c.base_patch_id LEFT JOIN planned_patch p ON p.id = c.planned_patch_id
      WHERE ${where} ORDER BY c.area_m2 DESC, c.fid LIMIT ? OFFSET ?`,
    )
    .all(...params, limit, offset)
  return {
    count: count ?? 0,
    lines: rows.map(({ fid, geom, ...line }) => ({ id: changeId(fid), ...line, at: middleOf(geom) })),
  }
}

function middleOf(geom: Uint8Array): readonly [x: number, y: number] {
  const read = readBlob(geom)
  const extent = 'geometry' in read && read.geometry !== null ? extentOf(read.geometry) : null
  return extent === null ? [Number.NaN, Number.NaN] : [(extent[0] + extent[2]) / 2, (extent[1] + extent[3]) / 2]
}
