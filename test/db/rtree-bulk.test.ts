import Database from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { collectBoxes, joinBoxes, packRtree } from '../../db/geopackage/rtree-bulk.ts'
import type { WritableDb } from '../../db/open/database.ts'

interface Box {
  readonly id: number
  readonly minx: number
  readonly maxx: number
  readonly miny: number
  readonly maxy: number
}

function emptyIndex(): { readonly raw: Database.Database; readonly db: WritableDb } {
  const raw = new Database(':memory:')
  raw.exec(
    'CREATE VIRTUAL TABLE rtree_parcel_geom USING rtree(id, minx, maxx, miny, maxy); CREATE VIRTUAL TABLE oracle USING rtree(id, minx, maxx, miny, maxy)',
  )
  return { raw, db: raw as unknown as WritableDb }
}

/** Packs the boxes, whose ids count from 1, and inserts them one by one into SQLite's own index beside it. */
function packed(boxes: readonly Box[]): Database.Database {
  const { raw, db } = emptyIndex()
  const collector = collectBoxes()
  const insert = raw.prepare('INSERT INTO oracle VALUES (?, ?, ?, ?, ?)')
  for (const { id, minx, maxx, miny, maxy } of boxes) {
    collector.add(minx, maxx, miny, maxy)
    insert.run(id, minx, maxx, miny, maxy)
  }
  expect(packRtree(db, 'parcel', joinBoxes([collector.boxes()]), 1)).toBe(true)
  return raw
}

const grid = (count: number): Box[] =>
  Array.from({ length: count }, (_, i) => {
    const [x, y] = [39_360_000.4 + (i % 300) * 13.37, 3_880_000.2 + Math.floor(i / 300) * 17.91]
    return { id: i + 1, minx: x, maxx: x + 12.5, miny: y, maxy: y + 16 }
  })

describe('an R-tree packed in one go', () => {
  it.each([1, 2, 50, 51, 52, 2300, 20_000])(
    'holds %d rows as SQLite itself would store them, and its own check finds nothing',
    (count) => {
      const db = packed(grid(count))
      expect(db.prepare("SELECT rtreecheck('main', 'rtree_parcel_geom') AS verdict").get()).toEqual({ verdict: 'ok' })
      expect(db.prepare('SELECT * FROM rtree_parcel_geom ORDER BY id').all()).toEqual(
        db.prepare('SELECT * FROM oracle ORDER BY id').all(),
      )
    },
  )

  it('takes edits afterwards', () => {
    const db = packed(grid(5000))
    db.exec(
      'DELETE FROM rtree_parcel_geom WHERE id % 3 = 0; INSERT INTO rtree_parcel_geom SELECT id + 10000, minx + 5, maxx + 5, miny, maxy FROM oracle WHERE id % 7 = 0',
    )
    expect(db.prepare("SELECT rtreecheck('main', 'rtree_parcel_geom') AS verdict").get()).toEqual({ verdict: 'ok' })
  })

  it('answers every window as a full scan does, also with negative and huge coordinates', () => {
    const coordinate = fc.double({ min: -5e7, max: 5e7, noNaN: true })
    const box = fc.record({
      x: coordinate,
      y: coordinate,
      width: fc.double({ min: 0, max: 1e5, noNaN: true }),
      height: fc.double({ min: 0, max: 1e5, noNaN: true }),
    })
    fc.assert(
      fc.property(fc.array(box, { minLength: 1, maxLength: 400 }), box, (raw, window) => {
        const db = packed(
          raw.map(({ x, y, width, height }, i) => ({ id: i + 1, minx: x, maxx: x + width, miny: y, maxy: y + height })),
        )
        const count = (table: string): unknown =>
          db
            .prepare(
              `SELECT group_concat(id) AS ids FROM (SELECT id FROM ${table} WHERE minx <= ? AND maxx >= ? AND miny <= ? AND maxy >= ? ORDER BY id)`,
            )
            .get(window.x + window.width, window.x, window.y + window.height, window.y)
        expect(count('rtree_parcel_geom')).toEqual(count('oracle'))
      }),
      { numRuns: 60 },
    )
  })

  it('leaves an index alone that holds rows already', () => {
    const { raw, db } = emptyIndex()
    raw.exec('INSERT INTO rtree_parcel_geom VALUES (7, 0, 1, 0, 1)')
    expect(packRtree(db, 'parcel', Float32Array.of(0, 1, 0, 1), 8)).toBe(false)
    expect(raw.prepare('SELECT count(*) AS n FROM rtree_parcel_geom').get()).toEqual({ n: 1 })
  })
})
