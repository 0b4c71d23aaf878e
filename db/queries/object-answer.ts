import type { AreaFigures, ObjectAnswer, ObjectFinding, ObjectRow } from '../../shared/contract/object-answers.ts'
import { crsOf, epsgCodeIn } from '../../shared/geo/crs/catalogue.ts'
import { ellipsoidArea } from '../../shared/geo/ellipsoid-area.ts'
import { blobExtent, readBlob } from '../../shared/geo/geopackage-blob.ts'
import { planeAreaM2 } from '../../shared/geo/plane-area.ts'
import type { ObjectLayer } from '../../shared/model/object-columns.ts'
import type { ReadableDb } from '../open/database.ts'
import { readMetadata } from '../schema/metadata.ts'
import { objectHistory } from './object-history.ts'
import { objectRow, objectRows } from './object-rows.ts'
import { parcelStanding } from './standing.ts'

const MOST = 100

/** Everything that a panel shows of one object; undefined: it is gone. */
export function objectAnswer(db: ReadableDb, layer: ObjectLayer, id: string): ObjectAnswer | undefined {
  const row = objectRow(db, layer, id)
  if (row === undefined) return undefined
  const geom = shapeOf(db, layer, id)
  return {
    ...row,
    surveyId: readMetadata(db, 'survey_id') ?? '',
    extent: geom === null ? null : blobExtent(geom),
    geometryFault: (row.values.geometry_fault as string | null | undefined) ?? null,
    areas: areasOf(db, row, geom),
    standing: layer === 'parcel' ? parcelStanding(db, row.id) : null,
    ...relativesOf(db, row),
    findings: findingsOf(db, id),
    history: objectHistory(db, layer, id),
  }
}

const SHAPED: ReadonlySet<ObjectLayer> = new Set(['village', 'parcel', 'building', 'land_use'])

const shapeOf = (db: ReadableDb, layer: ObjectLayer, id: string): Uint8Array | null =>
  SHAPED.has(layer)
    ? (db.prepare<[string], { geom: Uint8Array | null }>(`SELECT geom FROM ${layer} WHERE id = ?`).get(id)?.geom ??
      null)
    : null

const DECLARED: Readonly<Partial<Record<ObjectLayer, string>>> = {
  parcel: 'declared_area_m2',
  building: 'footprint_area_m2',
  land_use: 'declared_area_m2',
}

/** Three areas of one shape; those of a shape that crosses itself are no areas. */
function areasOf(db: ReadableDb, row: ObjectRow, geom: Uint8Array | null): AreaFigures | null {
  if (!SHAPED.has(row.layer)) return null
  const declared = row.values[DECLARED[row.layer] ?? ''] ?? null
  const declaredM2 = typeof declared === 'number' ? declared : null
  const read = geom === null ? null : readBlob(geom)
  const polygons =
    read !== null && 'geometry' in read && read.geometry?.type === 'MultiPolygon' ? read.geometry.polygons : null
  if (polygons === null || row.values.geometry_fault !== null) return { planeM2: null, ellipsoidM2: null, declaredM2 }
  const crs = crsOf(epsgCodeIn(readMetadata(db, 'crs') ?? '') ?? 0)
  const plane =
    crs === null || crs.centralMeridian === null || crs.falseEasting === null
      ? null
      : { centralMeridianDeg: crs.centralMeridian, falseEastingM: crs.falseEasting }
  return {
    planeM2: planeAreaM2(polygons),
    ellipsoidM2: plane === null ? null : ellipsoidArea(polygons, plane).rawM2,
    declaredM2,
  }
}

type Relatives = Pick<ObjectAnswer, 'household' | 'parcels' | 'persons' | 'rights' | 'buildings'>

function relativesOf(db: ReadableDb, row: ObjectRow): Relatives {
  const rows = (layer: ObjectLayer, where: string, ...params: readonly string[]): readonly ObjectRow[] =>
    objectRows(db, layer, `${where} ORDER BY t.fid`, params, MOST)
  const none: Relatives = { household: null, parcels: [], persons: [], rights: [], buildings: [] }
  const { id, values } = row
  const idIn = (column: string): string => String(values[column] ?? '')
  switch (row.layer) {
    case 'parcel': {
      const household = householdOf(db, values.household_code ?? null, values.village_code ?? null)
      return {
        household,
        parcels: household === null ? [] : plotsOf(db, household).filter((plot) => plot.id !== id),
        persons: rows(
          'person',
          't.id IN (SELECT person_id FROM land_right WHERE parcel_id = ?) OR t.household_id = ?',
          id,
          household?.id ?? '',
        ),
        rights: rows('land_right', 't.parcel_id = ?', id),
        buildings: rows('building', 't.parcel_id = ?', id),
      }
    }
    case 'household':
      return {
        household: null,
        parcels: plotsOf(db, row),
        persons: rows('person', 't.household_id = ?', id),
        rights: rows(
          'land_right',
          't.household_id = ? OR t.person_id IN (SELECT id FROM person WHERE household_id = ?)',
          id,
          id,
        ),
        buildings: [],
      }
    case 'person':
      return {
        ...none,
        household: rows('household', 't.id = ?', idIn('household_id'))[0] ?? null,
        parcels: rows('parcel', 't.id IN (SELECT parcel_id FROM land_right WHERE person_id = ?)', id),
        rights: rows('land_right', 't.person_id = ?', id),
      }
    case 'land_right':
      return {
        ...none,
        household: rows('household', 't.id = ?', idIn('household_id'))[0] ?? null,
        parcels: rows('parcel', 't.id = ?', idIn('parcel_id')),
        persons: rows('person', 't.id = ?', idIn('person_id')),
      }
    case 'building':
      return { ...none, parcels: rows('parcel', 't.id = ?', idIn('parcel_id')) }
    case 'village':
    case 'land_use':
      return none
  }
}

function householdOf(db: ReadableDb, code: unknown, village: unknown): ObjectRow | null {
  if (typeof code !== 'string') return null
  return (
    objectRows(
      db,
      'household',
      "t.household_code = ? AND ifnull(t.village_code, '') = ?",
      [code, typeof village === 'string' ? village : ''],
      1,
    )[0] ?? null
  )
}

/** A household's plots: parcels that name its code in its village. */
export const plotsOf = (db: ReadableDb, household: ObjectRow): readonly ObjectRow[] =>
  objectRows(
    db,
    'parcel',
    't.village_code IS ? AND t.household_code = ? ORDER BY t.fid',
    [
      (household.values.village_code as string | null | undefined) ?? null,
      String(household.values.household_code ?? ''),
    ],
    MOST,
  )

const findingsOf = (db: ReadableDb, id: string): readonly ObjectFinding[] =>
  db
    .prepare<
      [string],
      { id: string; rule: string; severity: ObjectFinding['severity']; waived: number; detail: string }
    >(`SELECT id, rule, severity, id IN (SELECT finding_id FROM waiver) AS waived, detail FROM finding
      WHERE instr(subjects, ?) > 0 ORDER BY rule, id LIMIT ${MOST}`)
    .all(id)
    .map(({ waived, detail, ...finding }) => ({
      ...finding,
      waived: waived === 1,
      params: JSON.parse(detail) as ObjectFinding['params'],
    }))
