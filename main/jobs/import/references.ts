import type { ReadableDb } from '../../../db/open/database.ts'
import type { FieldValue, SourceRecord } from '../../../shared/formats/source.ts'
import type { ColumnPlan } from '../../../shared/model/column-plan.ts'
import { readReference, surveyTag } from '../../../shared/model/personal-reference.ts'
import type { PersonalVault } from '../../platform/keys.ts'
import { isSealed, KeyMissing } from './protect.ts'

/** Puts personal values back where a mended record carries a reference to the rejected one. */
export interface References {
  resolve(plan: ColumnPlan, record: SourceRecord, mends: (rejected: number) => void): SourceRecord
}

export function createReferences(survey: ReadableDb, surveyId: string, vault: PersonalVault | null): References {
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
      if (own !== null && own.survey === tag) mends(own.rejected)
      if (!record.values.some((value) => typeof value === 'string' && value.startsWith('@R'))) return record
      let isUnknown = false
      const values = record.values.map((value, index) => {
        const reference = index === plan.reference || typeof value !== 'string' ? null : readReference(value)
        if (reference === null) return value
        const found = reference.survey === tag ? original(reference.rejected, plan.fields[index]?.name ?? '') : null
        isUnknown ||= found === null
        return found
      })
      return { ...record, values, issues: isUnknown ? [...record.issues, 'personal.reference-unknown'] : record.issues }
    },
  }
}

/** A .dbf holds ten bytes of a field's name: a longer one is found by its beginning, where only one begins so. */
function attributeOf(attributes: Readonly<Record<string, unknown>>, field: string): unknown {
  if (field in attributes) return attributes[field]
  const [only, ...others] = Object.keys(attributes).filter((name) => name.toUpperCase().startsWith(field.toUpperCase()))
  return only !== undefined && others.length === 0 ? attributes[only] : null
}
