/** Makes the bytes of .shp and .shx files by hand, sound or broken; it knows nothing of the code that it tests. */

export type XY = readonly [number, number]

const HEADER_BYTES = 100

export interface ShpFileOptions {
  readonly type: number
  readonly contents: readonly Uint8Array[]
  /** Record number written for each record; 1, 2, 3 … by default. */
  readonly numbers?: readonly number[]
  /** Content length in bytes claimed by a record (0-based), instead of its true one. */
  readonly claimedLengths?: Readonly<Record<number, number>>
  /** File length in bytes claimed by the header. */
  readonly claimedFileLength?: number
  /** Bytes put before a record (0-based); index = number of records puts them at the end. */
  readonly gaps?: Readonly<Record<number, Uint8Array>>
  /** Order of the .shx, as 0-based positions in `contents`. */
  readonly shxOrder?: readonly number[]
}

export interface ShpFiles {
  readonly shp: Uint8Array
  readonly shx: Uint8Array
  /** Where each record's header begins. */
  readonly offsets: readonly number[]
}

export function shpFiles(options: ShpFileOptions): ShpFiles {
  const { type, contents, numbers, claimedLengths = {}, gaps = {}, shxOrder = contents.map((_, i) => i) } = options
  const pieces: Uint8Array[] = [new Uint8Array(HEADER_BYTES)]
  const offsets: number[] = []
  let size = HEADER_BYTES
  const put = (piece: Uint8Array): void => {
    pieces.push(piece)
    size += piece.byteLength
  }
  contents.forEach((content, i) => {
    put(gaps[i] ?? new Uint8Array(0))
    offsets.push(size)
    put(bigEndian(numbers?.[i] ?? i + 1, (claimedLengths[i] ?? content.byteLength) / 2))
    put(content)
  })
  put(gaps[contents.length] ?? new Uint8Array(0))
  const shp = join(pieces)
  shp.set(fileHeader(type, options.claimedFileLength ?? size))
  const entries = shxOrder.map((i) => bigEndian((offsets[i] ?? 0) / 2, (contents[i]?.byteLength ?? 0) / 2))
  const shx = join([fileHeader(type, HEADER_BYTES + 8 * entries.length), ...entries])
  return { shp, shx, offsets }
}

export function fileHeader(type: number, byteLength: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(HEADER_BYTES))
  view.setInt32(0, 9994)
  view.setUint32(24, byteLength / 2)
  view.setInt32(28, 1000, true)
  view.setInt32(32, type, true)
  return new Uint8Array(view.buffer)
}

export const nullContent = (): Uint8Array => new Uint8Array(4)

export function pointContent(x: number, y: number, { type = 1, extra = 0 } = {}): Uint8Array {
  const view = new DataView(new ArrayBuffer(20 + 8 * extra))
  view.setInt32(0, type, true)
  view.setFloat64(4, x, true)
  view.setFloat64(12, y, true)
  return new Uint8Array(view.buffer)
}

export function multiPointContent(points: readonly XY[], { type = 8, claimedPoints = points.length } = {}): Uint8Array {
  const view = new DataView(new ArrayBuffer(40 + 16 * points.length))
  view.setInt32(0, type, true)
  view.setInt32(36, claimedPoints, true)
  points.forEach(([x, y], i) => putPoint(view, 40 + 16 * i, x, y))
  return new Uint8Array(view.buffer)
}

export interface PartsOptions {
  readonly type?: number
  readonly claimedParts?: number
  readonly claimedPoints?: number
  readonly partStarts?: readonly number[]
  /** Blocks of range and values after the points: 1 for M or Z, 2 for both. */
  readonly measureBlocks?: number
  /** MultiPatch only. */
  readonly partTypes?: readonly number[]
}

/** Polylines, polygons and multipatches: they share one layout. */
export function partsContent(parts: readonly (readonly XY[])[], options: PartsOptions = {}): Uint8Array {
  const points = parts.flat()
  const starts = options.partStarts ?? parts.map((_, i) => parts.slice(0, i).flat().length)
  const typeBytes = 4 * (options.partTypes?.length ?? 0)
  const pointsAt = 44 + 4 * parts.length + typeBytes
  const measures = (options.measureBlocks ?? 0) * (16 + 8 * points.length)
  const view = new DataView(new ArrayBuffer(pointsAt + 16 * points.length + measures))
  view.setInt32(0, options.type ?? 5, true)
  view.setInt32(36, options.claimedParts ?? parts.length, true)
  view.setInt32(40, options.claimedPoints ?? points.length, true)
  starts.forEach((start, i) => view.setInt32(44 + 4 * i, start, true))
  options.partTypes?.forEach((type, i) => view.setInt32(44 + 4 * parts.length + 4 * i, type, true))
  points.forEach(([x, y], i) => putPoint(view, pointsAt + 16 * i, x, y))
  return new Uint8Array(view.buffer)
}

/** A closed clockwise rectangle, as a shell is delivered. */
export const rectangle = (x: number, y: number, width: number, height: number): XY[] => [
  [x, y],
  [x, y + height],
  [x + width, y + height],
  [x + width, y],
  [x, y],
]

export const turned = (ring: readonly XY[]): XY[] => ring.toReversed()

function putPoint(view: DataView, at: number, x: number, y: number): void {
  view.setFloat64(at, x, true)
  view.setFloat64(at + 8, y, true)
}

function bigEndian(first: number, second: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(8))
  view.setUint32(0, first)
  view.setUint32(4, second)
  return new Uint8Array(view.buffer)
}

export function join(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.byteLength, 0))
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.byteLength
  }
  return all
}
