import type { ConflictLine } from '../../shared/contract/planning-answers.ts'
import type { ZoneKind } from '../../shared/model/plan-layers.ts'
import type { ConflictSubject } from '../../shared/planning/control-rules.ts'
import type { Legend } from '../../shared/planning/legend.ts'
import { rowOf } from '../../shared/planning/same-land.ts'
import { isConstruction } from '../../shared/planning/structure.ts'
import type { ReadableDb } from '../open/database.ts'
import { patchFacts } from './plan-overlay.ts'

export interface SubjectFacts {
  readonly id: string
  readonly areaM2: number
  readonly since: string | null
  readonly sinceFrom: ConflictLine['sinceFrom']
}

/** A survey's day of an import stands for when nobody wrote down since when a thing stands there. */
const SINCE: Readonly<
  Record<
    'parcel' | 'building',
    { readonly own: string; readonly from: 'acquired' | 'built'; readonly village: string; readonly join: string }
  >
> = {
  parcel: { own: 't.acquired_on', from: 'acquired', village: 't.village_code', join: '' },
  building: {
    own: 't.built_year',
    from: 'built',
    village: 'p.village_code',
    join: 'LEFT JOIN parcel p ON p.id = t.parcel_id',
  },
}

/**
 * Subjects of the plan's villages by row number; those of other villages are no matter of this plan. `unusable` counts those
 * without a valid shape.
 */
export function conflictSubjects(
  db: ReadableDb,
  subject: ConflictSubject,
  {
    scenario,
    villages,
    legend,
  }: { readonly scenario: string; readonly villages: readonly (string | null)[]; readonly legend: Legend },
): { readonly facts: ReadonlyMap<number, SubjectFacts>; readonly unusable: number } {
  if (subject === 'planned_patch') {
    const patches = patchFacts(db, 'planned_patch', scenario).filter((patch) => isConstruction(rowOf(patch, legend)))
    return {
      unusable: patches.filter(({ isUsable }) => !isUsable).length,
      facts: new Map(
        patches.map(({ fid, id, planeM2 }) => [fid, { id, areaM2: planeM2 ?? 0, since: null, sinceFrom: null }]),
      ),
    }
  }
  const { own, from, village, join } = SINCE[subject]
  const rows = db
    .prepare<
      [string],
      { fid: number; id: string; areaM2: number | null; own: string | null; surveyed: string | null; usable: 0 | 1 }
    >(
      `SELECT t.fid, t.id, t.area_m2 AS areaM2, ${own} AS own, substr(i.at, 1, 10) AS surveyed,
        t.geometry_fault IS NULL AND t.geom IS NOT NULL AS usable FROM ${subject} t ${join} LEFT JOIN import_batch i ON i.fid = t.batch
      WHERE ${village} IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(villages.filter((code) => code !== null)))
  return {
    unusable: rows.filter(({ usable }) => usable === 0).length,
    facts: new Map(
      rows
        .filter(({ usable }) => usable === 1)
        .map(({ fid, id, areaM2, own: written, surveyed }) => {
          const day = written !== null && /^\d{4}(-\d{2}){0,2}$/.test(written) ? written : null
          return [
            fid,
            {
              id,
              areaM2: areaM2 ?? 0,
              since: day ?? surveyed,
              sinceFrom: day !== null ? from : surveyed === null ? null : 'surveyed',
            },
          ]
        }),
    ),
  }
}

export interface ZoneFacts {
  readonly fid: number
  readonly id: string
  readonly kind: ZoneKind
  readonly code: string | null
}

export const controlZones = (db: ReadableDb, scenario: string): readonly ZoneFacts[] =>
  db
    .prepare<[string], ZoneFacts>(
      'SELECT fid, id, zone_kind AS kind, zone_code AS code FROM control_zone WHERE scenario_id = ? AND geometry_fault IS NULL AND geom IS NOT NULL ORDER BY fid',
    )
    .all(scenario)
