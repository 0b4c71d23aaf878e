import { randomUUID } from 'node:crypto'
import type { ListRow, ListValue } from '../../../shared/contract/lists.ts'
import { areaMeets } from '../../../shared/geo/area-meets.ts'
import { readBlob } from '../../../shared/geo/geopackage-blob.ts'
import { areaColumn, type ListLayer, listColumns } from '../../../shared/model/list-columns.ts'
import { rtreeName } from '../../geopackage/rtree.ts'
import type { ReadableDb } from '../../open/database.ts'
import { type FeatureTable, featureTables } from '../../schema/tables.ts'
import { ensureListCache } from './list-cache.ts'
import { columnSql, fromSql, needsCache } from './list-sql.ts'
import { conditionsOf, type ListQuestion } from './list-where.ts'

/** Row ids in the order of a query. */
function orderedRows(db: ReadableDb, query: ListQuestion): Float64Array {
  const sorted = query.sort
    .map(({ column, descending }) => ({ name: column, descending, column: columnSql(query.layer, column) }))
    .filter((key): key is typeof key & { column: NonNullable<typeof key.column> } => key.column !== null)
  const conditions = conditionsOf(query)
  const columns = [...sorted.map(({ column }) => column), ...conditions.flatMap((condition) => condition.columns)]
  if (needsCache(columns)) ensureListCache(db)
  const where = conditions.map(({ sql }) => `(${sql})`)
  if (query.area !== null) where.push('t.fid IN (SELECT value FROM json_each(?))')
  const values = [
    ...conditions.flatMap((condition) => condition.values),
    ...(query.area === null ? [] : [JSON.stringify(rowsWithin(db, query.layer, query.area))]),
  ]
  const words = sorted.filter(({ name }) => isWords(query.layer, name))
  const source = `${fromSql(query.layer, columns)} ${where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`}`
  if (words.length === 0) {
    // Blanks last, whichever way it goes.
    const order = sorted.flatMap(({ column, descending }) => [
      `${column.sql} ISNULL`,
      `${column.sql} ${descending ? 'DESC' : 'ASC'}`,
    ])
    const sql = `SELECT t.fid ${source} ORDER BY ${[...order, 't.fid'].join(', ')}`
    return Float64Array.from(
      db
        .prepare<unknown[], [number]>(sql)
        .raw()
        .all(...values),
      ([fid]) => fid,
    )
  }
  const keys = sorted.map(({ column }) => column.sql).join(', ')
  const rows = db
    .prepare<unknown[], [number, ...ListValue[]]>(`SELECT t.fid, ${keys} ${source} ORDER BY t.fid`)
    .raw()
    .all(...values)
  return inOrder(
    rows,
    sorted.map(({ name, descending }) => ({ descending, isWords: isWords(query.layer, name) })),
  )
}

const isWords = (layer: ListLayer, name: string): boolean =>
  listColumns[layer].some((column) => column.name === name && column.words)

const chinese = new Intl.Collator('zh-CN', { numeric: true })

/** Sorts by words as a Chinese dictionary does; each distinct word is compared once, not once a row. */
function inOrder(
  rows: readonly (readonly [number, ...ListValue[]])[],
  keys: readonly { readonly descending: boolean; readonly isWords: boolean }[],
): Float64Array {
  const ranks = keys.map((key, i) => {
    if (!key.isWords) return null
    const distinct = new Set(rows.map((row) => row[i + 1]).filter((value) => typeof value === 'string'))
    return new Map([...distinct].toSorted(chinese.compare).map((value, rank) => [value, rank]))
  })
  const keyOf = (row: readonly [number, ...ListValue[]], i: number): string | number | null => {
    const value = row[i + 1] ?? null
    return typeof value === 'string' ? (ranks[i]?.get(value) ?? value) : value
  }
  const compare = (a: readonly [number, ...ListValue[]], b: readonly [number, ...ListValue[]]): number => {
    for (const [i, { descending }] of keys.entries()) {
      const [x, y] = [keyOf(a, i), keyOf(b, i)]
      if (x === y) continue
      if (x === null) return 1
      if (y === null) return -1
      return (x < y ? -1 : 1) * (descending ? -1 : 1)
    }
    return a[0] - b[0]
  }
  return Float64Array.from(rows.toSorted(compare), ([fid]) => fid)
}

/** Rows whose shape meets the area: candidates by the R-tree, then the shapes themselves. */
function rowsWithin(db: ReadableDb, layer: ListLayer, area: readonly number[]): readonly number[] {
  const table: FeatureTable | undefined = featureTables.find((name) => name === layer)
  if (table === undefined || area.length < 6) return []
  const closed = area.at(-2) === area[0] && area.at(-1) === area[1] ? area : [...area, area[0] ?? 0, area[1] ?? 0]
  const ring = Float64Array.from(closed)
  const [xs, ys] = [closed.filter((_, i) => i % 2 === 0), closed.filter((_, i) => i % 2 === 1)]
  const [west, east] = [Math.min(...xs), Math.max(...xs)]
  const [south, north] = [Math.min(...ys), Math.max(...ys)]
  const candidates = db
    .prepare<number[], [number, Uint8Array | null]>(
      `SELECT t.fid, t.geom FROM ${rtreeName(table)} r JOIN ${table} t ON t.fid = r.id
      WHERE r.minx <= ? AND r.maxx >= ? AND r.miny <= ? AND r.maxy >= ?`,
    )
    .raw()
    .iterate(east, west, north, south)
  const found: number[] = []
  for (const [fid, geom] of candidates) {
    const blob = geom === null ? null : readBlob(geom)
    if (blob === null || 'unsupported' in blob || blob.geometry?.type !== 'MultiPolygon') continue
    if (areaMeets(ring, blob.geometry.polygons)) found.push(fid)
  }
  return found
}

/** Values of some rows, in the order asked for; rows that have gone since are left out. */
function listRows(db: ReadableDb, layer: ListLayer, fids: readonly number[]): readonly ListRow[] {
  const columns = listColumns[layer].flatMap(({ name }) => {
    const sql = columnSql(layer, name)
    return sql === null ? [] : [{ name, sql }]
  })
  ensureListCache(db)
  const select = columns.map(({ sql }) => sql.sql).join(', ')
  const rows = db
    .prepare<[string], [number, string, number, ...ListValue[]]>(
      `SELECT t.fid, t.id, t.rev, ${select} ${fromSql(
        layer,
        columns.map(({ sql }) => sql),
      )} WHERE t.fid IN (SELECT value FROM json_each(?))`,
    )
    .raw()
    .all(JSON.stringify(fids))
  const byFid = new Map(
    rows.map(([fid, id, rev, ...values]) => [
      fid,
      { id, rev, values: Object.fromEntries(columns.map(({ name }, i) => [name, values[i] ?? null])) },
    ]),
  )
  return fids.flatMap((fid) => byFid.get(fid) ?? [])
}

interface KeptList {
  readonly layer: ListLayer
  readonly fids: Float64Array
}

/** Lists that the windows of this thread's survey have open. */
const kept = new Map<string, KeptList>()

export function openList(
  db: ReadableDb,
  query: ListQuestion,
): { readonly list: string; readonly count: number; readonly areaM2: number | null } {
  const fids = orderedRows(db, query)
  const list = randomUUID()
  kept.set(list, { layer: query.layer, fids })
  return { list, count: fids.length, areaM2: totalArea(db, query.layer, fids) }
}

/** Raw sum in m²; null: the rows have no area of their own, or none of them is known. */
function totalArea(db: ReadableDb, layer: ListLayer, fids: Float64Array): number | null {
  const column = areaColumn[layer]
  if (column === null) return null
  return (
    db
      .prepare<[string], { area: number | null }>(
        `SELECT sum(${column}) AS area FROM ${layer} WHERE fid IN (SELECT value FROM json_each(?))`,
      )
      .get(JSON.stringify(Array.from(fids)))?.area ?? null
  )
}

export function listPage(
  db: ReadableDb,
  { list, from, to }: { readonly list: string; readonly from: number; readonly to: number },
): { readonly rows: readonly ListRow[]; readonly gone: number } | null {
  const found = kept.get(list)
  if (found === undefined) return null
  const fids = Array.from(found.fids.subarray(Math.max(0, from), Math.max(0, to)))
  const rows = listRows(db, found.layer, fids)
  return { rows, gone: fids.length - rows.length }
}

/** Position of an object; null: not in the list, or there is no such list. */
export function locateInList(
  db: ReadableDb,
  { list, id }: { readonly list: string; readonly id: string },
): number | null {
  const found = kept.get(list)
  if (found === undefined) return null
  const fid = db.prepare<[string], { fid: number }>(`SELECT fid FROM ${found.layer} WHERE id = ?`).get(id)?.fid
  const at = fid === undefined ? -1 : found.fids.indexOf(fid)
  return at < 0 ? null : at
}

export const closeList = (list: string): void => void kept.delete(list)

/** Ids of what a query finds: what a selection by query takes. */
export function idsOfQuery(db: ReadableDb, query: ListQuestion): readonly string[] {
  const fids = orderedRows(db, query)
  return db
    .prepare<[string], [string]>(`SELECT id FROM ${query.layer} WHERE fid IN (SELECT value FROM json_each(?))`)
    .raw()
    .all(JSON.stringify(Array.from(fids)))
    .map(([id]) => id)
}
