import type { Extent } from '../../shared/geo/geometry.ts'
import { blobExtent } from '../../shared/geo/geopackage-blob.ts'
import type { ReadableDb } from '../open/database.ts'
import { ownerParams, ownerSql, runOf, type TiledLayer, tileLayer } from './tiled-layer.ts'

/** Extent and class of every shape of a layer, so that a view of the whole survey reads no row. 37 bytes an object. */
export interface TileIndex {
  count: number
  fids: Float64Array
  /** Four numbers a shape, as in an extent. */
  boxes: Float64Array
  classes: Uint8Array
}

interface Building {
  readonly index: TileIndex
  /** State of the survey when it was begun. */
  readonly stamp: Stamp
  after: number
}

interface Kept {
  complete: { readonly index: TileIndex; stamp: Stamp } | null
  building: Building | null
}

interface Stamp {
  readonly entry: number
  readonly run: number
}

/** Rows of one step: about 15 ms. */
const STEP_ROWS = 2500
/** More changes than that are read anew as a whole. */
const MOST_CHANGES = 2000
/** Magic, flags, system and an XY envelope stand in a blob's first 40 bytes. */
const HEAD_BYTES = 40

/** By layer and owner. */
const keptOf = new WeakMap<ReadableDb, Map<string, Kept>>()

/** The index of a layer as the survey is now; null: more steps are to be made first. */
export function tileIndex(db: ReadableDb, layer: TiledLayer): TileIndex | null {
  const kept = keptFor(db, layer)
  if (kept.complete === null) return null
  const stamp = stampOf(db, layer)
  const before = kept.complete.stamp
  if (stamp.entry === before.entry && stamp.run === before.run) return kept.complete.index
  if (stamp.run !== before.run || !takeChanges(db, layer, kept.complete.index, before.entry)) {
    kept.complete = null
    return null
  }
  kept.complete.stamp = stamp
  return kept.complete.index
}

/** Reads some more rows of a layer. True when its index is complete. */
export function advanceTileIndex(db: ReadableDb, layer: TiledLayer): boolean {
  if (tileIndex(db, layer) !== null) return true
  const kept = keptFor(db, layer)
  kept.building ??= { index: emptyIndex(), stamp: stampOf(db, layer), after: Number.MIN_SAFE_INTEGER }
  const { building } = kept
  const rows = rowsAfter(db, layer, building.stamp.run, building.after)
  for (const row of rows) put(db, layer, building.index, building.index.count, row)
  building.after = Number(rows.at(-1)?.[0] ?? building.after)
  if (rows.length === STEP_ROWS) return false
  kept.complete = { index: building.index, stamp: building.stamp }
  kept.building = null
  return tileIndex(db, layer) !== null // what was changed meanwhile is taken in, or everything begins anew
}

/** How many objects of a complete index have which class. */
export function countClasses({ count, classes }: TileIndex): readonly { class: number; count: number }[] {
  const counts = new Uint32Array(256)
  for (let i = 0; i < count; i++) {
    const at = classes[i] ?? 0
    counts[at] = (counts[at] ?? 0) + 1
  }
  return [...counts].flatMap((number, objectClass) => (number === 0 ? [] : [{ class: objectClass, count: number }]))
}

function keptFor(db: ReadableDb, layer: TiledLayer): Kept {
  const layers = keptOf.get(db) ?? new Map<string, Kept>()
  keptOf.set(db, layers)
  const key = `${layer.layer}/${layer.owner ?? ''}`
  const kept = layers.get(key) ?? { complete: null, building: null }
  layers.set(key, kept)
  return kept
}

const stampOf = (db: ReadableDb, layer: TiledLayer): Stamp => ({
  entry: db.prepare<[], { n: number | null }>('SELECT max(fid) AS n FROM journal_entry').get()?.n ?? 0,
  run: runOf(db, layer),
})

const emptyIndex = (): TileIndex => ({
  count: 0,
  fids: new Float64Array(STEP_ROWS),
  boxes: new Float64Array(4 * STEP_ROWS),
  classes: new Uint8Array(STEP_ROWS),
})

type Row = readonly (string | number | Uint8Array | null)[]

const selectOf = (layer: TiledLayer): string => {
  const { columns, join } = tileLayer(layer.layer)
  return `SELECT t.fid, substr(t.geom, 1, ${HEAD_BYTES}), ${columns.join(', ')} FROM ${layer.layer} t ${join}`
}

const rowsAfter = (db: ReadableDb, layer: TiledLayer, run: number, after: number): readonly Row[] =>
  db
    .prepare<(number | string)[], Row>(`${selectOf(layer)} WHERE t.fid > ?${ownerSql(layer)} ORDER BY t.fid LIMIT ?`)
    .raw()
    .all(run, after, ...ownerParams(layer), STEP_ROWS)

/** Writes a row's place, or clears it where the row has no shape any more. */
function put(db: ReadableDb, layer: TiledLayer, index: TileIndex, at: number, [fid, head, ...values]: Row): void {
  const extent = head instanceof Uint8Array ? extentOfRow(db, layer, Number(fid), head) : null
  if (extent === null) {
    if (at < index.count) clear(index, at)
    return
  }
  if (at === index.count) grow(index)
  index.fids[at] = Number(fid)
  index.boxes.set(extent, 4 * at)
  index.classes[at] = tileLayer(layer.layer).classOf(values as readonly (string | number | null)[])
}

function extentOfRow(db: ReadableDb, layer: TiledLayer, fid: number, head: Uint8Array): Extent | null {
  const envelopeCode = ((head[3] ?? 0) >> 1) & 0b111
  if (envelopeCode !== 0) return blobExtent(head)
  const row = db.prepare<[number], { geom: Uint8Array }>(`SELECT geom FROM ${layer.layer} WHERE fid = ?`).get(fid)
  return row === undefined ? null : blobExtent(row.geom)
}

function grow(index: TileIndex): void {
  if (index.count === index.fids.length) {
    index.fids = copied(index.fids, new Float64Array(index.fids.length * 2))
    index.boxes = copied(index.boxes, new Float64Array(index.boxes.length * 2))
    index.classes = copied(index.classes, new Uint8Array(index.classes.length * 2))
  }
  index.count++
}

function copied<T extends Float64Array | Uint8Array>(from: T, to: T): T {
  to.set(from)
  return to
}

/** The last one takes the place of one that has gone. */
function clear(index: TileIndex, at: number): void {
  const last = index.count - 1
  index.fids[at] = index.fids[last] ?? 0
  index.boxes.copyWithin(4 * at, 4 * last, 4 * last + 4)
  index.classes[at] = index.classes[last] ?? 0
  index.count--
}

/** Takes in what the journal says was changed since an entry. False: too much of it, or a row has gone and left only its id. */
function takeChanges(db: ReadableDb, layer: TiledLayer, index: TileIndex, since: number): boolean {
  const ids = db
    .prepare<[number, string, number], readonly [string]>(
      'SELECT DISTINCT object_id FROM journal_change WHERE entry > ? AND table_name = ? LIMIT ?',
    )
    .raw()
    .all(since, layer.layer, MOST_CHANGES + 1)
  if (ids.length > MOST_CHANGES) return false
  const row = db.prepare<(number | string)[], Row>(`${selectOf(layer)} WHERE t.id = ?${ownerSql(layer)}`).raw()
  const run = runOf(db, layer)
  for (const [id] of ids) {
    const found = row.get(run, id, ...ownerParams(layer))
    if (found === undefined) return false
    const at = index.fids.subarray(0, index.count).indexOf(Number(found[0]))
    put(db, layer, index, at < 0 ? index.count : at, found)
  }
  return true
}
