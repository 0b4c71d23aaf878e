import {
  type Box,
  gridOf,
  type MapSheet,
  type SheetLayout,
  type SheetPoint,
  type SheetSign,
} from '../../../../shared/planning/map-sheet.ts'
import { CROSS_MM } from './frame.ts'
import { INK, type Pen } from './pen.ts'
import { TakenPlaces } from './taken-places.ts'

const SIGN_MM = 3.4
const NAME_MM = 2.3
const GAP_MM = 0.5
const CAPITAL_HEIGHT = 0.73
const WHITE = '#ffffff'
/** Corners of what is drawn as a disc. */
const CORNERS = 32

/** A sign with its number, `sizeMm` high, around its middle. */
export function drawSign(pen: Pen, { shape, colour, number }: SheetSign, x: number, y: number, sizeMm: number): void {
  const corners = shape === 'disc' ? CORNERS : 4
  // Of a square the corners lie farther out than its sides.
  const radius = (sizeMm / 2) * (shape === 'disc' ? 1 : Math.SQRT2 * 0.9)
  const points = Array.from({ length: corners }, (_, i) => {
    const angle = (2 * Math.PI * (i + 0.5)) / corners
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)] as const
  })
  pen.polygon(points, colour, 0.12)
  const text = String(number)
  const figuresMm = sizeMm * (text.length < 3 ? 0.58 : 0.42)
  pen.text(text, x, y + (CAPITAL_HEIGHT * figuresMm) / 2, { sizeMm: figuresMm, colour: WHITE, align: 'centre' })
}

interface PlacedName {
  readonly text: string
  readonly box: Box
}

/**
 * Finds room for the signs and, once all of them stand, for the names beside them: to the right, left, above or below, whichever is
 * free first; a name without room is left out, the number says its kind. What lies outside the map frame is not drawn.
 */
export function placeSigns(
  pen: Pen,
  { signs }: MapSheet,
  layout: SheetLayout,
  points: readonly SheetPoint[],
  taken: TakenPlaces,
): { readonly draw: () => void } {
  const { map, scale, shown } = layout
  const half = SIGN_MM / 2
  const placed = points.flatMap(({ signIndex, name, x, y }) => {
    const sign = signs[signIndex]
    if (sign === undefined) throw new RangeError(`a point of sign ${signIndex}, the sheet has ${signs.length}`)
    const at = { x: map.x + ((x - shown[0]) * 1000) / scale, y: map.y + ((shown[3] - y) * 1000) / scale }
    const box = { x: at.x - half, y: at.y - half, width: SIGN_MM, height: SIGN_MM }
    return within(box, map) ? [{ sign, name, at, box }] : []
  })
  for (const { box } of placed) taken.take(box)
  const crosses = crossesOf(layout)
  const isFree = (box: Box): boolean => within(box, map) && taken.isFree(box) && crosses.isFree(box)
  const names = placed.flatMap(({ name, at }) => {
    const found = name === null ? null : placeName(pen, name, at, isFree)
    if (found !== null) taken.take(found.box)
    return found === null ? [] : [found]
  })
  return {
    draw() {
      for (const { sign, at } of placed) drawSign(pen, sign, at.x, at.y, SIGN_MM)
      for (const { text, box } of names)
        pen.text(text, box.x, box.y + (box.height + CAPITAL_HEIGHT * NAME_MM) / 2, {
          sizeMm: NAME_MM,
          colour: INK,
          halo: WHITE,
        })
    },
  }
}

/** The crosses of the grid are drawn above all: a name would be crossed out. */
function crossesOf(layout: SheetLayout): TakenPlaces {
  const taken = new TakenPlaces()
  const { map, scale, shown } = layout
  const { eastings, northings } = gridOf(layout)
  for (const easting of eastings)
    for (const northing of northings) {
      const x = map.x + ((easting - shown[0]) * 1000) / scale
      const y = map.y + ((shown[3] - northing) * 1000) / scale
      taken.take({ x: x - CROSS_MM, y: y - CROSS_MM, width: 2 * CROSS_MM, height: 2 * CROSS_MM })
    }
  return taken
}

function placeName(
  pen: Pen,
  text: string,
  at: { readonly x: number; readonly y: number },
  isFree: (box: Box) => boolean,
): PlacedName | null {
  const width = pen.measure(text, NAME_MM)
  const height = NAME_MM * 1.2
  const away = SIGN_MM / 2 + GAP_MM
  const corners = [
    [at.x + away, at.y - height / 2],
    [at.x - away - width, at.y - height / 2],
    [at.x - width / 2, at.y - away - height],
    [at.x - width / 2, at.y + away],
  ] as const
  for (const [x, y] of corners) {
    const box = { x, y, width, height }
    if (isFree(box)) return { text, box }
  }
  return null
}

const within = (box: Box, frame: Box): boolean =>
  box.x >= frame.x &&
  box.y >= frame.y &&
  box.x + box.width <= frame.x + frame.width &&
  box.y + box.height <= frame.y + frame.height
