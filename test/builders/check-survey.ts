import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSurvey } from '../../db/open/create-survey.ts'
import { connect, inTransaction, type WritableDb } from '../../db/open/database.ts'
import type { VillageRow } from '../../db/queries/villages.ts'
import { newId } from '../../db/schema/new-id.ts'
import { crsOf } from '../../shared/geo/crs/catalogue.ts'
import type { PolygonRings } from '../../shared/geo/geometry.ts'
import { writeMultiPolygonBlob } from '../../shared/geo/geopackage-blob.ts'
import { planeAreaM2 } from '../../shared/geo/plane-area.ts'

export const VILLAGE = '371703101201'
const EPSG = 4527

type Value = string | number | null | Uint8Array
export type Row = Readonly<Record<string, Value>>

/** A parcel code of the test village; the sequence begins with 1. */
export const codeOf = (sequence: number): string => `${VILLAGE}JC${String(sequence).padStart(5, '0')}`

/** An axis-parallel plot in zone 39, metres from the test village's corner. */
export function plot(east: number, north: number, width: number, depth: number): readonly PolygonRings[] {
  const [w, s] = [39_550_000 + east, 3_880_000 + north]
  return [[Float64Array.of(w, s, w, s + depth, w + width, s + depth, w + width, s, w, s)]]
}

/** Two triangles that meet in one point. */
export function bowTie(east: number, north: number): readonly PolygonRings[] {
  const [w, s] = [39_550_000 + east, 3_880_000 + north]
  return [[Float64Array.of(w, s, w + 10, s + 10, w + 10, s, w, s + 10, w, s)]]
}

export interface TestSurvey {
  readonly db: WritableDb
  readonly path: string
  /** Inserts one row and returns its id; polygons become geom and, unless given, area_m2. */
  add(table: string, row: Row, polygons?: readonly PolygonRings[]): string
  /** Inserts many rows in one transaction. */
  addAll(table: string, rows: readonly (readonly [Row, readonly PolygonRings[]])[]): void
  close(): void
}

const village: VillageRow = {
  code: VILLAGE,
  name: '甲村',
  town: '乙镇',
  villageType: 'far_suburb',
  terrain: 'plain',
  population: null,
  households: null,
}

/** A real survey file in a folder of its own, with one village unless others are given. */
export function testSurvey(villages: readonly VillageRow[] = [village]): TestSurvey {
  const crs = crsOf(EPSG)
  if (crs === null) throw new Error('zone 39 is missing')
  const folder = mkdtempSync(join(tmpdir(), 'cundi-check-'))
  const path = join(folder, '测试.gpkg')
  createSurvey(
    path,
    { county: '371703', crs, villages, keyCheck: 'none', version: 'test', at: '2024-01-02T03:04:05.000Z' },
    { operator: null, team: null },
  )
  const db = connect(path, 'write')
  const add = (table: string, row: Row, polygons?: readonly PolygonRings[]): string => {
    const id = newId()
    const shape: Row =
      polygons === undefined
        ? {}
        : {
            geom: writeMultiPolygonBlob(polygons, EPSG),
            ...(table === 'land_use' ? {} : { area_m2: planeAreaM2(polygons) }),
          }
    const all: Row = { id, rev: 1, ...shape, ...row }
    const names = Object.keys(all)
    db.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`).run(
      ...Object.values(all),
    )
    return id
  }
  return {
    db,
    path,
    add,
    addAll: (table, rows) => inTransaction(db, () => rows.forEach(([row, polygons]) => void add(table, row, polygons))),
    close: () => {
      db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A sound parcel of the test village. */
export const soundParcel = (sequence: number): Row => ({
  parcel_code: codeOf(sequence),
  village_code: VILLAGE,
  source_record: sequence,
})
