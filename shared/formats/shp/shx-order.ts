import type { RecordTable } from './shp-index.ts'
import { type ShxIndex, shxLength, shxOffset } from './shx.ts'

const RECORD_HEADER_BYTES = 8

export interface ShxComparison {
  readonly code: 'shx.ignored' | 'shx.order' | null
  readonly records: number
  /** Physical positions in the order of the .shx; only with shx.order. */
  readonly order?: Uint32Array
}

/**
 * Compares the framed records with the .shx. A shape that was edited in place moves to the end of the .shp and leaves its old
 * bytes behind; then the .dbf follows the .shx, and physical order would shift attributes. That reading is taken only when the
 * .shx has exactly the `rows` of the .dbf and each entry is a framed record; any other disagreement ignores the .shx.
 */
export function physicalOrder(shx: ShxIndex, table: RecordTable, rows: number | undefined): ShxComparison {
  let differing = Math.abs(shx.count - table.count)
  for (let index = 0; index < Math.min(shx.count, table.count); index++) {
    const framed = table.offsetAt(index)
    // A lost record has no offset: it is accounted for elsewhere.
    if (!Number.isNaN(framed) && framed !== shxOffset(shx, index) + RECORD_HEADER_BYTES) differing += 1
  }
  if (differing === 0) return { code: null, records: 0 }
  const order = rows === shx.count && shx.count <= table.count ? positionsOf(shx, table) : null
  return order === null ? { code: 'shx.ignored', records: differing } : { code: 'shx.order', records: differing, order }
}

/**
 * Records (0-based) whose length the .shx contradicts though it knows their place. One of the two is damaged, and it could be
 * either, so a single one is lost; where most are contradicted it is the .shx that is wrong.
 */
export function contradictedLengths(
  shx: ShxIndex,
  table: RecordTable,
): { readonly lost: readonly number[]; readonly ignored: number } {
  const contradicted: number[] = []
  for (let index = 0; index < Math.min(shx.count, table.count); index++) {
    const length = table.lengthAt(index)
    if (length === null || length === shxLength(shx, index)) continue
    if (table.offsetAt(index) === shxOffset(shx, index) + RECORD_HEADER_BYTES) contradicted.push(index)
  }
  const blamesShx = contradicted.length > 1 && contradicted.length * 2 > table.count
  return blamesShx ? { lost: [], ignored: contradicted.length } : { lost: contradicted, ignored: 0 }
}

/** The physical position of every entry, or null when one is no record or two are the same. */
function positionsOf(shx: ShxIndex, table: RecordTable): Uint32Array | null {
  const order = new Uint32Array(shx.count)
  const taken = new Uint8Array(table.count)
  for (let index = 0; index < shx.count; index++) {
    const position = positionAt(table, shxOffset(shx, index) + RECORD_HEADER_BYTES)
    if (position === -1 || taken[position] === 1) return null
    taken[position] = 1
    order[index] = position
  }
  return order
}

/** Framed offsets rise, so halving finds one; a lost record in between ends the search without a find. */
function positionAt(table: RecordTable, contentAt: number): number {
  let low = 0
  let high = table.count - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const offset = table.offsetAt(middle)
    if (offset === contentAt) return middle
    if (offset < contentAt) low = middle + 1
    else high = middle - 1
  }
  return -1
}
