import type { ReadableDb } from '../../../db/open/database.ts'
import { rejectedShapeFinder } from '../../../db/queries/export-rows.ts'
import type { FieldValue, SourceRecord } from '../../../shared/formats/source.ts'
import { type Crs, crsOf, epsgCodeIn } from '../../../shared/geo/crs/catalogue.ts'
import type { Geometry } from '../../../shared/geo/geometry.ts'
import { readRejectedShape } from '../../../shared/geo/rejected-shape.ts'
import type { ColumnPlan } from '../../../shared/model/column-plan.ts'
import type { LayerKind } from '../../../shared/model/layers.ts'
import { readReference, surveyTag } from '../../../shared/model/personal-reference.ts'
import type { PersonalVault } from '../../platform/keys.ts'
import { createReprojection, moved } from '../../platform/reprojection.ts'
import { isSealed, KeyMissing } from './protect.ts'

/** Puts back what a mended record leaves with the rejected one: personal values, and the shape where a workbook has none. */
export interface References {
  resolve(plan: ColumnPlan, record: SourceRecord, mends: (rejected: number) => void): SourceRecord
}

export function createReferences(
  survey: ReadableDb,
  surveyId: string,
  vault: PersonalVault | null,
  shapes: RejectedShapes | null,
): References {
  const tag = surveyTag(surveyId)
  const attributesOf = survey.prepare<[number], { attributes: string }>(
    'SELECT attributes FROM import_rejected WHERE fid = ?',
  )
  const original = (rejected: number, field: string): FieldValue => {
    const row = attributesOf.get(rejected)
    const value = row === undefined ? null : attributeOf(JSON.parse(row.attributes) as Record<string, unknown>, field)
    if (!isSealed(value)) return null
    if (vault === null) throw new KeyMissing()
    return vault.decrypt(value.$personal, value.cipher)
  }
  return {
    resolve(plan, record, mends) {
      const own = plan.reference < 0 ? null : readReference(String(record.values[plan.reference] ?? ''))
      const isOurs = own !== null && own.survey === tag
      if (isOurs) mends(own.rejected)
      const shaped = isOurs && shapes !== null ? { ...record, geometry: shapes(own.rejected) } : record
      if (!record.values.some((value) => typeof value === 'string' && value.startsWith('@R'))) return shaped
      let isUnknown = false
      const values = record.values.map((value, index) => {
        const reference = index === plan.reference || typeof value !== 'string' ? null : readReference(value)
        if (reference === null) return value
        const found = reference.survey === tag ? original(reference.rejected, plan.fields[index]?.name ?? '') : null
        isUnknown ||= found === null
        return found
      })
      return { ...shaped, values, issues: isUnknown ? [...record.issues, 'personal.reference-unknown'] : record.issues }
    },
  }
}

/** The shape of a rejected record, in the survey's system; null: it has none that could stand there. */
export type RejectedShapes = (rejected: number) => Geometry | null

/** Shapes for a workbook of mended records of this kind; those of another kind are not its own. */
export function rejectedShapes(survey: ReadableDb, kind: LayerKind, target: Crs): RejectedShapes {
  const find = rejectedShapeFinder(survey, kind)
  return (rejected) => {
    const row = find(rejected)
    if (row === undefined || row.shape === null) return null
    const { geometry, system } = readRejectedShape(row.shape)
    if (geometry === null || system === 'survey') return geometry
    const source = crsOf(epsgCodeIn(row.sourceCrs ?? '') ?? 0) ?? target
    const transform = createReprojection(source, target)
    return transform === null ? null : moved(geometry, transform)
  }
}

/** A .dbf holds ten bytes of a field's name: a longer one is found by its beginning, where only one begins so. */
function attributeOf(attributes: Readonly<Record<string, unknown>>, field: string): unknown {
  if (field in attributes) return attributes[field]
  const [only, ...others] = Object.keys(attributes).filter((name) => name.toUpperCase().startsWith(field.toUpperCase()))
  return only !== undefined && others.length === 0 ? attributes[only] : null
}
