import { type Legend, type LegendProperty, legendProperties, settingKey } from '../../../shared/planning/legend.ts'
import type { LegendGroup, LegendItem } from '../../../shared/planning/legend-items.ts'
import { isSchemeId, schemes } from '../../../shared/planning/schemes/all.ts'
import { structureRows } from '../../../shared/planning/structure.ts'
import { functionRows } from '../../../shared/planning/tables/function-rows.ts'
import type { Words } from '../../ui/words.tsx'

export const legendFilters = ['all', 'own', 'open'] as const
export type LegendFilter = (typeof legendFilters)[number]

export const propertiesOf = ({ builtIn }: LegendItem): readonly LegendProperty[] =>
  legendProperties.filter((property) => builtIn[property] !== undefined)

export interface LegendState {
  /** Some property is another than the built-in one. */
  readonly isOwn: boolean
  /** How many of its properties are confirmed. */
  readonly confirmed: 'all' | 'some' | 'none'
  readonly sources: readonly string[]
}

export function stateOf(item: LegendItem, legend: Legend): LegendState {
  const settings = propertiesOf(item).map((property) => legend.get(settingKey(item.subject, property)))
  const confirmed = settings.filter((setting) => setting?.confirmed === true).length
  return {
    isOwn: settings.some((setting) => setting !== undefined && setting.value !== null),
    confirmed: confirmed === settings.length ? 'all' : confirmed > 0 ? 'some' : 'none',
    sources: [...new Set(settings.flatMap((setting) => setting?.source ?? []))],
  }
}

export const ownValueOf = (item: LegendItem, property: LegendProperty, legend: Legend): string | null =>
  legend.get(settingKey(item.subject, property))?.value ?? null

export const groupText = (group: LegendGroup, { word, pick }: Words): string =>
  isSchemeId(group) ? pick(schemes[group].title) : word(`legend.group.${group}`)

/** What holds for a property, in words where it names a row of a table. */
export function rowText(property: 'row' | 'function', value: string, { pick }: Words): string {
  const rows: Readonly<Record<string, { readonly title: { readonly zh: string; readonly en: string } }>> =
    property === 'row' ? structureRows : functionRows
  const row = rows[value]
  return row === undefined ? value : pick(row.title)
}

/** Whether an item is listed: of its group, or in any group where it is searched for. */
export function isListed(
  item: LegendItem,
  { group, search, filter }: { readonly group: LegendGroup; readonly search: string; readonly filter: LegendFilter },
  legend: Legend,
): boolean {
  const wanted = search.trim().toLowerCase()
  if (wanted === '' && item.group !== group) return false
  const texts = [item.code ?? '', item.title.zh, item.title.en, ownValueOf(item, 'title', legend) ?? '']
  if (wanted !== '' && !texts.some((text) => text.toLowerCase().includes(wanted))) return false
  if (filter === 'all') return true
  const { isOwn, confirmed } = stateOf(item, legend)
  return filter === 'own' ? isOwn : confirmed !== 'all'
}
