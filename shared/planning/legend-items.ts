import type { Text } from '../lang/message.ts'
import { tableMessages } from '../lang/planning.ts'
import {
  type ColumnTable,
  classSubject,
  columnSubject,
  groupSubject,
  type LegendProperty,
  type LegendSetting,
  lineSubject,
  rowSubject,
  zoneSubject,
} from './legend.ts'
import { colourOfRow, type SchemeId } from './scheme.ts'
import { schemeIds, schemes } from './schemes/all.ts'
import { addedRows, structureOrder, structureRows } from './structure.ts'
import {
  builtInFunctionRow,
  type FunctionGroup,
  functionGroups,
  functionRowOrder,
  functionRows,
  isAlone,
  isSeaLand,
} from './tables/function-rows.ts'
import { indicatorsToConfirm } from './tables/plan-indicators.ts'
import { zoneClasses } from './zone-classes.ts'

export type LegendGroup = SchemeId | 'rows' | 'zones' | 'titles'
export const legendGroups: readonly LegendGroup[] = ['rows', ...schemeIds, 'zones', 'titles']

/** Something whose look, place or title a district may change, with what the program has for it. */
export interface LegendItem {
  readonly subject: string
  readonly group: LegendGroup
  /** Code of a class or zone, table of a title. */
  readonly code: string | null
  readonly title: Text
  /** Built-in values by property; a property that is missing cannot be changed. A title is kept as text of its language. */
  readonly builtIn: Partial<Readonly<Record<Exclude<LegendProperty, 'title'>, string>>> & { readonly title?: Text }
}

/** Columns that domain sources do not title, or not have at all, by the table that has them. */
const columns: Readonly<Record<ColumnTable, readonly string[]>> = {
  KJGNJGTZB: ['function', 'area', 'share', 'change-in-plan', 'remark'],
  GHZBB: ['indicator', 'nature', 'unit', 'change', 'remark'],
  JQJSXMJHB: ['kind', 'name', 'land', 'location', 'scale', 'years', 'investment', 'funded-by'],
  F3: ['F3.uncovered', 'F3.outside'],
  F4: ['F4.reduced_other', 'F4.added_other', 'F4.uncovered', 'F4.outside'],
}

const columnTitle = (column: string): Text => {
  const messages: Readonly<Record<string, Text>> = tableMessages
  return messages[`plan.column.${column}`] ?? { zh: column, en: column }
}

function classItems(scheme: SchemeId): readonly LegendItem[] {
  return [...schemes[scheme].classes.values()].map(({ code, title, row, colour }) => ({
    subject: classSubject(scheme, code),
    group: scheme,
    code,
    title,
    builtIn: { colour, row, ...(isSeaLand(scheme) ? { function: builtInFunctionRow(scheme, code) } : {}) },
  }))
}

const titled = (subject: string, code: string, title: Text): LegendItem => ({
  subject,
  group: 'titles',
  code,
  title,
  builtIn: { title },
})

const titleItems = (): readonly LegendItem[] => [
  ...[...addedRows].map((row) => titled(lineSubject('F2', row), 'F2', structureRows[row].title)),
  ...(Object.keys(functionGroups) as FunctionGroup[])
    .filter((group) => group !== 'village' && group !== 'regional' && !isAlone(group))
    .map((group) => titled(groupSubject(group), 'KJGNJGTZB', functionGroups[group])),
  ...functionRowOrder
    .filter((row) => !('sure' in functionRows[row]))
    .map((row) => titled(lineSubject('KJGNJGTZB', row), 'KJGNJGTZB', functionRows[row].title)),
  ...indicatorsToConfirm.map(({ id, title }) => titled(lineSubject('GHZBB', id), 'GHZBB', title)),
  ...(Object.keys(columns) as ColumnTable[]).flatMap((table) =>
    columns[table].map((column) => titled(columnSubject(table, column), table, columnTitle(column))),
  ),
]

/** Everything that can be changed, in the order in which it is listed. */
export const legendItems: readonly LegendItem[] = [
  ...structureOrder.map((row) => ({
    subject: rowSubject(row),
    group: 'rows' as const,
    code: null,
    title: structureRows[row].title,
    builtIn: { colour: colourOfRow(row) },
  })),
  ...schemeIds.flatMap(classItems),
  ...zoneClasses.map(({ kind, prefix, title, colour }) => ({
    subject: zoneSubject(kind, prefix),
    group: 'zones' as const,
    code: prefix,
    title,
    builtIn: { colour },
  })),
  ...titleItems(),
]

const bySubject: ReadonlyMap<string, LegendItem> = new Map(legendItems.map((item) => [item.subject, item]))

export const findLegendItem = (subject: string): LegendItem | undefined => bySubject.get(subject)

const LONGEST_TITLE = 60

/** Why a value cannot be set; null: it can. A null value restores the built-in one. */
export function legendFault({
  subject,
  property,
  value,
}: Pick<LegendSetting, 'subject' | 'property' | 'value'>):
  | 'legend.unknown'
  | 'legend.bad-colour'
  | 'legend.bad-row'
  | 'legend.bad-title'
  | null {
  const item = findLegendItem(subject)
  if (item?.builtIn[property] === undefined) return 'legend.unknown'
  if (value === null) return null
  switch (property) {
    case 'colour':
      return /^#[0-9a-f]{6}$/.test(value) ? null : 'legend.bad-colour'
    case 'row':
      return structureOrder.some((row) => row === value) ? null : 'legend.bad-row'
    case 'function':
      return functionRowOrder.some((row) => row === value) ? null : 'legend.bad-row'
    case 'title':
      return value.trim() !== '' && value.length <= LONGEST_TITLE ? null : 'legend.bad-title'
  }
}

/**
 * A setting as it is kept: the built-in value stands as null, and what says nothing is not kept at all. `setting` must have no
 * fault.
 */
export function keptSetting(setting: LegendSetting): LegendSetting | null {
  const builtIn = findLegendItem(setting.subject)?.builtIn[setting.property]
  const same = typeof builtIn === 'string' ? builtIn === setting.value : builtIn?.zh === setting.value
  const value = same ? null : setting.value
  const source = setting.source === null || setting.source.trim() === '' ? null : setting.source.trim()
  return value === null && !setting.confirmed && source === null ? null : { ...setting, value, source }
}
