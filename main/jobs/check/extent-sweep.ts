import type { Extent } from '../../../shared/geo/geometry.ts'

/** Height of the strips into which waiting objects are sorted: a few plots. */
const STRIP_HEIGHT_M = 64
/** Strips in which nothing comes any more are emptied every so often. */
const PUSHES_BETWEEN_CLEANINGS = 8192
/** What spans more strips is compared with everything instead of standing in each of them. */
const MAX_STRIPS = 64

interface Waiting<T> {
  readonly extent: Extent
  readonly value: T
}

const stripOf = (northing: number): number => Math.floor(northing / STRIP_HEIGHT_M)

/** Compares with the objects of one list and drops those that lie wholly to the west of what may still come. */
function visit<T>(list: Waiting<T>[], west: number, compare: (other: Waiting<T>) => void): void {
  let kept = 0
  for (const other of list) {
    if (other.extent[2] < west) continue
    list[kept++] = other
    compare(other)
  }
  list.length = kept
}

/**
 * Finds all pairs of objects whose extents meet, from west to east, holding only what reaches east of the sweep line. Each pair
 * is told once.
 */
export class ExtentSweep<T> {
  readonly #strips = new Map<number, Waiting<T>[]>()
  readonly #tall: Waiting<T>[] = []
  readonly #onPair: (earlier: T, later: T) => void
  #pushes = 0

  constructor(onPair: (earlier: T, later: T) => void) {
    this.#onPair = onPair
  }

  /** `west` never decreases from call to call and is at most the west of this and of every later extent. */
  push(west: number, extent: Extent, value: T): void {
    const [minX, minY, maxX, maxY] = extent
    const meets = (other: Waiting<T>): boolean =>
      other.extent[0] <= maxX && other.extent[2] >= minX && other.extent[1] <= maxY && other.extent[3] >= minY
    const low = stripOf(minY)
    const high = stripOf(maxY)
    const item: Waiting<T> = { extent, value }
    if (++this.#pushes % PUSHES_BETWEEN_CLEANINGS === 0) this.#clean(west)
    visit(this.#tall, west, (other) => {
      if (meets(other)) this.#onPair(other.value, value)
    })
    if (!(high - low < MAX_STRIPS)) {
      this.#comparePerStrip(west, item, meets)
      this.#tall.push(item)
      return
    }
    for (let strip = low; strip <= high; strip++) {
      const list = this.#strips.get(strip)
      if (list === undefined) {
        this.#strips.set(strip, [item])
        continue
      }
      visit(list, west, (other) => {
        // Two objects may share several strips: the lowest common one tells of them.
        if (meets(other) && strip === Math.max(low, stripOf(other.extent[1]))) this.#onPair(other.value, value)
      })
      list.push(item)
    }
  }

  #clean(west: number): void {
    for (const [strip, list] of this.#strips) {
      visit(list, west, () => undefined)
      if (list.length === 0) this.#strips.delete(strip)
    }
  }

  #comparePerStrip(west: number, item: Waiting<T>, meets: (other: Waiting<T>) => boolean): void {
    for (const [strip, list] of this.#strips) {
      visit(list, west, (other) => {
        if (meets(other) && strip === stripOf(other.extent[1])) this.#onPair(other.value, item.value)
      })
    }
  }
}
