import type { LayerKind } from '../../shared/model/layers.ts'
import type { ReadableDb } from '../open/database.ts'
import { PENDING_SQL } from '../staging/batch.ts'
import type { SubjectColumns } from './check-rows.ts'

export interface RepeatedCode extends SubjectColumns {
  readonly firstId: string
  readonly firstRecord: number | null
}

/** Each occurrence of a parcel code after the first in file order. Grouped by the index, so nothing is sorted but what repeats. */
export const repeatedParcelCodes = (db: ReadableDb): readonly RepeatedCode[] =>
  db
    .prepare<
      [],
      RepeatedCode
    >(`SELECT p.fid, p.id, p.parcel_code AS code, p.source_record AS sourceRecord, f.id AS firstId, f.source_record AS firstRecord
    FROM (SELECT parcel_code, min(fid) AS first FROM parcel WHERE parcel_code IS NOT NULL GROUP BY parcel_code HAVING count(*) > 1) r
    JOIN parcel p ON p.parcel_code = r.parcel_code AND p.fid <> r.first JOIN parcel f ON f.fid = r.first ORDER BY p.fid`)
    .all()

export interface SecondName extends SubjectColumns {
  readonly firstId: string
}

/** Persons whose identity number stands under another name before them. A blank is no name. */
export const idNumbersUnderAnotherName = (db: ReadableDb): readonly SecondName[] =>
  db
    .prepare<[], SecondName>(`SELECT fid, id, NULL AS code, source_record AS sourceRecord,
      (SELECT q.id FROM person q WHERE q.id_number_hash = p.id_number_hash AND q.fid < p.fid AND q.name <> p.name ORDER BY q.fid LIMIT 1) AS firstId
    FROM person p WHERE p.id_number_hash IS NOT NULL AND p.name IS NOT NULL AND firstId IS NOT NULL ORDER BY fid`)
    .all()

export interface DifferingSize extends SubjectColumns {
  readonly householdCode: string
  readonly size: number
  /** The other sizes, joined by commas. */
  readonly others: string
}

/** Parcel records that give their household (village, NHDM) a size while another record or the household list gives another. */
export const differingHouseholdSizes = (db: ReadableDb): readonly DifferingSize[] =>
  db
    .prepare<[], DifferingSize>(`WITH given AS (
      SELECT household_code, ifnull(village_code, '') AS village, household_size AS size FROM parcel WHERE household_code IS NOT NULL AND household_size IS NOT NULL
      UNION SELECT household_code, ifnull(village_code, ''), size FROM household WHERE size IS NOT NULL),
    several AS (SELECT household_code, village FROM given GROUP BY 1, 2 HAVING count(*) > 1)
    SELECT p.fid, p.id, p.parcel_code AS code, p.source_record AS sourceRecord, p.household_code AS householdCode, p.household_size AS size,
      (SELECT group_concat(size) FROM (SELECT g.size FROM given g WHERE g.household_code = s.household_code AND g.village = s.village AND g.size <> p.household_size ORDER BY 1)) AS others
    FROM several s JOIN parcel p ON p.household_code = s.household_code AND ifnull(p.village_code, '') = s.village
    WHERE p.household_size IS NOT NULL ORDER BY p.fid`)
    .all()

/** Households in which no person is registered, neither as a member nor as a holder of one of their rights. */
export const householdsWithoutMembers = (db: ReadableDb): readonly SubjectColumns[] =>
  db
    .prepare<[], SubjectColumns>(`SELECT fid, id, household_code AS code, source_record AS sourceRecord FROM household
    WHERE id NOT IN (SELECT household_id FROM person WHERE household_id IS NOT NULL)
      AND id NOT IN (SELECT household_id FROM land_right WHERE household_id IS NOT NULL AND person_id IS NOT NULL) ORDER BY fid`)
    .all()

export interface PendingRejection {
  readonly batchId: string
  readonly file: string
  readonly record: number
  /** JSON: the rejecting codes. */
  readonly codes: string
}

/** Rejected records of batches that are still in the survey and that no later batch has mended. */
export const pendingRejections = (db: ReadableDb): readonly PendingRejection[] =>
  db
    .prepare<
      [],
      PendingRejection
    >(`SELECT b.id AS batchId, b.file, r.record, r.codes FROM import_rejected r JOIN import_batch b ON b.fid = r.batch
    WHERE b.rolled_back_at IS NULL
      AND ${PENDING_SQL}
    ORDER BY r.batch, r.record`)
    .all()

/** Field by which people know an object of each table. */
const CODE_OF: Readonly<Record<LayerKind, string>> = {
  village: 't.code',
  parcel: 't.parcel_code',
  building: 'ifnull(t.building_code, t.unit_code)',
  land_use: 't.patch_number',
  base_patch: 't.patch_number',
  planned_patch: 't.patch_number',
  control_zone: 't.zone_number',
  plan_facility: 't.facility_name',
  plan_project: 't.project_name',
  household: 't.household_code',
  person: 'NULL',
}

/** Objects that stem from a record of which their batch noted `code`, and are still there. */
export const objectsNoted = (db: ReadableDb, kind: LayerKind, code: string): readonly SubjectColumns[] =>
  db
    .prepare<
      [string, string],
      SubjectColumns
    >(`SELECT DISTINCT t.fid, t.id, ${CODE_OF[kind]} AS code, t.source_record AS sourceRecord
    FROM import_note n JOIN import_batch b ON b.fid = n.batch JOIN ${kind} t ON t.batch = n.batch AND t.source_record = n.record
    WHERE n.code = ? AND b.kind = ? AND b.rolled_back_at IS NULL ORDER BY t.fid`)
    .all(code, kind)

/** Kinds of layers for which some batch noted `code`. */
export const kindsNoted = (db: ReadableDb, code: string): readonly LayerKind[] =>
  db
    .prepare<
      [string],
      { kind: LayerKind }
    >(`SELECT DISTINCT b.kind FROM import_note n JOIN import_batch b ON b.fid = n.batch
    WHERE n.code = ? AND b.rolled_back_at IS NULL`)
    .all(code)
    .map(({ kind }) => kind)

export interface BatchFinding {
  readonly batchId: string
  readonly file: string
  /** What the import said of it. */
  readonly params: Readonly<Record<string, string | number>>
}

/** Batches still in the survey whose findings name `code`. */
export const batchesWithFinding = (db: ReadableDb, code: string): readonly BatchFinding[] =>
  db
    .prepare<[string], { batchId: string; file: string; params: string | null }>(
      `SELECT b.id AS batchId, b.file, json_extract(min(f.value), '$.examples[0].params') AS params
    FROM import_batch b, json_each(b.findings) f
    WHERE b.rolled_back_at IS NULL AND json_extract(f.value, '$.code') = ? GROUP BY b.fid ORDER BY b.fid`,
    )
    .all(code)
    .map(({ params, ...batch }) => ({ ...batch, params: JSON.parse(params ?? '{}') as BatchFinding['params'] }))
