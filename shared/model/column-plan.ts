import { done, type Outcome, refuse } from '../contract/outcome.ts'
import type { SourceField } from '../formats/source.ts'
import type { ColumnDefinition, ColumnType } from './column.ts'
import { type LayerKind, layers, REASON_FIELD, RECORD_FIELD, REFERENCE_FIELD } from './layers.ts'
import { type PersonalKind, personalKindOfName } from './personal.ts'

/** How one stored column is filled. */
export interface PlannedColumn {
  readonly name: string
  readonly type: ColumnType
  /** Indexes of source fields, most trusted first: the first that is not blank fills the column. */
  readonly sources: readonly number[]
}

export interface PlannedPersonal {
  readonly name: string
  readonly kind: PersonalKind
  readonly sources: readonly number[]
}

export interface PlannedField {
  readonly index: number
  readonly name: string
  /** What the field's name says it holds; null: only its values can tell. */
  readonly personal: PersonalKind | null
  /** Field codes that this layer knows go to `extra` only when another field filled their column. */
  readonly known: boolean
}

/** Which source field goes where; plain data, so that a worker can be given it. */
export interface ColumnPlan {
  readonly kind: LayerKind
  readonly columns: readonly PlannedColumn[]
  readonly personal: readonly PlannedPersonal[]
  /** Kept in `extra`. */
  readonly others: readonly PlannedField[]
  /** Field of the mend-me file that says which rejected record this was; −1 without one. */
  readonly reference: number
  /** All fields, for what is kept of rejected records. */
  readonly fields: readonly PlannedField[]
  /** Fields that the layer has no column for. */
  readonly unknown: readonly string[]
}

/** By what a mapping names a column: its field codes, or its own name where no standard has a code for it (`village_type`). */
export const mapKeys = ({ codes, name }: ColumnDefinition): readonly [string, ...string[]] => {
  const [first, ...rest] = codes
  return first === undefined ? [name] : [first, ...rest]
}

/**
 * Matches the layer's fields with the columns by field code, in any case; `map` ({"ZDDM": "source column"}) comes first; an empty
 * source leaves the code unfilled although a field is called so.
 * A column without a code is filled by `map` alone.
 * Refusal: map.unknown-field, map.unknown-code.
 */
export function planColumns(
  kind: LayerKind,
  fields: readonly SourceField[],
  map: Readonly<Record<string, string>>,
  file: string,
): Outcome<ColumnPlan> {
  const mapped = new Map<string, number>()
  const known = new Set(layers[kind].columns.flatMap(mapKeys).map((code) => code.toUpperCase()))
  for (const [code, source] of Object.entries(map)) {
    const index = fields.findIndex((field) => field.name === source)
    if (index < 0 && source !== '') return refuse({ code: 'map.unknown-field', file, params: { code, field: source } })
    if (!known.has(code.toUpperCase())) return refuse({ code: 'map.unknown-code', file, params: { code } })
    mapped.set(code.toUpperCase(), index)
  }
  const taken = new Set(mapped.values())
  const find = (code: string): number =>
    mapped.get(code.toUpperCase()) ??
    fields.findIndex((field, i) => !taken.has(i) && field.name.toUpperCase() === code.toUpperCase())
  const sourcesOf = (column: ColumnDefinition): number[] => {
    const found =
      column.codes.length > 0 ? column.codes.map(find) : [mapped.get(mapKeys(column)[0].toUpperCase()) ?? -1]
    return [...new Set(found.filter((index) => index >= 0))]
  }
  const columns: PlannedColumn[] = []
  const personal: PlannedPersonal[] = []
  for (const column of layers[kind].columns) {
    const sources = sourcesOf(column)
    if (column.personal !== undefined) personal.push({ name: column.name, kind: column.personal, sources })
    else columns.push({ name: column.name, type: column.type, sources })
  }
  const used = new Set([...columns, ...personal].flatMap((column) => column.sources))
  const reference = fields.findIndex((field) => field.name.toUpperCase() === REFERENCE_FIELD)
  const all = fields.map((field, index): PlannedField => {
    const inPersonal = personal.find((column) => column.sources.includes(index))
    return {
      index,
      name: field.name,
      personal: inPersonal?.kind ?? personalKindOfName(field.name),
      known: used.has(index),
    }
  })
  const secondary = new Set(columns.flatMap((column) => column.sources.slice(1)))
  const others = all.filter(
    ({ index, name }) =>
      index !== reference &&
      ![REASON_FIELD, RECORD_FIELD].includes(name.toUpperCase()) &&
      (!used.has(index) || secondary.has(index)),
  )
  const unknown = others.filter((field) => !field.known).map((field) => field.name)
  return done({ kind, columns, personal, others, reference, fields: all, unknown })
}

/** The file's own name of the field that first fills each column. */
export function fieldNames(plan: ColumnPlan): Readonly<Record<string, string>> {
  const named = [...plan.columns, ...plan.personal].flatMap(({ name, sources: [first] }) => {
    const field = first === undefined ? undefined : plan.fields[first]?.name
    return field === undefined ? [] : [[name, field] as const]
  })
  return Object.fromEntries(named)
}
