import type { Extent, PolygonRings } from '../../shared/geo/geometry.ts'
import { readBlob } from '../../shared/geo/geopackage-blob.ts'
import { encodeTile } from '../../shared/geo/tile.ts'
import { createTileBuilder, type TileBuilder } from '../../shared/geo/tile-build.ts'
import { resolutionOf, type TileAddress, tileExtent } from '../../shared/geo/tile-grid.ts'
import { rtreeName } from '../geopackage/rtree.ts'
import type { ReadableDb } from '../open/database.ts'
import { type TileIndex, tileIndex } from './tile-index.ts'
import { ownerParams, ownerSql, runOf, type TiledLayer, tileLayer } from './tiled-layer.ts'

export interface TileQuestion extends TileAddress, TiledLayer {}

/** Up to so many metres a pixel a tile's rows are found by the R-tree; beyond, all extents are looked through in memory. */
const FINE_M = 2

const utf8 = new TextEncoder()

/** The bytes of a tile (shared/geo/tile.ts); null: the layer's index is to be advanced first. */
export function readTile(db: ReadableDb, { layer: name, owner, ...address }: TileQuestion): Uint8Array | null {
  const layer = { layer: name, owner }
  const builder = createTileBuilder(address)
  if (resolutionOf(address.z) <= FINE_M) addFine(db, layer, address, builder)
  else {
    const index = tileIndex(db, layer)
    if (index === null) return null
    addCoarse(db, layer, address, index, builder)
  }
  return encodeTile(builder.finish(), (text) => utf8.encode(text))
}

/** Rows whose box meets an extent, by the R-tree; its bounds are rounded outwards by metres, so the blob's own decide. */
export const fineSql = (tiled: TiledLayer): string => {
  const { id = 't.id', columns, join } = tileLayer(tiled.layer)
  return `SELECT ${id}, t.geom, ${columns.join(', ')} FROM ${rtreeName(tiled.layer)} r JOIN ${tiled.layer} t ON t.fid = r.id ${join}
    WHERE r.minx <= ? AND r.maxx >= ? AND r.miny <= ? AND r.maxy >= ?${ownerSql(tiled)}`
}

type Row = readonly [id: string, geom: Uint8Array, ...values: (string | number | null)[]]

function addFine(db: ReadableDb, layer: TiledLayer, address: TileAddress, builder: TileBuilder): void {
  const [west, south, east, north] = tileExtent(address)
  const { classOf, labelOf, labelZoom } = tileLayer(layer.layer)
  const rows = db
    .prepare<(number | string)[], Row>(fineSql(layer))
    .raw()
    .iterate(runOf(db, layer), east, west, north, south, ...ownerParams(layer))
  for (const [id, geom, ...values] of rows) {
    const shape = shapeOf(geom)
    if (shape === null || !meets(shape.extent, [west, south, east, north])) continue
    const objectClass = classOf(values)
    if (builder.addSmall(...shape.extent, objectClass)) continue
    builder.add({ id, class: objectClass, ...shape, label: address.z >= labelZoom ? labelOf(values) : null })
  }
}

function addCoarse(
  db: ReadableDb,
  tiled: TiledLayer,
  address: TileAddress,
  { count, boxes, classes, fids }: TileIndex,
  builder: TileBuilder,
): void {
  const [west, south, east, north] = tileExtent(address)
  const { id: idSql = 't.id', columns, join, classOf, labelOf, labelZoom } = tileLayer(tiled.layer)
  const read = db
    .prepare<[number, number], Row>(
      `SELECT ${idSql}, t.geom, ${columns.join(', ')} FROM ${tiled.layer} t ${join} WHERE t.fid = ?`,
    )
    .raw()
  const run = runOf(db, tiled)
  for (let i = 0, at = 0; i < count; i++, at += 4) {
    const minX = boxes[at] ?? 0
    const minY = boxes[at + 1] ?? 0
    const maxX = boxes[at + 2] ?? 0
    const maxY = boxes[at + 3] ?? 0
    if (minX > east || maxX < west || minY > north || maxY < south) continue
    if (builder.addSmall(minX, minY, maxX, maxY, classes[i] ?? 0)) continue
    const row = read.get(run, fids[i] ?? 0)
    const shape = row === undefined ? null : shapeOf(row[1])
    if (row === undefined || shape === null) continue // gone between the index and now; the next revision asks again
    const [id, , ...values] = row
    builder.add({ id, class: classOf(values), ...shape, label: address.z >= labelZoom ? labelOf(values) : null })
  }
}

const meets = (a: Extent, b: Extent): boolean => a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1]

/** Polygons of a blob; what cannot be read has no shape here and is a finding elsewhere. */
export function shapeOf(
  geom: Uint8Array,
): { readonly polygons: readonly PolygonRings[]; readonly extent: Extent } | null {
  const blob = readBlob(geom)
  if ('unsupported' in blob || blob.extent === null || blob.geometry?.type !== 'MultiPolygon') return null
  return { polygons: blob.geometry.polygons, extent: blob.extent }
}
