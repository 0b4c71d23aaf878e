import type { Text } from '../lang/message.ts'
import type { StructureRow } from './structure.ts'

/** A land-use code means nothing without its scheme: 0702 is a homestead in one and a community facility in another. */
export type SchemeId =
  | 'gbt-21010'
  | 'survey-2'
  | 'survey-3'
  | 'sea-land-2020'
  | 'sea-land-2023'
  | 'village-plan-2018'
  | 'village-plan-zones-2018'

export interface LandClass {
  readonly code: string
  readonly title: Text
  /** Its row in the table of land-use structure. */
  readonly row: StructureRow
  /** Fill on maps, #rrggbb; of the standard legend as far as it is known, 待核实. */
  readonly colour: string
}

export interface LandUseScheme {
  readonly id: SchemeId
  readonly title: Text
  /** Where the list comes from, and how certain it is. */
  readonly source: string
  readonly classes: ReadonlyMap<string, LandClass>
}

/** One line of a scheme's table: code, Chinese and English title, row, and a colour where the row's own does not do. */
export type ClassLine = readonly [code: string, zh: string, en: string, row: StructureRow, colour?: string]

/** Colours of the rows: arable yellow, orchards and forests green, settlements pink, roads grey, water blue. 待核实. */
const rowColours: Readonly<Record<StructureRow, string>> = {
  ecological_forest: '#2f9e44',
  water: '#8ecae6',
  natural: '#d8d3a8',
  arable: '#fff3b0',
  orchard: '#d9ed92',
  commercial_forest: '#76c893',
  forest_unsplit: '#52b788',
  other_agricultural: '#e9f5db',
  facility_agricultural: '#cfe1b9',
  homestead: '#f4a6b5',
  public_service: '#e07be0',
  infrastructure: '#9fa8da',
  landscape: '#95d5b2',
  village_roads: '#bdbdbd',
  village_unsplit: '#f7c6d0',
  commercial: '#ef5350',
  external_transport: '#9e9e9e',
  hydraulic: '#4a90c2',
  mining: '#a1887f',
  scenic: '#80cbc4',
  special: '#8d6e63',
  town: '#e57399',
  unknown: '#ffffff',
}

export const colourOfRow = (row: StructureRow): string => rowColours[row]

export function makeScheme(id: SchemeId, title: Text, source: string, lines: readonly ClassLine[]): LandUseScheme {
  const classes = new Map<string, LandClass>()
  for (const [code, zh, en, row, colour] of lines) {
    if (classes.has(code)) throw new Error(`${id} has ${code} twice`)
    classes.set(code, { code, title: { zh, en }, row, colour: colour ?? rowColours[row] })
  }
  return { id, title, source, classes }
}
