import {
  type Box,
  gridLabel,
  gridOf,
  type MapSheet,
  type SheetLayout,
  scaleBarOf,
} from '../../../../shared/planning/map-sheet.ts'
import { sizeToFit } from './fit-text.ts'
import { INK, type Pen } from './pen.ts'

const TITLE_MM = 9
const SUBTITLE_MM = 4.6
const BORDER_MM = 0.9
/** The thin line within the thick one. */
const INNER_BORDER_MM = 1.3
const FRAME_MM = 0.35
const HAIR_MM = 0.12
const GRID_TEXT_MM = 1.9
const TICK_MM = 2.5
/** From the middle of a cross to its ends. */
export const CROSS_MM = 2

export function drawTitle(pen: Pen, { title, subtitle }: MapSheet, { title: box, border }: SheetLayout): void {
  pen.rectangle(border, { widthMm: BORDER_MM })
  const { x, y, width, height } = border
  const inset = 2 * INNER_BORDER_MM
  pen.rectangle(
    { x: x + INNER_BORDER_MM, y: y + INNER_BORDER_MM, width: width - inset, height: height - inset },
    { widthMm: HAIR_MM },
  )
  const centre = box.x + box.width / 2
  const sizeMm = sizeToFit(title, box.width, TITLE_MM, pen.measure)
  pen.text(title, centre, box.y + 10, { sizeMm, align: 'centre', bold: true })
  const subtitleMm = sizeToFit(subtitle, box.width, SUBTITLE_MM, pen.measure)
  pen.text(subtitle, centre, box.y + 17, { sizeMm: subtitleMm, align: 'centre' })
}

/** The frame of the map with the ticks, crosses and figures of the coordinate grid. Drawn after the map. */
export function drawFrame(pen: Pen, layout: SheetLayout): void {
  const { map, scale, shown } = layout
  const { everyM, eastings, northings } = gridOf(layout)
  const bottom = map.y + map.height
  const right = map.x + map.width
  const xs = eastings.map((easting) => ({ at: map.x + ((easting - shown[0]) * 1000) / scale, value: easting }))
  const ys = northings.map((northing) => ({ at: map.y + ((shown[3] - northing) * 1000) / scale, value: northing }))
  for (const { at: x } of xs) for (const { at: y } of ys) drawCross(pen, x, y)
  for (const { at, value } of xs.filter(({ at: x }) => hasRoom(x, map.x, right))) {
    const label = gridLabel(value, everyM)
    pen.line(
      [
        [at, map.y],
        [at, map.y + TICK_MM],
      ],
      HAIR_MM,
    )
    pen.line(
      [
        [at, bottom],
        [at, bottom - TICK_MM],
      ],
      HAIR_MM,
    )
    pen.text(label, at, map.y - 1.2, { sizeMm: GRID_TEXT_MM, align: 'centre' })
    pen.text(label, at, bottom + 2.8, { sizeMm: GRID_TEXT_MM, align: 'centre' })
  }
  for (const { at, value } of ys.filter(({ at: y }) => hasRoom(y, map.y, bottom))) {
    const label = gridLabel(value, everyM)
    pen.line(
      [
        [map.x, at],
        [map.x + TICK_MM, at],
      ],
      HAIR_MM,
    )
    pen.line(
      [
        [right, at],
        [right - TICK_MM, at],
      ],
      HAIR_MM,
    )
    pen.text(label, map.x - 1.2, at, { sizeMm: GRID_TEXT_MM, align: 'centre', upwards: true })
    pen.text(label, right + 2.8, at, { sizeMm: GRID_TEXT_MM, align: 'centre', upwards: true })
  }
  pen.rectangle(map, { widthMm: FRAME_MM })
}

/** A figure of the grid is some 12 mm long; nearer to a corner it would meet the other side's. */
const hasRoom = (at: number, from: number, to: number): boolean => at - from > 7 && to - at > 7

function drawCross(pen: Pen, x: number, y: number): void {
  pen.line(
    [
      [x - CROSS_MM, y],
      [x + CROSS_MM, y],
    ],
    HAIR_MM,
  )
  pen.line(
    [
      [x, y - CROSS_MM],
      [x, y + CROSS_MM],
    ],
    HAIR_MM,
  )
}

/** North arrow (grid north of the zone: the sheet is not turned), the scale as a number and as a bar. */
export function drawHead(pen: Pen, { words }: MapSheet, { scale }: SheetLayout, box: Box): void {
  const arrowX = box.x + 9
  drawArrow(pen, arrowX, box.y + 6, words.north)
  const x = box.x + 22
  const width = box.width - 26
  pen.text(`${words.scale} 1:${scale}`, x, box.y + 13, { sizeMm: 4, bold: true })
  const { segments, segmentM, segmentMm } = scaleBarOf(scale, width)
  const y = box.y + 21
  for (let i = 0; i < segments; i++) {
    const segment = { x: x + i * segmentMm, y, width: segmentMm, height: 1.8 }
    pen.rectangle(segment, { widthMm: 0.2, fill: i % 2 === 0 ? INK : '#ffffff' })
  }
  const inKilometres = segmentM * segments >= 2000
  for (const i of [0, segments / 2, segments]) {
    const value = inKilometres ? (segmentM * i) / 1000 : segmentM * i
    const unit = i === segments ? (inKilometres ? ' km' : ' m') : ''
    pen.text(`${value}${unit}`, x + i * segmentMm, y - 1.2, { sizeMm: 2.3, align: i === 0 ? 'left' : 'centre' })
  }
}

/** A needle, its western half dark. */
function drawArrow(pen: Pen, x: number, y: number, north: string): void {
  const [tip, base, notch, half] = [y, y + 24, y + 18.5, 4.6]
  pen.polygon(
    [
      [x, tip],
      [x - half, base],
      [x, notch],
    ],
    INK,
    0.25,
  )
  pen.polygon(
    [
      [x, tip],
      [x + half, base],
      [x, notch],
    ],
    '#ffffff',
    0.25,
  )
  pen.text(north, x, y - 1.8, { sizeMm: 4.6, align: 'centre', bold: true })
}
