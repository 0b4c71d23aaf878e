import type { PolygonRings } from '../../shared/geo/geometry.ts'

export interface MosaicOptions {
  readonly columns: number
  readonly rows: number
  readonly seed?: number
  readonly rotateDegrees?: number
  /** Share of walls that bend, which makes one of their two parcels concave. */
  readonly bentWalls?: number
  /** Share of parcels that reach over a neighbour by a random width, from a tenth of a millimetre to two metres. */
  readonly overlapping?: number
}

/** Small deterministic generator (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

type Point = readonly [x: number, y: number]

const PLOT_WIDTH_M = 13
const PLOT_DEPTH_M = 16

/** Parcels in zone 39 whose neighbours share their walls vertex by vertex, rotated about the first corner. */
export function parcelMosaic(options: MosaicOptions): (readonly PolygonRings[])[] {
  const random = seeded(options.seed ?? 1)
  const { columns, rows } = options
  const angle = ((options.rotateDegrees ?? 0) * Math.PI) / 180
  const place = (x: number, y: number): Point => [
    39_550_000 + x * Math.cos(angle) - y * Math.sin(angle),
    3_880_000 + x * Math.sin(angle) + y * Math.cos(angle),
  ]
  const node = (c: number, r: number): Point => place(c * PLOT_WIDTH_M + random() * 2, r * PLOT_DEPTH_M + random() * 2)
  const nodes: Point[][] = Array.from({ length: rows + 1 }, (_, r) =>
    Array.from({ length: columns + 1 }, (_, c) => node(c, r)),
  )
  const bend = (a: Point, b: Point): Point[] => {
    if (random() >= (options.bentWalls ?? 0)) return []
    const [dx, dy] = [(random() - 0.5) * 4, (random() - 0.5) * 4]
    return [[(a[0] + b[0]) / 2 + dx, (a[1] + b[1]) / 2 + dy]]
  }
  const corner = (c: number, r: number): Point => nodes[r]?.[c] ?? [Number.NaN, Number.NaN]
  const along = nodes.map((_, r) => Array.from({ length: columns }, (_, c) => bend(corner(c, r), corner(c + 1, r))))
  const up = Array.from({ length: rows }, (_, r) => nodes[0]?.map((_, c) => bend(corner(c, r), corner(c, r + 1))) ?? [])

  const parcels: (readonly PolygonRings[])[] = []
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const grown = random() < (options.overlapping ?? 0) ? 10 ** (-4 + random() * 4.3) : 0
      const [x, y] = corner(c + 1, r + 1)
      const shell: Point[] = [
        corner(c, r),
        ...(along[r]?.[c] ?? []),
        corner(c + 1, r),
        ...(up[r]?.[c + 1] ?? []),
        [x + grown, y + grown / 2],
        ...[...(along[r + 1]?.[c] ?? [])].reverse(),
        corner(c, r + 1),
        ...[...(up[r]?.[c] ?? [])].reverse(),
        corner(c, r),
      ]
      parcels.push([[Float64Array.from(shell.flat())]])
    }
  }
  return parcels
}

/** OGC WKB in hexadecimal, for oracles that read text. */
export function wkbHex(polygons: readonly PolygonRings[]): string {
  const parts: Buffer[] = []
  const header = (type: number, count: number): void => {
    const bytes = Buffer.alloc(9)
    bytes[0] = 1
    bytes.writeUInt32LE(type, 1)
    bytes.writeUInt32LE(count, 5)
    parts.push(bytes)
  }
  header(6, polygons.length)
  for (const rings of polygons) {
    header(3, rings.length)
    for (const ring of rings) {
      const count = Buffer.alloc(4)
      count.writeUInt32LE(ring.length / 2)
      parts.push(count, Buffer.from(ring.buffer, ring.byteOffset, ring.byteLength))
    }
  }
  return Buffer.concat(parts).toString('hex')
}
