import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { MapSheet, SheetLayout } from '../../../../shared/planning/map-sheet.ts'

export const POINTS_PER_MM = 72 / 25.4

export interface SheetDocument {
  readonly pdf: PDFKit.PDFDocument
  hasGlyph(codePoint: number): boolean
  /** Waits until nearly all that was drawn so far is on disk. Throws what the disk says. */
  drain(): Promise<void>
  close(): Promise<void>
  /** Lets go of the unfinished file, so that it can be removed. */
  abandon(): Promise<void>
}

const MAX_BACKLOG_BYTES = 1_000_000

/** One page that is written to `path` while it is drawn. The libraries are loaded here: nobody else pays for them. */
export async function openDocument(path: string, sheet: MapSheet, { page }: SheetLayout): Promise<SheetDocument> {
  const [{ default: PdfDocument }, fontkit, bytes] = await Promise.all([
    import('pdfkit'),
    import('fontkit'),
    readFile(fontFile()),
  ])
  const font = fontkit.create(bytes)
  if (!('hasGlyphForCodePoint' in font)) throw new TypeError('the font file is a collection')
  const madeAt = new Date(sheet.madeAt)
  const pdf = new PdfDocument({
    size: [page.width * POINTS_PER_MM, page.height * POINTS_PER_MM],
    margin: 0,
    font: '',
    pdfVersion: '1.7',
    lang: sheet.language === 'zh' ? 'zh-CN' : 'en',
    displayTitle: true,
    info: { Title: sheet.title, Subject: sheet.subtitle, Creator: 'CunDi', CreationDate: madeAt, ModDate: madeAt },
  })
  pdf.font(bytes)
  return { pdf, hasGlyph: (codePoint) => font.hasGlyphForCodePoint(codePoint), ...writing(pdf, path) }
}

/** The package opens no way to its files but by what it exports. */
const fontFile = (): string =>
  join(require.resolve('@embedpdf/fonts-sc'), '..', '..', 'fonts', 'NotoSansHans-Regular.otf')

const require = createRequire(import.meta.url)

function writing(pdf: PDFKit.PDFDocument, path: string): Pick<SheetDocument, 'drain' | 'close' | 'abandon'> {
  const failures: unknown[] = []
  const written = pipeline(pdf, createWriteStream(path)).catch((error: unknown) => void failures.push(error))
  const throwFailure = (): void => {
    if (failures.length > 0) throw failures[0]
  }
  return {
    async drain() {
      while (failures.length === 0 && pdf.readableLength > MAX_BACKLOG_BYTES) await nextTurn()
      throwFailure()
    },
    async close() {
      pdf.end()
      await written
      throwFailure()
    },
    async abandon() {
      pdf.destroy()
      await written
    },
  }
}
