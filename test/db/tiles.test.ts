import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordRows, writeEntry } from '../../db/history/journal.ts'
import { inTransaction, type WritableDb } from '../../db/open/database.ts'
import type { OpenSurvey } from '../../db/open/open-survey.ts'
import { objectsAt, shapesOf } from '../../db/queries/map-objects.ts'
import { mapLegend, mapView } from '../../db/queries/map-view.ts'
import { advanceTileIndex } from '../../db/queries/tile-index.ts'
import { fineSql, readTile } from '../../db/queries/tiles.ts'
import { mapLayers } from '../../shared/contract/map.ts'
import { planMapLayers } from '../../shared/contract/planning-map.ts'
import type { Extent } from '../../shared/geo/geometry.ts'
import { blobExtent } from '../../shared/geo/geopackage-blob.ts'
import { decodeTile, type Tile, tileFeatureId } from '../../shared/geo/tile.ts'
import { FINEST_ZOOM, resolutionOf, TILE_PX, tileExtent, tileRange, tileSideM } from '../../shared/geo/tile-grid.ts'
import { filledSurvey, opened } from './survey-bench.ts'

const PARCELS = 20_000

let survey: OpenSurvey
let parcels: readonly { readonly id: string; readonly extent: Extent }[]

beforeAll(async () => {
  const bench = await filledSurvey({ parcels: PARCELS, people: false })
  await bench.assess()
  survey = opened(bench.path)
  parcels = survey.db
    .prepare<[], { id: string; geom: Uint8Array }>('SELECT id, geom FROM parcel WHERE geom IS NOT NULL')
    .all()
    .flatMap(({ id, geom }) => {
      const extent = blobExtent(geom)
      return extent === null ? [] : [{ id, extent }]
    })
})
afterAll(() => survey.close())

const complete = (db: WritableDb): void => {
  for (const layer of mapLayers) while (!advanceTileIndex(db, { layer, owner: null }));
}

function tileAt(z: number, x: number, y: number): Tile {
  const bytes = readTile(survey.db, { layer: 'parcel', owner: null, z, x, y })
  if (bytes === null) throw new Error('the index is not complete')
  return decodeTile(bytes, (text) => new TextDecoder().decode(text))
}

/** Parcels that no tile of a zoom shows, by a scan of all tiles of a part of the survey. */
function lostAt(z: number, view: Extent): readonly string[] {
  const { fromX, toX, fromY, toY } = tileRange(view, z)
  const ids = new Set<string>()
  const cells = new Map<string, ReadonlySet<number>>()
  for (let x = fromX; x <= toX; x++) {
    for (let y = fromY; y <= toY; y++) {
      const tile = tileAt(z, x, y)
      for (let i = 0; i < tile.featureCount; i++) ids.add(tileFeatureId(tile, i))
      cells.set(`${x} ${y}`, new Set(tile.cells))
    }
  }
  return parcels
    .filter(
      ({ extent }) => extent[0] >= view[0] && extent[1] >= view[1] && extent[2] <= view[2] && extent[3] <= view[3],
    )
    .filter(({ id, extent }) => !ids.has(id) && !isCovered(z, extent, cells))
    .map(({ id }) => id)
}

function isCovered(z: number, extent: Extent, cells: ReadonlyMap<string, ReadonlySet<number>>): boolean {
  const x = (extent[0] + extent[2]) / 2
  const y = (extent[1] + extent[3]) / 2
  const address = { z, x: Math.floor(x / tileSideM(z)), y: Math.floor(y / tileSideM(z)) }
  const [west, south] = tileExtent(address)
  const column = Math.floor((x - west) / resolutionOf(z))
  const row = Math.floor((y - south) / resolutionOf(z))
  return cells.get(`${address.x} ${address.y}`)?.has(row * TILE_PX + column) === true
}

describe('the map of 20 000 parcels', () => {
  it('says first what is to be made, and then draws', () => {
    expect(readTile(survey.db, { layer: 'parcel', owner: null, z: 3, x: 300, y: 29 })).toBeNull()
    complete(survey.db)
    expect(readTile(survey.db, { layer: 'parcel', owner: null, z: 3, x: 300, y: 29 })).not.toBeNull()
  })

  it.each(Array.from({ length: FINEST_ZOOM + 1 }, (_, z) => z))('loses no parcel at zoom %i', (z) => {
    complete(survey.db)
    const all = mapView(survey.db).extent!
    // The finest zooms have thousands of tiles: a square kilometre stands for all.
    const view: Extent = z < 8 ? all : [all[0], all[1], all[0] + 1000, all[1] + 1000]
    expect(lostAt(z, view)).toEqual([])
  })

  it('keeps every tile small', () => {
    complete(survey.db)
    const all = mapView(survey.db).extent!
    for (let z = 0; z <= 8; z++) {
      const { fromX, toX, fromY, toY } = tileRange(all, z)
      for (let x = fromX; x <= toX; x++)
        for (let y = fromY; y <= toY; y++)
          expect(readTile(survey.db, { layer: 'parcel', owner: null, z, x, y })?.byteLength).toBeLessThan(
            3 * TILE_PX * TILE_PX + 1024,
          )
    }
  })

  it('counts as the tables do', () => {
    complete(survey.db)
    const legend = mapLegend(survey.db)
    const sum = (layer: string) =>
      legend?.layers.find((each) => each.layer === layer)?.classes.reduce((all, { count }) => all + count, 0)
    expect(sum('parcel')).toBe(parcels.length)
    const over = survey.db
      .prepare<[], { n: number }>("SELECT count(*) AS n FROM assessment WHERE result = 'over'")
      .get()?.n
    const overInTiles = legend?.layers
      .find(({ layer }) => layer === 'parcel')
      ?.classes.filter((each) => [1, 2, 3].includes(each.class & 0x0f))
      .reduce((all, { count }) => all + count, 0)
    expect(overInTiles).toBe(over)
  })

  it('finds the rows of a fine tile by the R-tree', () => {
    for (const layer of mapLayers) {
      const plan = survey.db
        .prepare<number[], { detail: string }>(`EXPLAIN QUERY PLAN ${fineSql({ layer, owner: null })}`)
        .all(1, 0, 0, 0, 0)
        .map(({ detail }) => detail)
        .join('\n')
      expect(plan).toMatch(/SCAN r VIRTUAL TABLE INDEX 2:/)
      expect(plan).toMatch(/SEARCH t USING INTEGER PRIMARY KEY/)
      if (layer === 'parcel') expect(plan).toMatch(/SEARCH a USING INDEX assessment_parcel/)
    }
  })

  it('finds the rows of a plan by the R-tree too, whatever else the plan has', () => {
    for (const layer of planMapLayers) {
      const plan = survey.db
        .prepare<(number | string)[], { detail: string }>(`EXPLAIN QUERY PLAN ${fineSql({ layer, owner: 'p' })}`)
        .all(0, 0, 0, 0, 0, 'p')
        .map(({ detail }) => detail)
        .join('\n')
      expect(plan, layer).toMatch(/SCAN r VIRTUAL TABLE INDEX 2:/)
      expect(plan, layer).toMatch(/SEARCH t USING INTEGER PRIMARY KEY/)
    }
  })

  it('finds what lies at a point, and gives its shape as it is stored', () => {
    const { id, extent } = parcels[4321]!
    const [x, y] = [(extent[0] + extent[2]) / 2, (extent[1] + extent[3]) / 2]
    const hits = objectsAt(survey.db, { x, y, withinM: 0, layers: mapLayers })
    expect(hits.map(({ layer }) => layer)).toContain('village')
    expect(hits).toContainEqual({ layer: 'parcel', id })
    expect(shapesOf(survey.db, 'parcel', [id, 'nobody'])).toMatchObject([{ id, extent }])
  })
})

describe('a change', () => {
  it('is seen in the next tile and in the legend', () => {
    const { db } = survey
    complete(db)
    const idle = () =>
      mapLegend(db)
        ?.layers.find(({ layer }) => layer === 'parcel')
        ?.classes.filter((each) => (each.class & 0x10) !== 0)
        .reduce((all, { count }) => all + count, 0) ?? 0
    const before = idle()
    const { id } = db
      .prepare<[], { id: string }>(
        "SELECT id FROM parcel WHERE geom IS NOT NULL AND ifnull(utilisation, '1') = '1' LIMIT 1",
      )
      .get()!
    inTransaction(db, () => {
      const entry = writeEntry(db, {
        kind: 'edit',
        at: new Date().toISOString(),
        author: { operator: null, team: null },
      })
      recordRows(db, entry.fid, 'parcel', 'update', 't.id = ?', [id])
      db.prepare("UPDATE parcel SET utilisation = '2', rev = rev + 1 WHERE id = ?").run(id)
    })
    expect(idle()).toBe(before + 1)
  })

  it('of a row that has gone makes the index anew', () => {
    const { db } = survey
    complete(db)
    const { id } = parcels[100]!
    inTransaction(db, () => {
      const entry = writeEntry(db, {
        kind: 'edit',
        at: new Date().toISOString(),
        author: { operator: null, team: null },
      })
      recordRows(db, entry.fid, 'parcel', 'delete', 't.id = ?', [id])
      db.prepare('DELETE FROM parcel WHERE id = ?').run(id)
    })
    expect(mapLegend(db)).toBeNull()
    complete(db)
    const classes = mapLegend(db)?.layers.find(({ layer }) => layer === 'parcel')?.classes ?? []
    expect(classes.reduce((all, { count }) => all + count, 0)).toBe(parcels.length - 1)
  })
})
