import type { Text } from '../lang/message.ts'
import { type Legend, type LegendProperty, type LegendSetting, legendProperties, settingKey } from './legend.ts'
import { findLegendItem, type LegendGroup, type LegendItem, legendItems } from './legend-items.ts'
import { isSchemeId, schemes } from './schemes/all.ts'
import { structureRows } from './structure.ts'
import { functionRows } from './tables/function-rows.ts'

export const LEGEND_SHEET = '图例与口径'

/** Keys as programs read them, titles as people do; the key is all that is read back. */
export const legendHeader = [
  'subject 对象',
  'property 属性',
  'group 分类',
  'code 代码',
  'name 名称',
  'builtIn 内置值',
  'value 本区取值',
  'confirmed 已核实',
  'source 依据',
] as const

const propertyTitles: Readonly<Record<LegendProperty, string>> = {
  colour: '填充色',
  row: '结构调整表的行',
  function: '空间功能结构调整表的行',
  title: '标题',
}

const YES = '是'
const NO = '否'

const rowTitle = (property: LegendProperty, id: string): Text | undefined => {
  const rows: Readonly<Record<string, { readonly title: Text }>> =
    property === 'row' ? structureRows : property === 'function' ? functionRows : {}
  return rows[id]?.title
}

const written = (property: LegendProperty, value: string): string => {
  const title = rowTitle(property, value)
  return title === undefined ? value : `${value} ${title.zh}`
}

export const builtInText = ({ builtIn }: LegendItem, property: LegendProperty): string | null => {
  const value = builtIn[property]
  return value === undefined ? null : typeof value === 'string' ? value : value.zh
}

const groupTitle = (group: LegendGroup): string =>
  isSchemeId(group) ? schemes[group].title.zh : { rows: '结构调整表', zones: '管控分区', titles: '表格标题' }[group]

/** Everything that can be changed, a line for a property, to be filled in with a spreadsheet. */
export const legendRows = (legend: Legend): readonly (readonly string[])[] =>
  legendItems.flatMap((item) =>
    legendProperties.flatMap((property) => {
      const builtIn = builtInText(item, property)
      if (builtIn === null) return []
      const setting = legend.get(settingKey(item.subject, property))
      const { subject, group, code, title } = item
      return [
        [
          subject,
          `${property} ${propertyTitles[property]}`,
          groupTitle(group),
          code ?? '',
          title.zh,
          written(property, builtIn),
          setting?.value == null ? '' : written(property, setting.value),
          setting?.confirmed === true ? YES : NO,
          setting?.source ?? '',
        ],
      ]
    }),
  )

const firstWord = (text: string): string => text.trim().split(/\s/)[0] ?? ''

/** A row of a table by its id, with its title or without, or by its title alone. */
function rowId(property: LegendProperty, text: string): string {
  const rows: Readonly<Record<string, { readonly title: Text }>> = property === 'row' ? structureRows : functionRows
  const id = firstWord(text)
  if (Object.hasOwn(rows, id)) return id
  return Object.entries(rows).find(([, { title }]) => title.zh === text || title.en === text)?.[0] ?? text
}

/** A value as somebody wrote it, in the form in which it is kept. */
export function valueWritten(property: LegendProperty, text: string): string | null {
  const value = text.trim()
  if (value === '') return null
  if (property === 'colour') return value.toLowerCase()
  return property === 'title' ? value : rowId(property, value)
}

/**
 * Settings out of the cells of such a sheet, header first, each with its line from 1; null: it is none. A line whose subject or
 * property nobody knows is a setting that has a fault.
 */
export function settingsOfRows(
  rows: readonly (readonly (string | number | null)[])[],
): readonly { readonly line: number; readonly setting: LegendSetting }[] | null {
  const [header = [], ...lines] = rows
  const places = new Map(header.map((cell, place) => [firstWord(String(cell ?? '')), place]))
  if (!['subject', 'property', 'value', 'confirmed'].every((key) => places.has(key))) return null
  return lines.flatMap((cells, at) => {
    const cell = (key: string): string => String(cells[places.get(key) ?? -1] ?? '').trim()
    const subject = cell('subject')
    if (subject === '') return []
    const named = firstWord(cell('property'))
    const property = legendProperties.find((known) => known === named)
    const setting: LegendSetting = {
      subject: property === undefined ? `${subject} ${named}` : subject,
      property: property ?? 'colour',
      value: valueWritten(property ?? 'title', cell('value')),
      confirmed: [YES, 'true', '1', 'yes'].includes(cell('confirmed').toLowerCase()),
      source: cell('source') || null,
    }
    return [{ line: at + 2, setting }]
  })
}

/** Settings out of the content of a JSON file: a list, or an object that has one under `settings`; null: it is none. */
export function settingsOfJson(
  content: unknown,
): readonly { readonly line: number; readonly setting: LegendSetting }[] | null {
  const list =
    typeof content === 'object' && content !== null && 'settings' in content
      ? (content as { readonly settings: unknown }).settings
      : content
  if (!Array.isArray(list)) return null
  const rows = list.map((one: unknown) => {
    const fields = (typeof one === 'object' && one !== null ? one : {}) as Readonly<Record<string, unknown>>
    return ['subject', 'property', 'value', 'confirmed', 'source'].map((key) =>
      fields[key] === null || fields[key] === undefined ? null : String(fields[key]),
    )
  })
  return (
    settingsOfRows([['subject', 'property', 'value', 'confirmed', 'source'], ...rows])?.map(({ line, setting }) => ({
      line: line - 1,
      setting,
    })) ?? null
  )
}

/** The name of what a setting is about, for messages. */
export const subjectText = (subject: string): string => {
  const item = findLegendItem(subject)
  return item === undefined ? subject : [item.code, item.title.zh].filter((part) => part !== null).join(' ')
}
