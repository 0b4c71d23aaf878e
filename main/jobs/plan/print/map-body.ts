import type { CancelSignal, ReportProgress } from '../../../../shared/contract/job.ts'
import type { Coordinates, PolygonRings } from '../../../../shared/geo/geometry.ts'
import type {
  MapSheet,
  SheetLayout,
  SheetOutline,
  SheetPatch,
  SheetPoint,
} from '../../../../shared/planning/map-sheet.ts'
import type { SheetDocument } from './document.ts'
import { channels, createDrawing, type Tiles, UNITS_PER_MM } from './drawing.ts'
import { labelPoint } from './label-point.ts'
import { INK, type Pen } from './pen.ts'
import { placeSigns } from './signs.ts'
import { TakenPlaces } from './taken-places.ts'

export interface MapShapes {
  readonly patches: AsyncIterable<SheetPatch>
  readonly lines: AsyncIterable<SheetOutline>
  readonly points: readonly SheetPoint[]
}

export interface MapContext {
  readonly signal: CancelSignal
  readonly report: ReportProgress
}

export interface DrawnMap {
  readonly patches: number
  readonly labels: number
}

interface Label {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly sizeMm: number
  readonly colour: string
  /** Covers a pattern behind the figures. */
  readonly ground: string | null
}

/** Largest first: the first that a patch has room for is taken. */
const LABEL_SIZES_MM: readonly number[] = [2.4, 1.9, 1.5]
/** More than stand on an A3 sheet without covering one another. */
const MAX_LABELS = 4000
const CAPITAL_HEIGHT = 0.73
const LABEL_CLEARANCE = 0.5
const DARK_FILL = 0.45
const WHITE = '#ffffff'

/**
 * Patches, above them the lines, above these the codes of the patches that have room for them, signs and their names; all cut off
 * at the map frame. No text covers another.
 */
export async function drawMap(
  document: SheetDocument,
  pen: Pen,
  sheet: MapSheet,
  layout: SheetLayout,
  tiles: Tiles,
  { patches, lines, points }: MapShapes,
  { signal, report }: MapContext,
): Promise<DrawnMap> {
  const drawing = createDrawing(document, tiles, layout.map)
  const toPaper = paperOf(layout)
  const outlineMm = outlineFor(layout.scale)
  const labels = new LabelPlaces(pen, sheet, layout)
  let done = 0
  for await (const { legendIndex, polygons } of patches) {
    signal.throwIfAborted()
    const paint = sheet.legend[legendIndex]
    if (paint === undefined)
      throw new RangeError(`a patch of class ${legendIndex}, the legend has ${sheet.legend.length}`)
    for (const polygon of polygons) {
      const rings = toPaper(polygon)
      if (rings === null) continue
      drawing.fill(rings, paint, outlineMm)
      labels.consider(legendIndex, rings)
    }
    if (drawing.handedOn()) await document.drain()
    report({ phase: 'print', done: ++done, total: null })
  }
  for await (const { lineIndex, polygons } of lines) {
    signal.throwIfAborted()
    const line = sheet.lines[lineIndex]
    if (line === undefined) throw new RangeError(`an outline of line ${lineIndex}, the sheet has ${sheet.lines.length}`)
    for (const polygon of polygons) {
      const rings = toPaper(polygon)
      if (rings !== null) drawing.stroke(rings, line)
    }
    if (drawing.handedOn()) await document.drain()
  }
  drawing.end()
  const taken = new TakenPlaces()
  const signs = placeSigns(pen, sheet, layout, points, taken)
  const drawn = labels.draw(taken)
  signs.draw()
  return { patches: done, labels: drawn }
}

/** A hair where patches are large on the paper, half of it where a small scale would turn hairs into a grey sheet. */
const outlineFor = (scale: number): number => (scale <= 2500 ? 0.1 : scale <= 10000 ? 0.06 : 0.03)

/** From metres to units of the map's drawing; null where nothing of the polygon lies on the map. */
function paperOf({ map, scale, shown }: SheetLayout): (polygon: PolygonRings) => readonly Coordinates[] | null {
  const [west, , , north] = shown
  const unitsPerM = (1000 / scale) * UNITS_PER_MM
  const width = map.width * UNITS_PER_MM
  const height = map.height * UNITS_PER_MM
  return (polygon) => {
    const rings = polygon.map((ring) =>
      ring.map((value, i) => (i % 2 === 0 ? value - west : north - value) * unitsPerM),
    )
    const [shell] = rings
    return shell !== undefined && touches(shell, width, height) ? rings : null
  }
}

function touches(ring: Coordinates, width: number, height: number): boolean {
  let minX = Number.POSITIVE_INFINITY
  let minY = Number.POSITIVE_INFINITY
  let maxX = Number.NEGATIVE_INFINITY
  let maxY = Number.NEGATIVE_INFINITY
  for (let i = 0; i + 1 < ring.length; i += 2) {
    const x = ring[i] ?? 0
    const y = ring[i + 1] ?? 0
    minX = Math.min(minX, x)
    minY = Math.min(minY, y)
    maxX = Math.max(maxX, x)
    maxY = Math.max(maxY, y)
  }
  return minX <= width && maxX >= 0 && minY <= height && maxY >= 0
}

class LabelPlaces {
  readonly #pen: Pen
  readonly #map: SheetLayout['map']
  readonly #classes: readonly (Pick<Label, 'text' | 'colour' | 'ground'> & { readonly widths: readonly number[] })[]
  readonly #labels: Label[] = []

  constructor(pen: Pen, { legend }: MapSheet, { map }: SheetLayout) {
    this.#pen = pen
    this.#map = map
    this.#classes = legend.map(({ code, fill, pattern = 'none' }) => ({
      text: code,
      ground: pattern === 'none' ? null : fill,
      colour: luminance(fill) < DARK_FILL ? WHITE : INK,
      widths: LABEL_SIZES_MM.map((sizeMm) => pen.measure(code, sizeMm)),
    }))
  }

  consider(legendIndex: number, rings: readonly Coordinates[]): void {
    const found = this.#classes[legendIndex]
    if (found === undefined || found.text === '' || this.#labels.length >= MAX_LABELS) return
    for (const [i, sizeMm] of LABEL_SIZES_MM.entries()) {
      const width = (found.widths[i] ?? 0) + LABEL_CLEARANCE * sizeMm
      const height = (CAPITAL_HEIGHT + LABEL_CLEARANCE) * sizeMm
      const point = labelPoint(rings, width * UNITS_PER_MM, height * UNITS_PER_MM)
      if (point === null) continue
      const x = point.x / UNITS_PER_MM
      const y = point.y / UNITS_PER_MM
      if (x < width / 2 || y < height / 2 || x > this.#map.width - width / 2 || y > this.#map.height - height / 2)
        continue
      const { text, colour, ground } = found
      this.#labels.push({ text, x, y, sizeMm, colour, ground })
      return
    }
  }

  draw(taken: TakenPlaces): number {
    let drawn = 0
    for (const { text, x, y, sizeMm, colour, ground } of this.#labels) {
      const centre = { x: this.#map.x + x, y: this.#map.y + y }
      const width = this.#pen.measure(text, sizeMm) + 0.3 * sizeMm
      const height = (CAPITAL_HEIGHT + 0.3) * sizeMm
      const place = { x: centre.x - width / 2, y: centre.y - height / 2, width, height }
      if (!taken.isFree(place)) continue
      if (ground !== null) this.#pen.rectangle(place, { fill: ground })
      this.#pen.text(text, centre.x, centre.y + (CAPITAL_HEIGHT * sizeMm) / 2, { sizeMm, colour, align: 'centre' })
      drawn++
    }
    return drawn
  }
}

/** 0 black to 1 white (ITU-R BT.601). */
function luminance(colour: string): number {
  const [red, green, blue] = channels(colour)
  return 0.299 * red + 0.587 * green + 0.114 * blue
}
