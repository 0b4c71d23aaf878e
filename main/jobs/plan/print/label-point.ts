import type { Coordinates, PolygonRings } from '../../../../shared/geo/geometry.ts'

export interface LabelPoint {
  readonly x: number
  readonly y: number
}

const SCAN_LINES = 9

/**
 * The middle of a place of a polygon that holds a label of this size whole, holes spared: a wide one, near the polygon's middle;
 * null where there is none. A place is as wide as what is inside on three lines: through its top, its middle and its bottom.
 * Any unit, all in the same.
 */
export function labelPoint(polygon: PolygonRings, width: number, height: number): LabelPoint | null {
  const [low, high] = rangeOfY(polygon[0])
  if (high - low < height) return null
  const middle = (low + high) / 2
  let best: LabelPoint | null = null
  let bestScore = 0
  for (let i = 1; i <= SCAN_LINES; i++) {
    const y = low + height / 2 + ((high - low - height) * i) / (SCAN_LINES + 1)
    const [from, to] = [-height / 2, 0, height / 2]
      .map((offset) => insideAt(polygon, y + offset))
      .reduce(common)
      .reduce(wider, [0, 0])
    const score = (to - from) * (1 - Math.abs(y - middle) / (high - low))
    if (to - from < width || score <= bestScore) continue
    bestScore = score
    best = { x: (from + to) / 2, y }
  }
  return best
}

type Span = readonly [from: number, to: number]

const wider = (a: Span, b: Span): Span => (b[1] - b[0] > a[1] - a[0] ? b : a)

function rangeOfY(ring: Coordinates | undefined): Span {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (let i = 1; i < (ring?.length ?? 0); i += 2) {
    const y = ring?.[i] ?? 0
    low = Math.min(low, y)
    high = Math.max(high, y)
  }
  return [low, high]
}

/** The stretches of a horizontal line that lie inside, from west to east (even-odd). */
function insideAt(polygon: PolygonRings, y: number): readonly Span[] {
  const crossings: number[] = []
  for (const ring of polygon) {
    for (let i = 0; i + 3 < ring.length; i += 2) {
      const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = ring.subarray(i, i + 4)
      if (y0 > y !== y1 > y) crossings.push(x0 + ((y - y0) / (y1 - y0)) * (x1 - x0))
    }
  }
  crossings.sort((a, b) => a - b)
  const spans: Span[] = []
  for (let i = 0; i + 1 < crossings.length; i += 2) spans.push([crossings[i] ?? 0, crossings[i + 1] ?? 0])
  return spans
}

function common(a: readonly Span[], b: readonly Span[]): readonly Span[] {
  return a.flatMap(([from, to]) =>
    b.map(([start, end]): Span => [Math.max(from, start), Math.min(to, end)]).filter(([start, end]) => start < end),
  )
}
