import {
  type Box,
  type MapSheet,
  type PanelBoxes,
  panelBoxes,
  panelWidths,
  type SheetLayout,
  type SheetLine,
} from '../../../../shared/planning/map-sheet.ts'
import type { SheetDocument } from './document.ts'
import { createDrawing, type Tiles, UNITS_PER_MM } from './drawing.ts'
import {
  COLUMN_GAP,
  FACT_PADDING,
  type FittedFacts,
  type FittedLegend,
  fitFacts,
  fitLegend,
  type LegendText,
  LINE_HEIGHT,
  SWATCH,
  wrapText,
} from './fit-text.ts'
import { drawHead } from './frame.ts'
import type { Pen } from './pen.ts'
import { drawSign } from './signs.ts'

const FACT_TEXT_MM = 2.8
const SMALL_FACT_TEXT_MM = 2.1
const LEGEND_TEXT_MM = 3.1
/** Smaller, and a legend is hard to read at arm's length. */
const READABLE_MM = 2.2
const NOTE_TEXT_MM = 2.3
const HEADING_MM = 4.2
const HEADING_SPACE_MM = 7.5
const RULE_MM = 0.18
/** Of the panel's height on the broad sheet; what is left is the legend's. */
const MOST_FACTS = 0.42
const MOST_NOTES = 0.14
const MOST_WITH_PROJECTS = 0.28
/** From the top of a line to its baseline, in sizes. */
const ASCENT = 0.98

/** North and scale, legend, notes and the title block beside (upright: below) the map. */
export function drawPanel(document: SheetDocument, pen: Pen, sheet: MapSheet, layout: SheetLayout, tiles: Tiles): void {
  const { facts, notes, legend, boxes } = fitPanel(sheet, layout, pen)
  drawHead(pen, sheet, layout, boxes.head)
  drawLegend(document, pen, sheet, { box: boxes.legend, fitted: legend }, tiles)
  drawNotes(pen, notes, boxes.notes)
  drawFacts(pen, facts, boxes.facts)
}

interface FittedPanel {
  readonly facts: FittedFacts
  readonly notes: FittedNotes
  readonly legend: FittedLegend
  readonly boxes: PanelBoxes
}

/** The title block as large as wanted, or small where that makes a long legend readable. */
function fitPanel(sheet: MapSheet, layout: SheetLayout, pen: Pen): FittedPanel {
  const { orientation, panel } = layout
  const widths = panelWidths(orientation, panel)
  const upright = orientation === 'portrait'
  const most = sheet.projects === null ? MOST_NOTES : MOST_WITH_PROJECTS
  const notes = fitNotes(sheet, widths.notes, panel.height * (upright ? 0.42 : most), pen)
  const texts = legendTexts(sheet)
  const fitAt = (factMm: number): FittedPanel => {
    const mostFacts = panel.height * (upright ? 1 : MOST_FACTS)
    const facts = fitFacts(sheet.facts, widths.facts, mostFacts, factMm, pen.measure)
    const boxes = panelBoxes(layout, { factsMm: facts.heightMm, notesMm: notes.heightMm })
    return { facts, notes, boxes, legend: fitLegend(texts, bodyOf(boxes.legend), LEGEND_TEXT_MM, pen.measure) }
  }
  const wanted = fitAt(FACT_TEXT_MM)
  if (upright || wanted.legend.sizeMm >= READABLE_MM) return wanted
  const smaller = fitAt(SMALL_FACT_TEXT_MM)
  return smaller.legend.sizeMm > wanted.legend.sizeMm ? smaller : wanted
}

const legendTexts = ({ legend, signs, lines }: MapSheet): readonly LegendText[] => [
  ...legend,
  ...signs.map(({ name, countText }) => ({ code: '', name, areaText: countText })),
  ...lines.map(({ name }) => ({ code: '', name, areaText: null })),
]

/** What is below the heading. */
const bodyOf = ({ x, y, width, height }: Box): Box => ({
  x,
  y: y + HEADING_SPACE_MM,
  width,
  height: height - HEADING_SPACE_MM,
})

interface FittedNotes {
  readonly sizeMm: number
  readonly lines: readonly string[]
  readonly heightMm: number
}

function fitNotes({ notes, projects, words }: MapSheet, widthMm: number, maxHeightMm: number, pen: Pen): FittedNotes {
  if (notes.length === 0 && projects === null) return { sizeMm: NOTE_TEXT_MM, lines: [], heightMm: 0 }
  const texts = [
    ...(projects === null ? [] : [projects.heading, ...projects.rows]),
    ...notes.map((note, i) => `${i === 0 ? `${words.notes} ` : ''}${notes.length > 1 ? `${i + 1}. ` : ''}${note}`),
  ]
  const atSize = (sizeMm: number): FittedNotes => {
    const lines = texts.flatMap((text) => wrapText(text, widthMm, sizeMm, pen.measure))
    return { sizeMm, lines, heightMm: lines.length * LINE_HEIGHT * sizeMm }
  }
  let fitted = atSize(NOTE_TEXT_MM)
  while (fitted.heightMm > maxHeightMm) fitted = atSize(fitted.sizeMm * 0.95)
  return fitted
}

function drawNotes(pen: Pen, { lines, sizeMm }: FittedNotes, { x, y }: Box): void {
  drawLines(pen, lines, x, y, sizeMm)
}

function drawLines(pen: Pen, lines: readonly string[], x: number, y: number, sizeMm: number): void {
  lines.forEach((line, i) => {
    pen.text(line, x, y + (i * LINE_HEIGHT + ASCENT) * sizeMm, { sizeMm })
  })
}

function drawFacts(pen: Pen, { rows, sizeMm, labelMm, heightMm }: FittedFacts, { x, y, width }: Box): void {
  if (rows.length === 0) return
  let top = y
  const padding = FACT_PADDING * sizeMm
  for (const { label, value, heightMm: rowMm } of rows) {
    const middle = (lines: readonly string[]): number => top + (rowMm - lines.length * LINE_HEIGHT * sizeMm) / 2
    drawLines(pen, label, x + padding, middle(label), sizeMm)
    drawLines(pen, value, x + labelMm + padding, middle(value), sizeMm)
    if (top > y)
      pen.line(
        [
          [x, top],
          [x + width, top],
        ],
        RULE_MM,
      )
    top += rowMm
  }
  pen.line(
    [
      [x + labelMm, y],
      [x + labelMm, y + heightMm],
    ],
    RULE_MM,
  )
  pen.rectangle({ x, y, width, height: heightMm }, { widthMm: 0.4 })
}

function drawLegend(
  document: SheetDocument,
  pen: Pen,
  sheet: MapSheet,
  { box, fitted }: { readonly box: Box; readonly fitted: FittedLegend },
  tiles: Tiles,
): void {
  const { legend, signs, lines, words } = sheet
  pen.text(words.legend, box.x + box.width / 2, box.y + HEADING_MM, { sizeMm: HEADING_MM, align: 'centre', bold: true })
  const body = bodyOf(box)
  const { rows, sizeMm, columnMm, codeMm } = fitted
  const drawing = createDrawing(document, tiles, {
    x: body.x - MARGIN_MM,
    y: body.y - MARGIN_MM,
    width: body.width + 2 * MARGIN_MM,
    height: body.height + 2 * MARGIN_MM,
  })
  legendTexts(sheet).forEach(({ code, areaText }, i) => {
    const row = rows[i]
    if (row === undefined) return
    const left = row.column * (columnMm + COLUMN_GAP * sizeMm)
    const [width, height] = [SWATCH.width * sizeMm, SWATCH.height * sizeMm]
    const swatch = { x: MARGIN_MM + left, y: MARGIN_MM + row.yMm + (row.heightMm - height) / 2, width, height }
    const paint = legend[i]
    const sign = signs[i - legend.length]
    const line = lines[i - legend.length - signs.length]
    if (sign !== undefined) {
      const y = body.y + row.yMm + row.heightMm / 2
      drawSign(pen, sign, body.x + left + width / 2, y, Math.min(width, height * 1.15))
    } else if (paint !== undefined) drawing.fill([outline(swatch)], paint, 0.12)
    else if (line !== undefined) drawing.stroke([stretch(swatch)], shortened(line, width))
    const top = body.y + row.yMm + (row.heightMm - row.lines.length * LINE_HEIGHT * sizeMm) / 2
    const codeX = body.x + left + (SWATCH.width + SWATCH.gap) * sizeMm
    const baseline = top + ASCENT * sizeMm
    pen.text(code, codeX, baseline, { sizeMm })
    drawLines(pen, row.lines, codeX + (paint === undefined ? 0 : codeMm), top, sizeMm)
    pen.text(areaText ?? '', body.x + left + columnMm, baseline, { sizeMm, align: 'right' })
  })
  drawing.end()
}

/** Around the drawn samples, so that their edges are not cut off. */
const MARGIN_MM = 1

function outline({ x, y, width, height }: Box): Float64Array {
  const [right, bottom] = [x + width, y + height]
  return Float64Array.of(x, y, right, y, right, bottom, x, bottom, x, y).map((value) => value * UNITS_PER_MM)
}

function stretch({ x, y, width, height }: Box): Float64Array {
  const middle = y + height / 2
  return Float64Array.of(x, middle, x + width, middle).map((value) => value * UNITS_PER_MM)
}

/** Two periods of the dashes at least are seen on the sample. */
function shortened(line: SheetLine, widthMm: number): SheetLine {
  if (line.dashMm === undefined) return line
  const period = line.dashMm.reduce((sum, dash) => sum + dash, 0)
  const factor = Math.min(1, widthMm / (2 * period))
  return { ...line, dashMm: line.dashMm.map((dash) => dash * factor) }
}
