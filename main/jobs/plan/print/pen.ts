import type { Box } from '../../../../shared/planning/map-sheet.ts'
import { POINTS_PER_MM, type SheetDocument } from './document.ts'
import type { Measure } from './fit-text.ts'

export interface TextStyle {
  readonly sizeMm: number
  readonly align?: 'left' | 'centre' | 'right'
  readonly colour?: string
  /** Drawn with a stroke around: one weight of the font is enough. */
  readonly bold?: boolean
  /** Colour of a seam around the figures, so that they are read on any ground. */
  readonly halo?: string
  /** Runs from bottom to top. */
  readonly upwards?: boolean
}

/** Draws on the page in millimetres from its top left corner. Texts stand on their baseline. */
export interface Pen {
  readonly measure: Measure
  text(text: string, x: number, y: number, style: TextStyle): void
  line(points: readonly (readonly [x: number, y: number])[], widthMm: number, colour?: string): void
  rectangle(box: Box, style: { readonly widthMm?: number; readonly fill?: string }): void
  polygon(points: readonly (readonly [x: number, y: number])[], fill: string, widthMm: number): void
  /** Characters that no glyph stands for, in the order of their first use. */
  missing(): readonly string[]
}

export const INK = '#1a1a1a'
const BOLD_STROKE = 0.028
const HALO = 0.28
/** Stands where the font has no glyph: the mark of printers for a missing type. */
const GETA = '〓'

export function createPen({ pdf, hasGlyph }: Pick<SheetDocument, 'pdf' | 'hasGlyph'>): Pen {
  const missing = new Set<string>()
  const printable = (text: string): string =>
    Array.from(text.replace(/[\s\p{Cc}]+/gu, ' '), (character) => {
      if (hasGlyph(character.codePointAt(0) ?? 0)) return character
      missing.add(character)
      return GETA
    }).join('')
  const measure: Measure = (text, sizeMm) => pdf.fontSize(sizeMm).widthOfString(printable(text))
  return {
    measure,
    text(text, x, y, { sizeMm, align = 'left', colour = INK, bold = false, halo, upwards = false }) {
      const shown = printable(text)
      if (shown === '') return
      const width = align === 'left' ? 0 : measure(text, sizeMm)
      const left = align === 'left' ? 0 : align === 'right' ? -width : -width / 2
      pdf.save().translate(mm(x), mm(y))
      if (upwards) pdf.rotate(-90)
      pdf.fontSize(mm(sizeMm)).fillColor(colour)
      if (bold) pdf.lineWidth(mm(sizeMm * BOLD_STROKE)).strokeColor(colour)
      const at = { lineBreak: false, baseline: 'alphabetic' } as const
      if (halo !== undefined) {
        pdf
          .lineWidth(mm(sizeMm * HALO))
          .lineJoin('round')
          .strokeColor(halo)
        pdf.text(shown, mm(left), 0, { ...at, fill: false, stroke: true }).fillColor(colour)
      }
      pdf.text(shown, mm(left), 0, { ...at, fill: true, stroke: bold }).restore()
    },
    line(points, widthMm, colour = INK) {
      trace(pdf, points)
      pdf.lineWidth(mm(widthMm)).stroke(colour)
    },
    rectangle({ x, y, width, height }, { widthMm, fill }) {
      pdf.rect(mm(x), mm(y), mm(width), mm(height))
      if (widthMm === undefined) pdf.fill(fill ?? INK)
      else {
        pdf.lineWidth(mm(widthMm))
        if (fill === undefined) pdf.stroke(INK)
        else pdf.fillAndStroke(fill, INK)
      }
    },
    polygon(points, fill, widthMm) {
      trace(pdf, points)
      pdf.closePath().lineWidth(mm(widthMm)).fillAndStroke(fill, INK)
    },
    missing: () => [...missing],
  }
}

const mm = (value: number): number => value * POINTS_PER_MM

function trace(pdf: PDFKit.PDFDocument, points: readonly (readonly [number, number])[]): void {
  points.forEach(([x, y], i) => {
    if (i === 0) pdf.moveTo(mm(x), mm(y))
    else pdf.lineTo(mm(x), mm(y))
  })
}
