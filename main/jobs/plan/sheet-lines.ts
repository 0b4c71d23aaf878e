import type { ReadableDb } from '../../../db/open/database.ts'
import { zoneOutlines } from '../../../db/queries/plan-map.ts'
import type { Zone } from '../../../shared/planning/control-rules.ts'
import type { MapSheet, SheetOutline } from '../../../shared/planning/map-sheet.ts'
import { polygonsOf } from '../check/polygons.ts'

const isBoundary = ({ kind, code }: Zone, wanted: string): boolean => kind === 'control_boundary' && code === wanted

/** Lines of both generations of plans in the order of the legend. Of zones that cover whole villages there are sheets of their own. */
const STYLES: readonly (MapSheet['lines'][number] & { readonly holds: (zone: Zone) => boolean })[] = [
  {
    name: 'basic_farmland',
    colour: '#7a6a00',
    widthMm: 0.4,
    dashMm: [2, 1],
    holds: (zone) => zone.kind === 'basic_farmland' || isBoundary(zone, '0202'),
  },
  {
    name: 'red_line',
    colour: '#d00000',
    widthMm: 0.6,
    holds: (zone) => zone.kind === 'red_line' || isBoundary(zone, '0102'),
  },
  {
    name: 'construction_boundary',
    colour: '#c2185b',
    widthMm: 0.6,
    dashMm: [3, 1.2],
    holds: (zone) => zone.kind === 'construction_boundary' || isBoundary(zone, '0301'),
  },
  {
    name: 'flexible_boundary',
    colour: '#e65100',
    widthMm: 0.5,
    dashMm: [1.2, 1.2],
    holds: (zone) => isBoundary(zone, '0302'),
  },
]
const VILLAGE = { name: 'village', colour: '#111111', widthMm: 0.6, dashMm: [4, 1, 0.8, 1] } as const

export interface Outlines {
  /** Its name is a part of a message's code. */
  readonly style: MapSheet['lines'][number]
  readonly shapes: readonly Uint8Array[]
}

/** Outlines of villages and zones; a line that nothing has is not in the legend. */
export function outlinesOf(db: ReadableDb, scenario: string, villages: readonly Uint8Array[]): readonly Outlines[] {
  const zones = zoneOutlines(db, scenario)
  return [
    { style: VILLAGE, shapes: villages },
    ...STYLES.map(({ holds, ...style }) => ({ style, shapes: zones.filter(holds).map(({ geom }) => geom) })),
  ].filter(({ shapes }) => shapes.length > 0)
}

export async function* outlineShapes(lines: readonly Outlines[]): AsyncGenerator<SheetOutline> {
  for (const [lineIndex, { shapes }] of lines.entries())
    for (const geom of shapes) {
      const polygons = polygonsOf(geom)
      if (polygons !== null) yield { lineIndex, polygons }
    }
}
