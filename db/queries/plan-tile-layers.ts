import type { PlanMapLayer } from '../../shared/contract/planning-map.ts'
import { classPlace, rowPlace, zonePlace } from '../../shared/planning/map-classes.ts'
import { zoneClasses } from '../../shared/planning/zone-classes.ts'
import type { ReadableDb } from '../open/database.ts'
import type { TileLayer, Value } from './tile-layers.ts'

const text = (value: Value | undefined): string | null => (typeof value === 'string' ? value : null)

/** A change has no id of its own, and tiles carry 16 bytes. */
const CHANGE_ID = "printf('00000000-0000-4000-8000-%012x', t.fid)"

/** The row that a change's id stands for. */
export const changeFid = (id: string): number => Number.parseInt(id.slice(-12), 16)

export const changeId = (fid: number): string => `00000000-0000-4000-8000-${fid.toString(16).padStart(12, '0')}`

const NO_RUN = 'LEFT JOIN (SELECT ? AS run) a'

/** Rows and journal say all. */
const noRun = (): number => 0

const patches = (owner: string): TileLayer => ({
  columns: ['t.class_scheme', 't.class_code'],
  join: NO_RUN,
  owner,
  run: noRun,
  classOf: ([scheme, code]) => classPlace(text(scheme), text(code)),
  labelOf: ([, code]) => text(code),
  labelZoom: 10,
})

const latestPlanRun = (db: ReadableDb): number =>
  db.prepare<[], { run: number | null }>('SELECT max(fid) AS run FROM plan_run').get()?.run ?? 0

/** Layers of a plan or a scenario. */
export const planTileLayers: Readonly<Record<PlanMapLayer, TileLayer>> = {
  base_patch: patches('t.plan_id'),
  planned_patch: patches('t.scenario_id'),
  control_zone: {
    columns: ['t.zone_kind', 't.zone_code', 't.zone_name'],
    join: NO_RUN,
    owner: 't.scenario_id',
    run: noRun,
    classOf: ([kind, code]) => zonePlace(text(kind), text(code)),
    labelOf: ([kind, code, name]) => text(name) ?? zoneClasses[zonePlace(text(kind), text(code))]?.title.zh ?? null,
    labelZoom: 9,
  },
  plan_change: {
    id: CHANGE_ID,
    columns: ['t.to_row', 't.from_code', 't.to_code'],
    join: NO_RUN,
    owner: 't.scenario_id',
    // What is computed anew stands in no journal.
    run: latestPlanRun,
    classOf: ([row]) => rowPlace(text(row)),
    labelOf: ([, from, to]) => `${text(from) ?? '—'} → ${text(to) ?? '—'}`,
    labelZoom: 11,
  },
}
