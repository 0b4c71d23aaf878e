import {
  type Box,
  type PlanSheet,
  panelBoxes,
  panelWidths,
  type SheetLayout,
} from '../../../../shared/planning/sheet.ts'
import type { SheetDocument } from './document.ts'
import { createDrawing, type Tiles, UNITS_PER_MM } from './drawing.ts'
import { FACT_PADDING, type FittedFacts, fitFacts, fitLegend, LINE_HEIGHT, SWATCH, wrapText } from './fit-text.ts'
import { drawHead } from './frame.ts'
import type { Pen } from './pen.ts'

const FACT_TEXT_MM = 2.8
const LEGEND_TEXT_MM = 3.1
const NOTE_TEXT_MM = 2.3
const HEADING_MM = 4.2
const HEADING_SPACE_MM = 7.5
const RULE_MM = 0.18
/** Of the panel's height on the broad sheet; what is left is the legend's. */
const MOST_FACTS = 0.42
const MOST_NOTES = 0.14
/** From the top of a line to its baseline, in sizes. */
const ASCENT = 0.98

/** North and scale, legend, notes and the title block beside (upright: below) the map. */
export function drawPanel(
  document: SheetDocument,
  pen: Pen,
  sheet: PlanSheet,
  layout: SheetLayout,
  tiles: Tiles,
): void {
  const { orientation, panel } = layout
  const widths = panelWidths(orientation, panel)
  const upright = orientation === 'portrait'
  const facts = fitFacts(
    sheet.facts,
    widths.facts,
    panel.height * (upright ? 1 : MOST_FACTS),
    FACT_TEXT_MM,
    pen.measure,
  )
  const notes = fitNotes(sheet, widths.notes, panel.height * (upright ? 0.42 : MOST_NOTES), pen)
  const boxes = panelBoxes(layout, { factsMm: facts.heightMm, notesMm: notes.heightMm })
  drawHead(pen, sheet, layout, boxes.head)
  drawLegend(document, pen, sheet, boxes.legend, tiles)
  drawNotes(pen, notes, boxes.notes)
  drawFacts(pen, facts, boxes.facts)
}

interface FittedNotes {
  readonly sizeMm: number
  readonly lines: readonly string[]
  readonly heightMm: number
}

function fitNotes({ notes, words }: PlanSheet, widthMm: number, maxHeightMm: number, pen: Pen): FittedNotes {
  if (notes.length === 0) return { sizeMm: NOTE_TEXT_MM, lines: [], heightMm: 0 }
  const texts = notes.map(
    (note, i) => `${i === 0 ? `${words.notes} ` : ''}${notes.length > 1 ? `${i + 1}. ` : ''}${note}`,
  )
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

function drawLegend(document: SheetDocument, pen: Pen, sheet: PlanSheet, box: Box, tiles: Tiles): void {
  const { legend, lines, words } = sheet
  pen.text(words.legend, box.x + box.width / 2, box.y + HEADING_MM, { sizeMm: HEADING_MM, align: 'centre', bold: true })
  const body = { x: box.x, y: box.y + HEADING_SPACE_MM, width: box.width, height: box.height - HEADING_SPACE_MM }
  const texts = [...legend, ...lines.map(({ name }) => ({ code: '', name, areaText: null }))]
  const { rows, sizeMm, columnMm, codeMm } = fitLegend(texts, body, LEGEND_TEXT_MM, pen.measure)
  const drawing = createDrawing(document, tiles, body)
  rows.forEach(({ column, yMm, heightMm, lines: nameLines }, i) => {
    const text = texts[i]
    const left = column * (columnMm + sizeMm)
    const swatch = {
      x: left,
      y: yMm + (heightMm - SWATCH.height * sizeMm) / 2,
      width: SWATCH.width * sizeMm,
      height: SWATCH.height * sizeMm,
    }
    const paint = legend[i]
    const line = lines[i - legend.length]
    if (paint !== undefined) drawing.fill([outline(swatch)], paint, 0.12)
    else if (line !== undefined) drawing.stroke([stretch(swatch)], line)
    const top = body.y + yMm + (heightMm - nameLines.length * LINE_HEIGHT * sizeMm) / 2
    const nameX = body.x + left + (SWATCH.width + SWATCH.gap) * sizeMm
    const baseline = top + ASCENT * sizeMm
    pen.text(text?.code ?? '', nameX, baseline, { sizeMm })
    drawLines(pen, nameLines, nameX + (paint === undefined ? 0 : codeMm), top, sizeMm)
    pen.text(text?.areaText ?? '', body.x + left + columnMm, baseline, { sizeMm, align: 'right' })
  })
  drawing.end()
}

function outline({ x, y, width, height }: Box): Float64Array {
  const [right, bottom] = [x + width, y + height]
  return Float64Array.of(x, y, right, y, right, bottom, x, bottom, x, y).map((value) => value * UNITS_PER_MM)
}

/** A boundary is shown as the patch that it goes around would be. */
const stretch = outline
