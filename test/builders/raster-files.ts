import { deflateSync } from 'node:zlib'

/** Red, green, blue of a pixel. */
export type Picture = (column: number, row: number) => readonly [number, number, number]

export interface TiffSpec {
  readonly width: number
  readonly height: number
  /** One that asks for no pixel is the same everywhere, and is packed once. */
  readonly picture: Picture
  /** Metres or degrees a pixel, and the first pixel's corner; null: it does not say. */
  readonly position: { readonly pixel: number; readonly west: number; readonly north: number } | null
  /** EPSG code; null: no keys. */
  readonly crs: { readonly code: number; readonly isGeographic?: boolean } | null
  /** Tiles of so many pixels, packed by Deflate; without it one strip as it is. */
  readonly tileSide?: number
  /** How many times the picture is halved into smaller copies. */
  readonly overviews?: number
  readonly isPoint?: boolean
  /** Instead of the true values, for files that lie. */
  readonly lies?: ReadonlyMap<number, number>
}

type Entry = readonly [tag: number, type: 3 | 4 | 12, values: readonly number[]]
const SIZES = { 3: 2, 4: 4, 12: 8 } as const

/** A GeoTIFF (classic, little endian, RGB of 8 bits). */
export function tiffBytes(spec: TiffSpec): Buffer {
  const chunks: Buffer[] = [Buffer.from([0x49, 0x49, 42, 0, 0, 0, 0, 0])]
  let at = 8
  const append = (bytes: Buffer): number => {
    const start = at
    const padded = bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(1)])
    chunks.push(padded)
    at += padded.length
    return start
  }
  let link = { chunk: 0, offset: 4 }
  for (let level = 0; level <= (spec.overviews ?? 0); level++) {
    const step = 2 ** level
    const width = Math.ceil(spec.width / step)
    const height = Math.ceil(spec.height / step)
    const blocks = blocksOf(spec, width, height, step)
    const offsets = blocks.map((block) => append(block))
    const entries = entriesOf(spec, level, width, height, blocks, offsets)
    const { bytes, next } = directory(entries, at)
    ;(chunks[link.chunk] as Buffer).writeUInt32LE(at, link.offset)
    append(bytes)
    link = { chunk: chunks.length - 1, offset: next }
  }
  return Buffer.concat(chunks)
}

function blocksOf({ picture, tileSide }: TiffSpec, width: number, height: number, step: number): readonly Buffer[] {
  const cut = (fromX: number, fromY: number, w: number, h: number): Buffer => {
    const bytes = Buffer.alloc(3 * w * h)
    for (let y = 0; y < h; y++)
      for (let x = 0; x < w; x++)
        if (fromX + x < width && fromY + y < height)
          bytes.set(picture((fromX + x) * step, (fromY + y) * step), 3 * (y * w + x))
    return bytes
  }
  if (tileSide === undefined) return [cut(0, 0, width, height)]
  const same = picture.length === 0 ? deflateSync(cut(0, 0, tileSide, tileSide)) : null
  const blocks: Buffer[] = []
  for (let y = 0; y < height; y += tileSide)
    for (let x = 0; x < width; x += tileSide) blocks.push(same ?? deflateSync(cut(x, y, tileSide, tileSide)))
  return blocks
}

function entriesOf(
  { position, crs, tileSide, isPoint, lies }: TiffSpec,
  level: number,
  width: number,
  height: number,
  blocks: readonly Buffer[],
  offsets: readonly number[],
): readonly Entry[] {
  const lengths = blocks.map(({ length }) => length)
  const entries: Entry[] = [
    [254, 4, [level === 0 ? 0 : 1]],
    [256, 4, [width]],
    [257, 4, [height]],
    [258, 3, [8, 8, 8]],
    [259, 3, [tileSide === undefined ? 1 : 8]],
    [262, 3, [2]],
    [277, 3, [3]],
    ...(tileSide === undefined
      ? ([
          [273, 4, offsets],
          [278, 4, [height]],
          [279, 4, lengths],
        ] as const)
      : ([
          [322, 4, [tileSide]],
          [323, 4, [tileSide]],
          [324, 4, offsets],
          [325, 4, lengths],
        ] as const)),
  ]
  if (level === 0 && position !== null)
    entries.push(
      [33550, 12, [position.pixel, position.pixel, 0]],
      [33922, 12, [0, 0, 0, position.west, position.north, 0]],
    )
  if (level === 0 && crs !== null)
    entries.push([
      34735,
      3,
      [1, 1, 0, 3, 1024, 0, 1, crs.isGeographic ? 2 : 1, 1025, 0, 1, isPoint ? 2 : 1].concat([
        crs.isGeographic ? 2048 : 3072,
        0,
        1,
        crs.code,
      ]),
    ])
  return entries
    .map(([tag, type, values]): Entry => [tag, type, lies?.has(tag) ? [lies.get(tag) ?? 0] : values])
    .toSorted((a, b) => a[0] - b[0])
}

/** A directory that will stand at `at`, and where in it the place of the next one is written. */
function directory(entries: readonly Entry[], at: number): { readonly bytes: Buffer; readonly next: number } {
  const next = 2 + 12 * entries.length
  const head = Buffer.alloc(next + 4)
  head.writeUInt16LE(entries.length, 0)
  const tails: Buffer[] = []
  let tailAt = at + head.length
  entries.forEach(([tag, type, values], index) => {
    const bytes = Buffer.alloc(Math.max(4, SIZES[type] * values.length))
    values.forEach((value, i) => {
      if (type === 3) bytes.writeUInt16LE(value, 2 * i)
      else if (type === 4) bytes.writeUInt32LE(value, 4 * i)
      else bytes.writeDoubleLE(value, 8 * i)
    })
    const entry = 2 + 12 * index
    head.writeUInt16LE(tag, entry)
    head.writeUInt16LE(type, entry + 2)
    head.writeUInt32LE(values.length, entry + 4)
    if (SIZES[type] * values.length <= 4) bytes.copy(head, entry + 8, 0, 4)
    else {
      head.writeUInt32LE(tailAt, entry + 8)
      tails.push(bytes)
      tailAt += bytes.length
    }
  })
  return { bytes: Buffer.concat([head, ...tails]), next }
}

const crcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c >>> 0
})

function pngChunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data])
  let crc = 0xffffffff
  for (const byte of body) crc = ((crcTable[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8)) >>> 0
  const whole = Buffer.alloc(body.length + 8)
  whole.writeUInt32BE(data.length, 0)
  body.copy(whole, 4)
  whole.writeUInt32BE((crc ^ 0xffffffff) >>> 0, body.length + 4)
  return whole
}

/** A PNG of one colour; `claims`: the side that its header says. */
export function pngBytes(side: number, colour: readonly [number, number, number], claims = side): Buffer {
  const row = Buffer.alloc(1 + 3 * side)
  for (let x = 0; x < side; x++) row.set(colour, 1 + 3 * x)
  const head = Buffer.alloc(13)
  head.writeUInt32BE(claims, 0)
  head.writeUInt32BE(claims, 4)
  head.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', head),
    pngChunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: side }, () => row)))),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

/** A PMTiles archive (version 3) of one tile. `type`: 2 is PNG, 1 vector. */
export function pmtilesBytes(tileId: number, tile: Buffer, zoom: number, bounds: readonly number[], type = 2): Buffer {
  const varint = (value: number): number[] =>
    value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))]
  // One entry: number of entries, id, run, length, offset + 1.
  const root = Buffer.from([...varint(1), ...varint(tileId), ...varint(1), ...varint(tile.length), ...varint(1)])
  const head = Buffer.alloc(127)
  head.write('PMTiles', 'latin1')
  head[7] = 3
  const sections = [127, root.length, 127 + root.length, 2, 0, 0, 127 + root.length + 2, tile.length, 1, 1, 1]
  sections.forEach((value, index) => head.writeBigUInt64LE(BigInt(value), 8 + 8 * index))
  head.set([1, 1, 1, type, zoom, zoom], 96)
  bounds.forEach((degrees, index) => head.writeInt32LE(Math.round(degrees * 1e7), 102 + 4 * index))
  return Buffer.concat([head, root, Buffer.from('{}'), tile])
}
