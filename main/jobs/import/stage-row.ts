import type { ScratchWriter } from '../../../db/staging/scratch.ts'
import type { StagedNumber } from '../../../db/staging/scratch-people.ts'
import type { SourceRecord } from '../../../shared/formats/source.ts'
import type { Crs } from '../../../shared/geo/crs/catalogue.ts'
import { type CodeList, codeOf, terrains, villageTypes } from '../../../shared/model/code-lists.ts'
import type { ColumnPlan } from '../../../shared/model/column-plan.ts'
import { identityNumberFault } from '../../../shared/model/identity-number.ts'
import {
  isUnusualParcelCode,
  isWellFormedParcelCode,
  schemeOfUse,
  villageProposedBy,
} from '../../../shared/model/parcel-code.ts'
import { maskPersonal } from '../../../shared/model/personal.ts'
import { roundHalfUp } from '../../../shared/model/round.ts'
import { surveySchemeOf } from '../../../shared/planning/schemes/all.ts'
import { areaDiffers } from '../../../shared/quality/limits.ts'
import type { PersonalVault } from '../../platform/keys.ts'
import type { LayerConstants } from './choose-layers.ts'
import { seal } from './protect.ts'
import { ellipsoidAreaIn, type StagedGeometry } from './stage-geometry.ts'
import { personalValue, type StagedValues } from './stage-values.ts'

export interface RowContext {
  readonly plan: ColumnPlan
  readonly target: Crs
  readonly villages: ReadonlySet<string>
  readonly villageFromCode: boolean
  readonly constants: LayerConstants
  readonly vault: PersonalVault | null
  readonly scratch: ScratchWriter
}

/** Facts about a record that nothing in the survey file shows any more; the batch keeps them for the check. */
const LASTING = new Set([
  'text.cut',
  'text.undecodable',
  'personal.reference-unknown',
  'geometry.ring-unclosed',
  'geometry.ring-orientation',
  'geometry.z-dropped',
  'value.not-a-number',
  'value.not-a-date',
  'value.not-a-code',
  'personal.in-text',
  'crs.far-from-county',
])

/** Completes the computed columns of a row and tells what must be said about it. Gives the codes that reject it after all. */
export function finishRow(
  context: RowContext,
  record: SourceRecord,
  values: StagedValues,
  geometry: StagedGeometry | null,
): readonly string[] {
  const { columns } = values
  Object.assign(columns, context.constants)
  if (geometry !== null) {
    columns.area_m2 = geometry.areaM2
    columns.geometry_fault = geometry.fault
  }
  const rejected = finishKind(context, record, values, geometry)
  if (rejected.length > 0) return rejected
  columns.extra = Object.keys(values.extra).length > 0 ? JSON.stringify(values.extra) : null
  if (record.issues.length > 0) say(context, record, record.issues)
  if (values.issues.length > 0) say(context, record, new Set(values.issues))
  if (geometry !== null && geometry.issues.length > 0) say(context, record, geometry.issues)
  return []
}

function say(context: RowContext, record: SourceRecord, codes: Iterable<string>): void {
  for (const code of codes) {
    context.scratch.note(record.record, code, {}, LASTING.has(code))
  }
}

function finishKind(
  context: RowContext,
  record: SourceRecord,
  values: StagedValues,
  geometry: StagedGeometry | null,
): readonly string[] {
  const { columns } = values
  switch (context.plan.kind) {
    case 'village':
      return typeof columns.code === 'string' && columns.code !== '' ? finishVillage(values) : ['record.unreadable']
    case 'parcel':
      finishParcel(context, record, values, geometry)
      return []
    case 'building':
      sayArea(context, record, columns.footprint_area_m2, geometry, geometry?.areaM2)
      return []
    case 'land_use':
      columns.ellipsoid_area_m2 = geometry === null ? null : ellipsoidAreaIn(context.target, geometry.polygons)
      columns.class_scheme = typeof columns.class_code === 'string' ? surveySchemeOf(columns.class_code) : null
      sayArea(context, record, columns.declared_area_m2, geometry, columns.ellipsoid_area_m2)
      return []
    case 'base_patch':
    case 'planned_patch':
    case 'control_zone':
      columns.ellipsoid_area_m2 = geometry === null ? null : ellipsoidAreaIn(context.target, geometry.polygons)
      if (context.plan.kind !== 'control_zone') finishPatch(context, record, columns, geometry)
      return []
    case 'plan_facility':
      return []
    case 'plan_project':
      return columns.project_name === null ? ['record.unreadable'] : []
    case 'household':
      return columns.household_code === null && columns.parcel_code === null ? ['household.unknown'] : []
    case 'person':
      return finishPerson(context, record, values)
  }
}

/** An area that is not positive is a slip of whoever wrote the file, and measured anew anyway. */
function finishPatch(
  context: RowContext,
  record: SourceRecord,
  columns: StagedValues['columns'],
  geometry: StagedGeometry | null,
): void {
  const { declared_area_m2: declared, class_code: code } = columns
  const sayOf = (finding: string): void => context.scratch.note(record.record, finding, {}, true)
  if (typeof declared === 'number' && declared <= 0) sayOf('area.not-positive')
  else sayArea(context, record, declared, geometry, columns.ellipsoid_area_m2)
  if (code === null) sayOf('class.missing')
  if (columns.base_flag === '10' && columns.approval_document === null) sayOf('approval.missing')
}

function finishVillage(values: StagedValues): readonly string[] {
  readCode(values, 'village_type', villageTypes)
  readCode(values, 'terrain', terrains)
  return []
}

/** A code or one of its titles (近郊村); a text that is neither is kept as the file wrote it, and said. */
function readCode(values: StagedValues, column: string, list: CodeList): void {
  const text = values.columns[column]
  if (typeof text !== 'string') return
  const code = codeOf(list, text.trim())
  values.columns[column] = code
  if (code !== null) return
  values.extra[column] = text
  values.issues.push('value.not-a-code')
}

function finishParcel(
  context: RowContext,
  record: SourceRecord,
  values: StagedValues,
  geometry: StagedGeometry | null,
): void {
  const { columns } = values
  const sayOf = (code: string): void => context.scratch.note(record.record, code, {}, false)
  const code = typeof columns.parcel_code === 'string' ? columns.parcel_code : null
  if (code === null) sayOf('code.missing')
  else if (!isWellFormedParcelCode(code)) sayOf('code.format')
  else if (isUnusualParcelCode(code)) sayOf('code.unusual')
  placeInVillage(context, columns, code, sayOf)
  columns.use_scheme = typeof columns.use_code === 'string' ? schemeOfUse(columns.use_code) : null
  if (columns.approved_area_m2 === 0) sayOf('area.approved-zero')
  sayArea(context, record, columns.declared_area_m2, geometry, geometry?.areaM2)
  namePeople(context, record, values)
}

function placeInVillage(
  context: RowContext,
  columns: StagedValues['columns'],
  code: string | null,
  say: (code: string) => void,
): void {
  const proposed = code !== null && isWellFormedParcelCode(code) ? villageProposedBy(code) : null
  columns.village_code ??= context.villageFromCode ? proposed : null
  if (columns.village_code !== null) {
    if (context.villages.size > 0 && !context.villages.has(String(columns.village_code))) say('village.unknown')
    return
  }
  columns.village_proposed = proposed !== null && context.villages.has(proposed) ? proposed : null
  say(columns.village_proposed === null ? 'village.missing' : 'village.derived')
}

/** Nothing of an invalid shape, whose area is none: see areaRules. */
function sayArea(
  context: RowContext,
  record: SourceRecord,
  declared: unknown,
  geometry: StagedGeometry | null,
  computed: unknown,
): void {
  if (geometry === null || geometry.fault !== null) return
  if (typeof declared !== 'number' || typeof computed !== 'number' || !areaDiffers(declared, computed)) return
  context.scratch.note(
    record.record,
    'area.declared-differs',
    { declaredM2: roundHalfUp(declared), computedM2: roundHalfUp(computed) },
    false,
  )
}

/** The household and the right holder whom the record names; an identity number goes into the scratch file only encrypted. */
function namePeople(context: RowContext, record: SourceRecord, values: StagedValues): void {
  const {
    holder_name: holderName,
    household_code: householdCode,
    household_size: householdSize,
    village_code: villageCode,
  } = values.columns
  const written = personalValue(context.plan, 'id_number', record.values)
  if (written === null && holderName === null && householdCode === null) return
  values.right = context.scratch.people(record.record, {
    villageCode: textOrNull(villageCode),
    householdCode: textOrNull(householdCode),
    householdSize: typeof householdSize === 'number' ? householdSize : null,
    holderName: textOrNull(holderName),
    number: written === null ? null : stageNumber(context, record, written),
  })
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null)

function stageNumber(context: RowContext, record: SourceRecord, written: string): StagedNumber {
  const { cipher, hash, masked } = seal(context.vault, 'id-number', written)
  const fault = identityNumberFault(written)
  if (fault !== null) context.scratch.note(record.record, fault, {}, false)
  return { cipher, hash, masked, fault }
}

function finishPerson(context: RowContext, record: SourceRecord, values: StagedValues): readonly string[] {
  const { columns } = values
  const number = personalValue(context.plan, 'id_number', record.values)
  if (number === null && columns.name === null) return ['record.unreadable']
  if (number !== null) {
    const staged = stageNumber(context, record, number)
    columns.id_number_cipher = staged.cipher
    columns.id_number_hash = staged.hash
    columns.id_number_masked = staged.masked
    columns.id_number_fault = staged.fault
  }
  for (const kind of ['phone', 'account'] as const) {
    const value = personalValue(context.plan, kind, record.values)
    if (value === null) continue
    columns[`${kind}_cipher`] = seal(context.vault, kind, value).cipher
    columns[`${kind}_masked`] = maskPersonal(kind, value)
  }
  return []
}
