import { done, type Outcome } from '../../../../shared/contract/outcome.ts'
import { layOutSheet, type MapSheet, type SheetLayout } from '../../../../shared/planning/map-sheet.ts'
import { type WholeFile, writeWhole } from '../../export/write-whole.ts'
import { openDocument, type SheetDocument } from './document.ts'
import { createTiles } from './drawing.ts'
import { drawFrame, drawTitle } from './frame.ts'
import { drawMap, type MapContext, type MapShapes } from './map-body.ts'
import { drawPanel } from './panel.ts'
import { createPen } from './pen.ts'

export interface PrintedSheet extends Pick<SheetLayout, 'orientation' | 'scale'> {
  readonly patches: number
  /** Patches that carry the code of their class; the others are too small on the paper. */
  readonly labels: number
  /** Losses: characters of the texts that the font lacks, printed as 〓. */
  readonly missingCharacters: readonly string[]
}

/**
 * Writes a map sheet as PDF (A3, one page), whole or not at all. Shapes are drawn as they arrive, patches before lines. The
 * same sheet and shapes give the same bytes. Refusals: target.*.
 */
export async function writeMapSheet(
  target: Omit<WholeFile, 'format'>,
  sheet: MapSheet,
  shapes: MapShapes,
  context: MapContext,
): Promise<Outcome<PrintedSheet>> {
  const answers: PrintedSheet[] = []
  const written = await writeWhole({ ...target, format: 'pdf' }, context, async (scratch) => {
    const layout = layOutSheet(sheet.extent)
    const document = await openDocument(scratch, sheet, layout)
    try {
      answers.push(await draw(document, sheet, layout, shapes, context))
      await document.close()
    } catch (error) {
      await document.abandon()
      throw error
    }
  })
  if (!written.ok) return written
  const [answer] = answers
  if (answer === undefined) throw new Error('a sheet was put in place without having been drawn')
  return done(answer)
}

async function draw(
  document: SheetDocument,
  sheet: MapSheet,
  layout: SheetLayout,
  shapes: MapShapes,
  context: MapContext,
): Promise<PrintedSheet> {
  const pen = createPen(document)
  const tiles = createTiles(document)
  const map = await drawMap(document, pen, sheet, layout, tiles, shapes, context)
  drawFrame(pen, layout)
  drawTitle(pen, sheet, layout)
  drawPanel(document, pen, sheet, layout, tiles)
  const { orientation, scale } = layout
  return { orientation, scale, ...map, missingCharacters: pen.missing() }
}
