import type { SqlValue } from '../../../db/staging/row-writer.ts'
import { filledColumns } from '../../../db/staging/scratch.ts'
import type { StagedRight } from '../../../db/staging/scratch-people.ts'
import { parseDateText, parseNumberText } from '../../../shared/formats/dbf/values.ts'
import type { FieldValue, SourceRecord } from '../../../shared/formats/source.ts'
import type { ColumnPlan, PlannedColumn } from '../../../shared/model/column-plan.ts'
import {
  maskPersonal,
  type PersonalKind,
  personalKindInColumn,
  personalKindOfValue,
} from '../../../shared/model/personal.ts'
import type { PersonalVault } from '../../platform/keys.ts'
import { protect, type SealedValue, seal } from './protect.ts'

/** The columns of one record as they will be stored, and what must be said about them. */
export interface StagedValues {
  readonly columns: Record<string, SqlValue>
  /** Fields without a column of their own, bad values as the file wrote them, sealed personal text. */
  readonly extra: Record<string, string | number | boolean | SealedValue>
  readonly issues: string[]
  /** Set once the record's holder is known. */
  right: StagedRight | null
}

/** What the rows of a layer have in common. */
export interface RowForm {
  /** Columns in binding order. */
  readonly columns: readonly string[]
  readonly blank: Readonly<Record<string, SqlValue>>
  readonly fromFile: readonly PlannedColumn[]
}

export function rowForm(plan: ColumnPlan): RowForm {
  const fromFile = plan.columns.filter(({ sources }) => sources.length > 0)
  const columns = filledColumns(plan.kind, new Set(fromFile.map(({ name }) => name)))
  // Built by the parser and copied for each row: an object that grows by its names ends as a hash table, twice as slow.
  const blank = JSON.parse(`{${columns.map((name) => `${JSON.stringify(name)}:null`).join()}}`) as RowForm['blank']
  return { columns, blank, fromFile }
}

const firstFilled = (sources: readonly number[], values: readonly FieldValue[]): number => {
  for (const index of sources) if ((values[index] ?? null) !== null) return index
  return -1
}

/** Reads the layer's columns and everything else of a record. Throws KeyMissing where a personal number has no key. */
export function stageValues(
  plan: ColumnPlan,
  form: RowForm,
  record: SourceRecord,
  vault: PersonalVault | null,
): StagedValues {
  const staged: StagedValues = { columns: { ...form.blank }, extra: {}, issues: [], right: null }
  const { values } = record
  for (const column of form.fromFile) {
    const index = firstFilled(column.sources, values)
    const value = index < 0 ? null : (values[index] ?? null)
    if (value !== null) staged.columns[column.name] = readValue(plan, column, index, value, vault, staged)
  }
  for (const field of plan.others) {
    const value = values[field.index] ?? null
    if (value !== null && !(field.known && isUsed(plan, field.index, values)))
      staged.extra[field.name] = protect(vault, field.personal, value)
  }
  return staged
}

/** A field that filled its column is not kept a second time. */
const isUsed = (plan: ColumnPlan, index: number, values: readonly FieldValue[]): boolean =>
  plan.columns.some((column) => column.sources.includes(index) && firstFilled(column.sources, values) === index)

function readValue(
  plan: ColumnPlan,
  column: PlannedColumn,
  index: number,
  value: FieldValue,
  vault: PersonalVault | null,
  staged: StagedValues,
): SqlValue {
  switch (column.type) {
    case 'number':
    case 'integer': {
      if (personalKindOfValue(String(value)) !== null)
        return keepRaw(plan, index, value, 'value.not-a-number', vault, staged)
      const number = typeof value === 'number' ? value : parseNumberText(String(value))
      if (number === null || typeof number === 'number') return number
      return keepRaw(plan, index, value, 'value.not-a-number', vault, staged)
    }
    case 'date': {
      const date = parseDateText(String(value))
      if (date === null) return null
      return 'bad' in date ? keepRaw(plan, index, value, 'value.not-a-date', vault, staged) : date.date
    }
    case 'text': {
      const text = String(value)
      const kind = personalKindInColumn(plan.kind, column.name, text)
      if (kind !== null) return sealText(column.name, kind, text, vault, staged)
      const isVillage = column.name === (plan.kind === 'village' ? 'code' : 'village_code')
      return isVillage && text.length > VILLAGE_DIGITS ? cutToVillage(plan, index, text, staged) : text
    }
  }
}

/** Land-survey layers write a village as 12 digits and seven more: mostly zeros, else a group or unit that would be lost. */
const VILLAGE_DIGITS = 12

function cutToVillage(plan: ColumnPlan, index: number, text: string, staged: StagedValues): string {
  const field = plan.fields[index]
  if (field !== undefined) staged.extra[field.name] = text
  return text.slice(0, VILLAGE_DIGITS)
}

function keepRaw(
  plan: ColumnPlan,
  index: number,
  value: FieldValue,
  issue: string,
  vault: PersonalVault | null,
  staged: StagedValues,
): null {
  staged.issues.push(issue)
  const field = plan.fields[index]
  if (field !== undefined && value !== null) staged.extra[field.name] = protect(vault, field.personal, value)
  return null
}

/** The column shows the masked form. A household's code stays comparable: a hash stands for the number in it. */
function sealText(
  column: string,
  kind: PersonalKind,
  text: string,
  vault: PersonalVault | null,
  staged: StagedValues,
): string {
  const sealed = seal(vault, kind, text)
  staged.extra[column] = sealed
  staged.issues.push('personal.in-text')
  return column === 'household_code' ? `#${sealed.hash.slice(0, 16)}` : maskPersonal(kind, text)
}

/** The first filled source of a personal column, as text. */
export function personalValue(plan: ColumnPlan, name: string, values: readonly FieldValue[]): string | null {
  const column = plan.personal.find((candidate) => candidate.name === name)
  if (column === undefined) return null
  const value = values[firstFilled(column.sources, values)] ?? null
  return value === null ? null : String(value)
}

/** Every field of a rejected record, personal ones sealed, so that it can be written out again to be mended. */
export function rejectedAttributes(plan: ColumnPlan, record: SourceRecord, vault: PersonalVault | null): string {
  const attributes: Record<string, string | number | boolean | SealedValue | null> = {}
  for (const field of plan.fields) {
    const value = record.values[field.index] ?? null
    attributes[field.name] = value === null ? null : protect(vault, field.personal, value)
  }
  return JSON.stringify(attributes)
}
