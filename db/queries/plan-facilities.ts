import type { PlanFacilities, PlanFacility } from '../../shared/contract/planning-map.ts'
import { readBlob } from '../../shared/geo/geopackage-blob.ts'
import type { FacilityStage } from '../../shared/planning/facility-kinds.ts'
import type { ReadableDb } from '../open/database.ts'
import { projectsOf } from './plan-tables.ts'

/** More than a county's plans have; beyond, a map says how many it leaves out. */
const MOST = 20_000

interface Row extends Omit<PlanFacility, 'at' | 'stage'> {
  readonly stage: string | null
  readonly geom: Uint8Array
}

const stage = (text: string | null): FacilityStage | null => (text === 'existing' || text === 'planned' ? text : null)

/** Facilities of a scenario that have a place, in the order of their import, and how many have none. */
export function planFacilities(db: ReadableDb, scenario: string): PlanFacilities {
  const counted = db
    .prepare<[string], { all: number; placed: number }>(
      'SELECT count(*) AS "all", count(geom) AS placed FROM plan_facility WHERE scenario_id = ?',
    )
    .get(scenario)
  const rows = db
    .prepare<[string, number], Row>(
      `SELECT id, stage, facility_code AS code, facility_name AS name, village_code AS villageCode, geom
      FROM plan_facility WHERE scenario_id = ? AND geom IS NOT NULL ORDER BY fid LIMIT ?`,
    )
    .all(scenario, MOST)
  const facilities = rows.flatMap(({ geom, ...row }) => {
    const at = pointOf(geom)
    return at === null ? [] : [{ ...row, stage: stage(row.stage), at }]
  })
  const placed = counted?.placed ?? 0
  return {
    facilities,
    unplaced: (counted?.all ?? 0) - placed,
    left: placed - facilities.length,
    projects: projectsOf(db, scenario),
  }
}

function pointOf(geom: Uint8Array): readonly [x: number, y: number] | null {
  const blob = readBlob(geom)
  if ('unsupported' in blob || blob.geometry?.type !== 'Point') return null
  const [x, y] = blob.geometry.coordinates
  return x === undefined || y === undefined ? null : [x, y]
}
