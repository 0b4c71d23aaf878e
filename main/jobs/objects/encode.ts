import type { ColumnWrite, Obstacle } from '../../../db/queries/edit-objects.ts'
import type { SqlValue } from '../../../db/staging/row-writer.ts'
import { done, type Outcome, type Refusal, refuse } from '../../../shared/contract/outcome.ts'
import { identityNumberFault } from '../../../shared/model/identity-number.ts'
import { type EditableColumn, findEditableColumn, type ObjectLayer } from '../../../shared/model/object-columns.ts'
import { readTyped } from '../../../shared/model/object-values.ts'
import { isUnusualParcelCode, schemeOfUse } from '../../../shared/model/parcel-code.ts'
import { maskPersonal, normalisePersonal, type PersonalKind } from '../../../shared/model/personal.ts'
import { surveySchemeOf } from '../../../shared/planning/schemes/all.ts'
import type { PersonalVault } from '../../platform/keys.ts'

export interface Encoded {
  readonly writes: readonly ColumnWrite[]
  /** Kept, but to be looked at. */
  readonly warnings: readonly { readonly column: string; readonly code: string }[]
}

/** The survey's key where it is there, and the file in which it would be. */
export interface Sealing {
  readonly vault: PersonalVault | null
  readonly keyFile: string
}

/** Why values cannot stand in the survey, in words for `field`. */
export function refusalOfObstacle(obstacle: Obstacle, field: string): Refusal {
  switch (obstacle.kind) {
    case 'taken':
      return { code: 'value.taken', params: { field } }
    case 'no-such-object':
      return { code: 'value.no-such-object', params: { field } }
    case 'plots-there':
      return { code: 'household.plots-there', params: { plots: obstacle.plots } }
    case 'households-meet':
      return { code: 'village.households-meet', params: { households: obstacle.households } }
  }
}

/**
 * Typed texts as they are stored: numbers of persons encrypted, codes by themselves, with what follows from them. Refusals:
 * field.not-editable, key.missing, and those of readTyped with the field.
 */
export function encodeValues(
  layer: ObjectLayer,
  values: Readonly<Record<string, string | null>>,
  sealing: Sealing,
): Outcome<Encoded> {
  const writes: ColumnWrite[] = []
  const warnings: { column: string; code: string }[] = []
  for (const [name, text] of Object.entries(values)) {
    const column = findEditableColumn(layer, name)
    if (column === undefined) return refuse({ code: 'field.not-editable', params: { field: name } })
    const typed = readTyped(layer, column, text)
    if (!typed.ok) return refuse({ code: typed.code, params: { field: column.codes[0] ?? column.name } })
    const write = encodeValue(layer, column, typed.value, sealing.vault)
    if (write === null) return refuse({ code: 'key.missing', file: sealing.keyFile })
    writes.push(write)
    if (typed.warning !== undefined) warnings.push({ column: column.name, code: typed.warning })
    if (column.name === 'parcel_code' && isUnusualParcelCode(String(typed.value)))
      warnings.push({ column: column.name, code: 'code.unusual' })
  }
  return done({ writes, warnings })
}

/** null: a personal number that there is no key for. */
export function encodeValue(
  layer: ObjectLayer,
  column: EditableColumn,
  value: string | number | null,
  vault: PersonalVault | null,
): ColumnWrite | null {
  const { name, personal } = column
  if (personal !== undefined) return sealed(name, personal, value === null ? null : String(value), vault)
  return { column: name, sets: { [name]: value, ...following(layer, name, value) }, shown: value }
}

/** What the import derives from a column goes with it. */
function following(layer: ObjectLayer, name: string, value: SqlValue): Readonly<Record<string, SqlValue>> {
  if (layer === 'parcel' && name === 'use_code')
    return { use_scheme: typeof value === 'string' ? schemeOfUse(value) : null }
  if (layer === 'land_use' && name === 'class_code')
    return { class_scheme: typeof value === 'string' ? surveySchemeOf(value) : null }
  return {}
}

function sealed(
  name: string,
  kind: PersonalKind,
  value: string | null,
  vault: PersonalVault | null,
): ColumnWrite | null {
  const isNumber = kind === 'id-number'
  if (value === null) {
    const blank = { [`${name}_cipher`]: null, [`${name}_masked`]: null }
    return {
      column: name,
      sets: isNumber ? { ...blank, id_number_hash: null, id_number_fault: null } : blank,
      shown: null,
    }
  }
  if (vault === null) return null
  const number = isNumber ? normalisePersonal(value) : value
  const masked = maskPersonal(kind, number)
  const sets = { [`${name}_cipher`]: vault.encrypt(kind, number), [`${name}_masked`]: masked }
  return {
    column: name,
    sets: isNumber
      ? { ...sets, id_number_hash: vault.hash(number), id_number_fault: identityNumberFault(number) }
      : sets,
    shown: masked,
  }
}
