/** Width of a text, in the same unit as the size. */
export type Measure = (text: string, sizeMm: number) => number

export interface FittedLegend {
  readonly sizeMm: number
  readonly columnMm: number
  readonly codeMm: number
  readonly rows: readonly FittedRow[]
}

interface FittedRow {
  readonly column: number
  /** From the top of the legend's box. */
  readonly yMm: number
  readonly heightMm: number
  readonly lines: readonly string[]
}

export interface LegendText {
  readonly code: string
  readonly name: string
  readonly areaText: string | null
}

export interface FittedFacts {
  readonly sizeMm: number
  readonly labelMm: number
  readonly heightMm: number
  readonly rows: readonly {
    readonly label: readonly string[]
    readonly value: readonly string[]
    readonly heightMm: number
  }[]
}

export const LINE_HEIGHT = 1.3
/** Parts of a legend row, in sizes of its text. */
export const SWATCH = { width: 2.6, height: 1.35, gap: 0.6 } as const
const ROW_PADDING = 0.55
export const COLUMN_GAP = 2
const MAX_COLUMNS = 6
const MIN_COLUMN = 13
const SHRINK = 0.96
/** Below this nobody reads it; still nothing is left out or drawn over. */
const SMALLEST_MM = 0.3
const COMFORTABLE_LINES = 2

/** Sizes from the wanted one down, each a little smaller. */
function* sizesFrom(largestMm: number): Generator<number> {
  for (let size = largestMm; size > SMALLEST_MM; size *= SHRINK) yield size
}

/** The largest size, no larger than wanted, at which a text stands on one line of this width. */
export const sizeToFit = (text: string, widthMm: number, wantedMm: number, measure: Measure): number =>
  Math.min(wantedMm, (wantedMm * widthMm) / Math.max(measure(text, wantedMm), Number.EPSILON))

/** Breaks after a space or a hyphen and beside any Chinese character; a longer word than the line is cut where it ends. */
export function wrapText(text: string, widthMm: number, sizeMm: number, measure: Measure): readonly string[] {
  const lines: string[] = []
  let line = ''
  const take = (piece: string): void => {
    if (line === '' || measure((line + piece).trimEnd(), sizeMm) <= widthMm) line += piece
    else {
      lines.push(line.trimEnd())
      line = piece
    }
  }
  for (const piece of text.match(PIECES) ?? []) {
    if (measure(piece.trimEnd(), sizeMm) <= widthMm) take(piece)
    else for (const character of piece) take(character)
  }
  lines.push(line.trimEnd())
  return lines
}

/** A word or a Chinese character, with the punctuation that may not be parted from it; else one character. */
const PIECES =
  /[（《「【]*(?:\p{Script=Han}[，。；：、）》」】]*|[^\s\p{Script=Han}（《「【-]+-?[，。；：、）》」】]*\s*)|\s+|./gu

/** Label and value side by side in rows, never higher than `maxHeightMm`. */
export function fitFacts(
  facts: readonly (readonly [string, string])[],
  widthMm: number,
  maxHeightMm: number,
  largestMm: number,
  measure: Measure,
): FittedFacts {
  let fitted: FittedFacts = { sizeMm: largestMm, labelMm: 0, heightMm: 0, rows: [] }
  for (const sizeMm of sizesFrom(largestMm)) {
    const padding = 2 * FACT_PADDING * sizeMm
    const widest = Math.max(0, ...facts.map(([label]) => measure(label, sizeMm)))
    const labelMm = Math.min(widest + padding, widthMm * 0.42)
    const rows = facts.map(([label, value]) => {
      const labelLines = wrapText(label, labelMm - padding, sizeMm, measure)
      const valueLines = wrapText(value, widthMm - labelMm - padding, sizeMm, measure)
      const lines = Math.max(labelLines.length, valueLines.length)
      return { label: labelLines, value: valueLines, heightMm: (lines * LINE_HEIGHT + ROW_PADDING) * sizeMm }
    })
    fitted = { sizeMm, labelMm, rows, heightMm: rows.reduce((sum, row) => sum + row.heightMm, 0) }
    if (fitted.heightMm <= maxHeightMm) break
  }
  return fitted
}

export const FACT_PADDING = 0.6

/** Every class and line of the legend in as few columns and as large as the box allows. */
export function fitLegend(
  texts: readonly LegendText[],
  box: { readonly width: number; readonly height: number },
  largestMm: number,
  measure: Measure,
): FittedLegend {
  const most = Math.min(MAX_COLUMNS, Math.max(1, texts.length))
  for (const sizeMm of sizesFrom(largestMm)) {
    for (let columns = 1; columns <= most; columns++) {
      const fitted = tryColumns(texts, box, { sizeMm, columns, maxLines: COMFORTABLE_LINES }, measure)
      if (fitted !== null) return fitted
    }
  }
  const least = { sizeMm: SMALLEST_MM, columns: most, maxLines: Number.POSITIVE_INFINITY }
  return tryColumns(texts, { width: box.width, height: Number.POSITIVE_INFINITY }, least, measure) ?? emptyLegend
}

const emptyLegend: FittedLegend = { sizeMm: SMALLEST_MM, columnMm: 0, codeMm: 0, rows: [] }

interface Trial {
  readonly sizeMm: number
  readonly columns: number
  readonly maxLines: number
}

function tryColumns(
  texts: readonly LegendText[],
  { width, height }: { readonly width: number; readonly height: number },
  { sizeMm, columns, maxLines }: Trial,
  measure: Measure,
): FittedLegend | null {
  const columnMm = (width - (columns - 1) * COLUMN_GAP * sizeMm) / columns
  if (columns > 1 && columnMm < MIN_COLUMN * sizeMm) return null
  const widestCode = Math.max(0, ...texts.map(({ code }) => measure(code, sizeMm)))
  const codeMm = widestCode === 0 ? 0 : widestCode + SWATCH.gap * sizeMm
  const besideName = (SWATCH.width + SWATCH.gap) * sizeMm + codeMm
  const lines = texts.map(({ name, areaText }) => {
    const areaMm = areaText === null ? 0 : measure(areaText, sizeMm) + SWATCH.gap * sizeMm
    return wrapText(name, Math.max(sizeMm, columnMm - besideName - areaMm), sizeMm, measure)
  })
  if (lines.some((one) => one.length > maxLines)) return null
  const heights = lines.map((one) => Math.max(one.length * LINE_HEIGHT, SWATCH.height) * sizeMm + ROW_PADDING * sizeMm)
  const places = balance(heights, columns, height)
  if (places === null) return null
  const rows = places.map((place, i) => ({ ...place, heightMm: heights[i] ?? 0, lines: lines[i] ?? [] }))
  return { sizeMm, columnMm, codeMm, rows }
}

/** Columns of nearly one height, in reading order; null where they do not fit. */
function balance(
  heights: readonly number[],
  columns: number,
  maxHeight: number,
): readonly { readonly column: number; readonly yMm: number }[] | null {
  const total = heights.reduce((sum, one) => sum + one, 0)
  const tallest = Math.max(0, ...heights)
  for (let limit = total / columns; limit <= maxHeight + tallest; limit += tallest / 4) {
    const places = stack(heights, Math.min(limit, maxHeight))
    if ((places.at(-1)?.column ?? 0) < columns && fits(places, heights, maxHeight)) return places
    if (tallest === 0) return places
  }
  return null
}

const ROUNDING_MM = 1e-9

const fits = (places: readonly { readonly yMm: number }[], heights: readonly number[], maxHeight: number): boolean =>
  places.every(({ yMm }, i) => yMm + (heights[i] ?? 0) <= maxHeight + ROUNDING_MM)

function stack(
  heights: readonly number[],
  limit: number,
): readonly { readonly column: number; readonly yMm: number }[] {
  let column = 0
  let yMm = 0
  return heights.map((height) => {
    if (yMm > 0 && yMm + height > limit + ROUNDING_MM) {
      column++
      yMm = 0
    }
    const place = { column, yMm }
    yMm += height
    return place
  })
}
