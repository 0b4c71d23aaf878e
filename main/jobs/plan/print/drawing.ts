import type { Coordinates } from '../../../../shared/geo/geometry.ts'
import type { Box, SheetClass, SheetLine, SheetPattern } from '../../../../shared/planning/map-sheet.ts'
import { POINTS_PER_MM, type SheetDocument } from './document.ts'

/** Whole numbers of hundredths of a millimetre: short in the file, finer than any printer. */
export const UNITS_PER_MM = 100
const CHUNK_CHARACTERS = 1_000_000

/**
 * Draws many shapes within a box of the page, in units of 0.01 mm from its top left corner; what reaches beyond the box is cut
 * off by it. Every million characters a finished piece goes to the file, so that memory does not grow with the shapes.
 */
export interface Drawing {
  fill(rings: readonly Coordinates[], paint: SheetClass, outlineMm: number): void
  stroke(rings: readonly Coordinates[], line: SheetLine): void
  /** Whether a piece has been handed on since it was last asked. */
  handedOn(): boolean
  end(): void
}

export type Tiles = Readonly<Record<Exclude<SheetPattern, 'none'>, PDFKit.PDFKitReference>>

const OUTLINE_GREY = '0.25 G'
const PATTERN_INK = '0.15 G'

export function createDrawing({ pdf }: Pick<SheetDocument, 'pdf'>, tiles: Tiles, box: Box): Drawing {
  let parts: string[] = []
  let characters = 0
  let given = 0
  let colour = ''
  const add = (part: string): void => {
    parts.push(part)
    characters += part.length
  }
  const hand = (): void => {
    if (parts.length === 0) return
    placeForm(pdf, tiles, box, parts.join('\n'))
    parts = []
    characters = 0
    colour = ''
    given++
  }
  const afterShape = (): void => {
    if (characters > CHUNK_CHARACTERS) hand()
  }
  return {
    fill(rings, { fill, pattern = 'none' }, outlineMm) {
      const path = pathOf(rings, TRIANGLE)
      if (path === '') return
      if (colour !== fill) add(`${rgb(fill)} rg`)
      colour = fill
      // Even-odd: a hole is a hole, whichever way its ring runs.
      const paint = `${OUTLINE_GREY} 1 j ${units(outlineMm)} w\n${path}B*`
      add(pattern === 'none' ? paint : `${paint}\nq /Pattern cs /${pattern} scn\n${path}f* Q`)
      afterShape()
    },
    stroke(rings, { colour: ink, widthMm, dashMm = [] }) {
      const path = pathOf(rings, STRETCH)
      if (path === '') return
      add(`q ${rgb(ink)} RG 1 j ${units(widthMm)} w [${dashMm.map(units).join(' ')}] 0 d\n${path}S Q`)
      afterShape()
    },
    handedOn() {
      const some = given > 0
      given = 0
      return some
    },
    end: hand,
  }
}

const units = (millimetres: number): number => Math.round(millimetres * UNITS_PER_MM)

const rgb = (colour: string): string =>
  channels(colour)
    .map((channel) => Number(channel.toFixed(4)))
    .join(' ')

/** Red, green and blue of '#rrggbb', each from 0 to 1. */
export function channels(colour: string): readonly [red: number, green: number, blue: number] {
  // Anything else would become a number that is none, and a file that no viewer opens.
  if (!/^#[0-9a-f]{6}$/i.test(colour)) throw new TypeError(`not a colour: ${colour}`)
  const channel = (at: number): number => Number.parseInt(colour.slice(at, at + 2), 16) / 255
  return [channel(1), channel(3), channel(5)]
}

const TRIANGLE = 3
const STRETCH = 2

/** Rings (and open lines) as a path; vertices that fall on one point of the paper are one, what has too few is not drawn. */
function pathOf(rings: readonly Coordinates[], atLeast: number): string {
  let path = ''
  for (const ring of rings) {
    let own = ''
    let count = 0
    let lastX = Number.NaN
    let lastY = Number.NaN
    for (let i = 0; i + 1 < ring.length; i += 2) {
      const x = Math.round(ring[i] ?? 0)
      const y = Math.round(ring[i + 1] ?? 0)
      if (x === lastX && y === lastY) continue
      own += count === 0 ? `${x} ${y} m\n` : `${x} ${y} l\n`
      count++
      lastX = x
      lastY = y
    }
    const isRing = ring[0] === ring.at(-2) && ring[1] === ring.at(-1)
    if (count >= atLeast) path += isRing || atLeast === TRIANGLE ? `${own}h\n` : own
  }
  return path
}

function placeForm(pdf: PDFKit.PDFDocument, tiles: Tiles, { x, y, width, height }: Box, content: string): void {
  const unit = POINTS_PER_MM / UNITS_PER_MM
  const form = pdf.ref({
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [0, 0, units(width), units(height)],
    Matrix: [unit, 0, 0, unit, x * POINTS_PER_MM, y * POINTS_PER_MM],
    Resources: { Pattern: tiles },
  })
  form.end(Buffer.from(content, 'latin1'))
  const name = `Shapes${Object.keys(pdf.page.xobjects).length + 1}`
  pdf.page.xobjects[name] = form
  pdf.addContent(`/${name} Do`)
}

/** Tiles of the patterns, in the units of a drawing. */
export function createTiles({ pdf }: Pick<SheetDocument, 'pdf'>): Tiles {
  const tile = (size: number, content: string): PDFKit.PDFKitReference => {
    const reference = pdf.ref({
      Type: 'Pattern',
      PatternType: 1,
      PaintType: 1,
      TilingType: 1,
      BBox: [0, 0, size, size],
      XStep: size,
      YStep: size,
      Resources: {},
    })
    reference.end(Buffer.from(`${PATTERN_INK} ${content}`, 'latin1'))
    return reference
  }
  return {
    hatch: tile(150, '12 w 2 J 0 150 m 150 0 l S -10 10 m 10 -10 l S 140 160 m 160 140 l S'),
    cross: tile(150, '10 w 2 J 0 0 m 150 150 l S 0 150 m 150 0 l S'),
    dots: tile(120, '1 J 36 w 60 60 m 60 60 l S'),
  }
}
