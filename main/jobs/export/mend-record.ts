import type { RejectedRow } from '../../../db/queries/export-rows.ts'
import type { Crs } from '../../../shared/geo/crs/catalogue.ts'
import type { MultiPolygon } from '../../../shared/geo/geometry.ts'
import { readRejectedShape } from '../../../shared/geo/rejected-shape.ts'
import { writeReference } from '../../../shared/model/personal-reference.ts'
import { createReprojection, moved } from '../../platform/reprojection.ts'
import { isSealedJson } from './sealed.ts'

/** A rejected record as it goes out to be mended. */
export interface MendRecord {
  readonly record: number
  readonly reference: string
  readonly codes: readonly string[]
  /** Field → value as the file wrote it; of a personal value the reference. */
  readonly attributes: ReadonlyMap<string, string | null>
  readonly geometry: MultiPolygon | null
  /** It has a shape, but none that the file can carry. */
  readonly shapeLost: boolean
}

export function mendRecord(
  row: RejectedRow,
  surveyTag: string,
  systems: { readonly survey: Crs; readonly target: Crs },
): MendRecord {
  const reference = writeReference({ rejected: row.fid, survey: surveyTag })
  const attributes = new Map<string, string | null>()
  for (const [field, value] of Object.entries(row.attributes)) attributes.set(field, textOf(value, reference))
  const geometry = row.shape === null ? null : geometryOf(row.shape, systems)
  return {
    record: row.record,
    reference,
    codes: row.codes,
    attributes,
    geometry,
    shapeLost: row.shape !== null && geometry === null,
  }
}

function textOf(value: unknown, reference: string): string | null {
  if (value === null || value === undefined) return null
  if (isSealedJson(value)) return reference
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** What stands in the survey's system goes back to the source's. */
function geometryOf(
  shape: Uint8Array,
  { survey, target }: { readonly survey: Crs; readonly target: Crs },
): MultiPolygon | null {
  const { geometry, system } = readRejectedShape(shape)
  if (geometry === null || system === 'source') return geometry
  const transform = createReprojection(survey, target)
  return transform === null ? null : moved(geometry, transform)
}
