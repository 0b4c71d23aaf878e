import { TILE_PX } from './tile-grid.ts'

/**
 * One tile of one layer in bytes, little endian, every section at a multiple of four:
 * header (8 × u32: magic, features, rings, vertices, cells, labels, bytes of text, 0) · ids (16 bytes a feature) · first ring of
 * each feature and an end (u32) · first vertex of each ring and an end (u32) · vertices (2 × i32, steps from the tile's south-west
 * corner) · label features (u32) · label points (2 × i32) · first byte of each label and an end (u32) · classes (u8 a feature) ·
 * hole marks (u8 a ring) · cells (u16) · classes of cells (u8) · text (UTF-8).
 * A cell is a pixel, row × 256 + column from the south-west, that objects too small for a shape cover.
 */
const MAGIC = 0x3154_4443
const HEADER_BYTES = 32
const ID_BYTES = 16

export interface TileLabel {
  readonly feature: number
  readonly x: number
  readonly y: number
  readonly text: string
}

/** What a tile is made from; steps are whole numbers from its south-west corner. */
export interface TileContent {
  readonly features: readonly TileFeature[]
  readonly cells: TileCells
  readonly labels: readonly TileLabel[]
}

/** Covered pixels and the class of each. */
export interface TileCells {
  readonly numbers: Uint16Array
  readonly classes: Uint8Array
}

export interface TileFeature {
  /** UUID. */
  readonly id: string
  readonly class: number
  readonly rings: readonly { readonly hole: boolean; readonly steps: Int32Array }[]
}

/** A tile as it is read: views of its bytes. */
export interface Tile {
  readonly featureCount: number
  readonly ids: Uint8Array
  readonly classes: Uint8Array
  /** Feature i has the rings ringStarts[i] … ringStarts[i + 1] − 1. */
  readonly ringStarts: Uint32Array
  /** Ring i has the vertices vertexStarts[i] … vertexStarts[i + 1] − 1. */
  readonly vertexStarts: Uint32Array
  readonly holes: Uint8Array
  readonly vertices: Int32Array
  readonly cells: Uint16Array
  readonly cellClasses: Uint8Array
  readonly labels: readonly TileLabel[]
}

const padded = (bytes: number): number => (bytes + 3) & ~3

interface Counts {
  readonly features: number
  readonly rings: number
  readonly vertices: number
  readonly cells: number
  readonly labels: number
  readonly text: number
}

/** Where each section begins, in the order of the bytes. */
function sectionsOf(counts: Counts) {
  const { features, rings, vertices, cells, labels, text } = counts
  let at = HEADER_BYTES
  const take = (bytes: number): number => {
    const start = at
    at += padded(bytes)
    return start
  }
  return {
    ids: take(ID_BYTES * features),
    ringStarts: take(4 * (features + 1)),
    vertexStarts: take(4 * (rings + 1)),
    vertices: take(8 * vertices),
    labelFeatures: take(4 * labels),
    labelPoints: take(8 * labels),
    textStarts: take(4 * (labels + 1)),
    classes: take(features),
    holes: take(rings),
    cells: take(2 * cells),
    cellClasses: take(cells),
    text: take(text),
    end: at,
  }
}

export function encodeTile(
  { features, cells, labels }: TileContent,
  encodeText: (text: string) => Uint8Array,
): Uint8Array {
  const texts = labels.map(({ text }) => encodeText(text))
  const counts: Counts = {
    features: features.length,
    rings: features.reduce((sum, { rings }) => sum + rings.length, 0),
    vertices: features.reduce((sum, { rings }) => rings.reduce((inner, { steps }) => inner + steps.length / 2, sum), 0),
    cells: cells.numbers.length,
    labels: labels.length,
    text: texts.reduce((sum, { length }) => sum + length, 0),
  }
  const at = sectionsOf(counts)
  const bytes = new Uint8Array(at.end)
  new Uint32Array(bytes.buffer, 0, 7).set([MAGIC, ...Object.values(counts)])
  writeFeatures(bytes, at, features, counts)
  new Uint16Array(bytes.buffer, at.cells, counts.cells).set(cells.numbers)
  bytes.set(cells.classes, at.cellClasses)
  writeLabels(bytes, at, labels, texts)
  return bytes
}

type Sections = ReturnType<typeof sectionsOf>

function writeFeatures(bytes: Uint8Array, at: Sections, features: readonly TileFeature[], counts: Counts): void {
  const ringStarts = new Uint32Array(bytes.buffer, at.ringStarts, counts.features + 1)
  const vertexStarts = new Uint32Array(bytes.buffer, at.vertexStarts, counts.rings + 1)
  const vertices = new Int32Array(bytes.buffer, at.vertices, 2 * counts.vertices)
  let ring = 0
  let vertex = 0
  features.forEach((feature, index) => {
    writeId(bytes, at.ids + ID_BYTES * index, feature.id)
    bytes[at.classes + index] = feature.class
    for (const { hole, steps } of feature.rings) {
      bytes[at.holes + ring] = hole ? 1 : 0
      vertices.set(steps, 2 * vertex)
      vertex += steps.length / 2
      vertexStarts[++ring] = vertex
    }
    ringStarts[index + 1] = ring
  })
}

function writeLabels(
  bytes: Uint8Array,
  at: Sections,
  labels: readonly TileLabel[],
  texts: readonly Uint8Array[],
): void {
  const features = new Uint32Array(bytes.buffer, at.labelFeatures, labels.length)
  const points = new Int32Array(bytes.buffer, at.labelPoints, 2 * labels.length)
  const textStarts = new Uint32Array(bytes.buffer, at.textStarts, labels.length + 1)
  let end = 0
  labels.forEach(({ feature, x, y }, index) => {
    const text = texts[index] ?? new Uint8Array()
    features[index] = feature
    points.set([x, y], 2 * index)
    bytes.set(text, at.text + end)
    end += text.length
    textStarts[index + 1] = end
  })
}

/** Views of a tile's bytes. Throws where they are none: both ends are ours, so that is a bug. */
export function decodeTile(bytes: Uint8Array, decodeText: (bytes: Uint8Array) => string): Tile {
  const header = new Uint32Array(bytes.buffer, bytes.byteOffset, 7)
  const [magic, features = 0, rings = 0, vertices = 0, cells = 0, labels = 0, text = 0] = header
  const at = sectionsOf({ features, rings, vertices, cells, labels, text })
  if (magic !== MAGIC || at.end !== bytes.byteLength) throw new Error('these bytes are no tile')
  const part = (start: number, length: number): Uint8Array => bytes.subarray(start, start + length)
  const words = (start: number, length: number): Uint32Array =>
    new Uint32Array(bytes.buffer, bytes.byteOffset + start, length)
  const steps = (start: number, length: number): Int32Array =>
    new Int32Array(bytes.buffer, bytes.byteOffset + start, length)
  const points = steps(at.labelPoints, 2 * labels)
  const textStarts = words(at.textStarts, labels + 1)
  return {
    featureCount: features,
    ids: part(at.ids, ID_BYTES * features),
    classes: part(at.classes, features),
    ringStarts: words(at.ringStarts, features + 1),
    vertexStarts: words(at.vertexStarts, rings + 1),
    holes: part(at.holes, rings),
    vertices: steps(at.vertices, 2 * vertices),
    cells: new Uint16Array(bytes.buffer, bytes.byteOffset + at.cells, cells),
    cellClasses: part(at.cellClasses, cells),
    labels: Array.from(words(at.labelFeatures, labels), (feature, index) => ({
      feature,
      x: points[2 * index] ?? 0,
      y: points[2 * index + 1] ?? 0,
      text: decodeText(
        part(at.text + (textStarts[index] ?? 0), (textStarts[index + 1] ?? 0) - (textStarts[index] ?? 0)),
      ),
    })),
  }
}

export const cellOf = (column: number, row: number): number => row * TILE_PX + column

const nibble = (code: number): number => (code <= 57 ? code - 48 : (code | 32) - 87)

function writeId(bytes: Uint8Array, at: number, id: string): void {
  let byte = at
  for (let i = 0; i < id.length && byte < at + ID_BYTES; i += 2) {
    if (id[i] === '-') i++
    bytes[byte++] = (nibble(id.charCodeAt(i)) << 4) | nibble(id.charCodeAt(i + 1))
  }
}

/** The id of feature `index`. */
export function tileFeatureId(tile: Tile, index: number): string {
  let id = ''
  for (let i = 0; i < ID_BYTES; i++) {
    if (i === 4 || i === 6 || i === 8 || i === 10) id += '-'
    id += (tile.ids[ID_BYTES * index + i] ?? 0).toString(16).padStart(2, '0')
  }
  return id
}
