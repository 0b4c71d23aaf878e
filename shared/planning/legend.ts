import type { Text } from '../lang/message.ts'
import type { ZoneKind } from '../model/plan-layers.ts'
import { colourOfRow, type SchemeId } from './scheme.ts'
import { classOf } from './schemes/all.ts'
import { type StructureRow, structureOrder } from './structure.ts'
import { zoneClasses } from './zone-classes.ts'

/** What a district may say otherwise of something: its fill, its row in F2, its line in KJGNJGTZB, how it is called. */
export const legendProperties = ['colour', 'row', 'function', 'title'] as const
export type LegendProperty = (typeof legendProperties)[number]

/** What is said of one property of one subject. `value` null: the built-in one holds, and somebody stands for it. */
export interface LegendSetting {
  readonly subject: string
  readonly property: LegendProperty
  readonly value: string | null
  /** The district has confirmed it (已核实). */
  readonly confirmed: boolean
  /** Where it is from: a standard, a letter, a meeting. */
  readonly source: string | null
}

/** The deviations of one survey; everything else is as the program has it. */
export type Legend = ReadonlyMap<string, LegendSetting>

export const builtInLegend: Legend = new Map()

export const settingKey = (subject: string, property: LegendProperty): string => `${property} ${subject}`

export const legendOf = (settings: readonly LegendSetting[]): Legend =>
  new Map(settings.map((setting) => [settingKey(setting.subject, setting.property), setting]))

export const classSubject = (scheme: string, code: string): string => `class:${scheme}/${code}`
export const rowSubject = (row: StructureRow): string => `row:${row}`
export const zoneSubject = (kind: ZoneKind, prefix: string | null): string => `zone:${kind}/${prefix ?? '*'}`
export const lineSubject = (table: 'F2' | 'KJGNJGTZB' | 'GHZBB', id: string): string => `line:${table}/${id}`
export const groupSubject = (id: string): string => `group:KJGNJGTZB/${id}`
export const columnSubject = (table: ColumnTable, column: string): string => `column:${table}/${column}`

/** Tables whose columns domain sources do not title in full. */
const columnTables = ['KJGNJGTZB', 'GHZBB', 'JQJSXMJHB', 'F3', 'F4'] as const
export type ColumnTable = (typeof columnTables)[number]
export const isTitled = (table: string): table is ColumnTable => columnTables.some((known) => known === table)

const ownValue = (legend: Legend, subject: string, property: LegendProperty): string | null =>
  legend.get(settingKey(subject, property))?.value ?? null

/** Row of a class in F2; undefined: its scheme does not have the class. */
export function assignedRow(legend: Legend, scheme: SchemeId, code: string): StructureRow | undefined {
  const own = ownValue(legend, classSubject(scheme, code), 'row')
  return structureOrder.find((row) => row === own) ?? classOf(scheme, code)?.row
}

/** The line of KJGNJGTZB to which a class was moved; null: to none. */
export const movedLine = (legend: Legend, scheme: SchemeId, code: string): string | null =>
  ownValue(legend, classSubject(scheme, code), 'function')

export const fillOfRow = (legend: Legend, row: StructureRow): string =>
  ownValue(legend, rowSubject(row), 'colour') ?? colourOfRow(row)

/** Fill of a class; that of land of unknown class where the scheme does not have it. */
export function fillOfClass(legend: Legend, scheme: SchemeId | null, code: string | null): string {
  const known = scheme === null || code === null ? undefined : classOf(scheme, code)
  if (scheme === null || known === undefined) return fillOfRow(legend, 'unknown')
  return ownValue(legend, classSubject(scheme, known.code), 'colour') ?? known.colour
}

/** Fill of a class of zones by its place in the list; undefined: there is none. */
export function fillOfZone(legend: Legend, place: number): string | undefined {
  const zone = zoneClasses[place]
  return zone === undefined
    ? undefined
    : (ownValue(legend, zoneSubject(zone.kind, zone.prefix), 'colour') ?? zone.colour)
}

/** A title as the district writes it, in every language, or the built-in one. */
export function titleOr(legend: Legend, subject: string, builtIn: Text): Text {
  const own = ownValue(legend, subject, 'title')
  return own === null ? builtIn : { zh: own, en: own }
}

export const isConfirmed = (legend: Legend, subject: string, property: LegendProperty): boolean =>
  legend.get(settingKey(subject, property))?.confirmed ?? false

/** A class that the district counts in another row of F2 or another line of KJGNJGTZB than the program does. */
export interface MovedClass {
  readonly scheme: SchemeId
  readonly code: string
  readonly property: 'row' | 'function'
  readonly from: string
  readonly to: string
  readonly confirmed: boolean
  readonly source: string | null
}
