import type { CancelSignal } from '../../shared/contract/job.ts'
import type { WritableDb } from '../open/database.ts'
import type { FeatureTable } from '../schema/tables.ts'
import { rtreeName } from './rtree.ts'

/** minx, maxx, miny, maxy of each row, as roundBox gives them, in the order of their fids. */
export type RowBoxes = Float32Array<ArrayBuffer>

const HEADER_BYTES = 4
const CELL_BYTES = 24
const ROOT = 1
/** Room left in a full node, so that the first edits split nothing. */
const FILL = 0.9
/** The order by place keeps 21 bits for a row's position. */
const MOST_ROWS = 2 ** 21
const ROWS_A_STATEMENT = 250

const float = new Float32Array(1)
const bits = new Int32Array(float.buffer)

/** The nearest 32-bit float that is not above the value (or, with `up`, not below it). */
function outward(value: number, up: 0 | 1): number {
  float[0] = value
  const near = float[0]
  if (up === 1 ? near >= value : near <= value) return near
  // Neighbouring floats of one sign have neighbouring bit patterns; a coordinate that rounds to zero never gets here.
  bits[0] = (bits[0] ?? 0) + ((up === 1) === value > 0 ? 1 : -1)
  return float[0]
}

/** The 32-bit box that SQLite's R-tree would store: never smaller than the true one. */
function roundBox(into: Float32Array, at: number, minX: number, maxX: number, minY: number, maxY: number): void {
  into[at] = outward(minX, 0)
  into[at + 1] = outward(maxX, 1)
  into[at + 2] = outward(minY, 0)
  into[at + 3] = outward(maxY, 1)
}

/** Collects boxes without an object for each. */
export interface BoxCollector {
  add(minX: number, maxX: number, minY: number, maxY: number): void
  boxes(): RowBoxes
}

const FIRST_ROOM = 4096

/** Grows with what is really there: a header may promise billions of records. */
export function collectBoxes(): BoxCollector {
  let bounds = new Float32Array(FIRST_ROOM * 4)
  let length = 0
  const grow = (): void => {
    const old = bounds
    bounds = new Float32Array(old.length * 2)
    bounds.set(old)
  }
  return {
    add(minX, maxX, minY, maxY) {
      if (length === bounds.length) grow()
      roundBox(bounds, length, minX, maxX, minY, maxY)
      length += 4
    },
    boxes: () => bounds.slice(0, length),
  }
}

export const rowsIn = (boxes: RowBoxes): number => boxes.length / 4

/** Several threads' boxes one after another. */
export function joinBoxes(parts: readonly RowBoxes[]): RowBoxes {
  const joined = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}

/**
 * Fills an empty R-tree in one go with rows numbered from `firstFid` on: ordered by place are packed into nodes, level by level, in the format of SQLite's rtree
 * module (its rtreecheck() vouches for it). Inserting them one by one costs six times as much. False: not empty, or too many
 * rows; the caller inserts them.
 */
export function packRtree(
  db: WritableDb,
  table: FeatureTable,
  boxes: RowBoxes,
  firstFid: number,
  signal?: CancelSignal,
): boolean {
  const rtree = rtreeName(table)
  const isEmpty = db.prepare<[], { n: number }>(`SELECT EXISTS (SELECT 1 FROM ${rtree}_rowid) AS n`).get()?.n === 0
  const nodeBytes = db
    .prepare<[], { n: number }>(`SELECT length(data) AS n FROM ${rtree}_node WHERE nodeno = ${ROOT}`)
    .get()?.n
  if (!isEmpty || nodeBytes === undefined || rowsIn(boxes) > MOST_ROWS) return false
  // The module's own tables are closed to SQL unless the connection says that it knows what it does.
  db.unsafeMode(true)
  try {
    pack(nodeWriter(db, rtree, nodeBytes, signal), inOrderOfPlace(boxes, firstFid))
  } finally {
    db.unsafeMode(false)
  }
  return true
}

function pack(writer: NodeWriter, rows: Level): void {
  let level = rows
  for (let depth = 0; ; depth++) {
    if (level.ids.length <= writer.capacity) {
      writer.root(level, depth)
      return
    }
    level = writer.nodes(level, depth)
  }
}

/** Entries of one level: rows, or nodes of the level below. */
interface Level {
  readonly ids: Float64Array
  readonly bounds: Float32Array
}

/** Along a Z-order curve through the centres, so that neighbours share a node. */
function inOrderOfPlace(bounds: RowBoxes, firstFid: number): Level {
  const count = rowsIn(bounds)
  let [minX, maxX, minY, maxY] = [Infinity, -Infinity, Infinity, -Infinity]
  for (let i = 0; i < count * 4; i += 4) {
    minX = Math.min(minX, bounds[i] ?? 0)
    maxX = Math.max(maxX, bounds[i + 1] ?? 0)
    minY = Math.min(minY, bounds[i + 2] ?? 0)
    maxY = Math.max(maxY, bounds[i + 3] ?? 0)
  }
  const scaleX = 0xffff / Math.max(maxX - minX, 1e-9)
  const scaleY = 0xffff / Math.max(maxY - minY, 1e-9)
  const keys = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    const x = (((bounds[i * 4] ?? 0) + (bounds[i * 4 + 1] ?? 0)) / 2 - minX) * scaleX
    const y = (((bounds[i * 4 + 2] ?? 0) + (bounds[i * 4 + 3] ?? 0)) / 2 - minY) * scaleY
    keys[i] = ((spread(x) | (spread(y) << 1)) >>> 0) * MOST_ROWS + i
  }
  keys.sort()
  const ids = new Float64Array(count)
  const ordered = new Float32Array(count * 4)
  for (let n = 0; n < count; n++) {
    const i = (keys[n] ?? 0) % MOST_ROWS
    ids[n] = firstFid + i
    ordered.set(bounds.subarray(i * 4, i * 4 + 4), n * 4)
  }
  return { ids, bounds: ordered }
}

/** 16 bits with a gap after each. */
function spread(value: number): number {
  let bits = Math.max(0, Math.min(0xffff, Math.floor(value)))
  bits = (bits | (bits << 8)) & 0x00ff00ff
  bits = (bits | (bits << 4)) & 0x0f0f0f0f
  bits = (bits | (bits << 2)) & 0x33333333
  return (bits | (bits << 1)) & 0x55555555
}

interface NodeWriter {
  /** Entries that a node holds. */
  readonly capacity: number
  /** Packs a level into nodes and gives the level above. */
  nodes(level: Level, depth: number): Level
  root(level: Level, depth: number): void
}

function nodeWriter(db: WritableDb, rtree: string, nodeBytes: number, signal?: CancelSignal): NodeWriter {
  const capacity = Math.floor((nodeBytes - HEADER_BYTES) / CELL_BYTES)
  const fill = Math.floor(capacity * FILL)
  const insertNode = db.prepare(`INSERT INTO ${rtree}_node (nodeno, data) VALUES (?, ?)`)
  const replaceRoot = db.prepare(`UPDATE ${rtree}_node SET data = ? WHERE nodeno = ${ROOT}`)
  let nextNode = ROOT + 1
  const encode = ({ ids, bounds }: Level, from: number, to: number, depth: number): Uint8Array => {
    const view = new DataView(new ArrayBuffer(nodeBytes))
    view.setUint16(0, depth)
    view.setUint16(2, to - from)
    for (let i = from, at = HEADER_BYTES; i < to; i++, at += CELL_BYTES) {
      view.setUint32(at, Math.floor((ids[i] ?? 0) / 2 ** 32))
      view.setUint32(at + 4, (ids[i] ?? 0) % 2 ** 32)
      for (let side = 0; side < 4; side++) view.setFloat32(at + 8 + side * 4, bounds[i * 4 + side] ?? 0)
    }
    return new Uint8Array(view.buffer)
  }
  return {
    capacity,
    nodes(level, depth) {
      const count = Math.ceil(level.ids.length / fill)
      const above = { ids: new Float64Array(count), bounds: new Float32Array(count * 4) }
      const nodeOf = new Float64Array(level.ids.length)
      for (let n = 0; n < count; n++) {
        const [from, to] = [n * fill, Math.min((n + 1) * fill, level.ids.length)]
        const node = nextNode++
        signal?.throwIfAborted()
        insertNode.run(node, encode(level, from, to, 0))
        nodeOf.fill(node, from, to)
        above.ids[n] = node
        above.bounds.set(boundsOf(level.bounds, from, to), n * 4)
      }
      link(db, rtree, depth, level.ids, nodeOf, signal)
      return above
    },
    root(level, depth) {
      replaceRoot.run(encode(level, 0, level.ids.length, depth))
      link(db, rtree, depth, level.ids, new Float64Array(level.ids.length).fill(ROOT))
    },
  }
}

function boundsOf(bounds: Float32Array, from: number, to: number): readonly [number, number, number, number] {
  let [minX, maxX, minY, maxY] = [Infinity, -Infinity, Infinity, -Infinity]
  for (let i = from * 4; i < to * 4; i += 4) {
    minX = Math.min(minX, bounds[i] ?? 0)
    maxX = Math.max(maxX, bounds[i + 1] ?? 0)
    minY = Math.min(minY, bounds[i + 2] ?? 0)
    maxY = Math.max(maxY, bounds[i + 3] ?? 0)
  }
  return [minX, maxX, minY, maxY]
}

/** Notes in which node each row (or node) stands, in ascending order so that the tables only grow at their end. */
function link(
  db: WritableDb,
  rtree: string,
  depth: number,
  ids: Float64Array,
  nodeOf: Float64Array,
  signal?: CancelSignal,
): void {
  const order = Uint32Array.from(ids.keys())
  if (!isAscending(ids)) order.sort((a, b) => (ids[a] ?? 0) - (ids[b] ?? 0))
  const target = depth === 0 ? `${rtree}_rowid (rowid, nodeno)` : `${rtree}_parent (nodeno, parentnode)`
  const many = db.prepare(
    `INSERT INTO ${target} VALUES ${Array.from({ length: ROWS_A_STATEMENT }, () => '(?, ?)').join(', ')}`,
  )
  const one = db.prepare(`INSERT INTO ${target} VALUES (?, ?)`)
  const pair = (n: number): readonly [number, number] => [ids[order[n] ?? 0] ?? 0, nodeOf[order[n] ?? 0] ?? 0]
  let n = 0
  for (; n + ROWS_A_STATEMENT <= order.length; n += ROWS_A_STATEMENT) {
    const values: number[] = []
    for (let i = n; i < n + ROWS_A_STATEMENT; i++) values.push(...pair(i))
    signal?.throwIfAborted()
    many.run(...values)
  }
  for (; n < order.length; n++) one.run(...pair(n))
}

function isAscending(ids: Float64Array): boolean {
  for (let i = 1; i < ids.length; i++) if ((ids[i] ?? 0) < (ids[i - 1] ?? 0)) return false
  return true
}
