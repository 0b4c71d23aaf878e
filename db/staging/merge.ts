import type { CancelSignal } from '../../shared/contract/job.ts'
import type { LayerKind } from '../../shared/model/layers.ts'
import { touchContents } from '../geopackage/contents.ts'
import { assertOutsideEditTriggers, dropOutsideEditTriggers } from '../geopackage/outside-edits.ts'
import { assertRtreeTriggers, dropRtreeTriggers, rtreeName } from '../geopackage/rtree.ts'
import { joinBoxes, packRtree, type RowBoxes, rowsIn } from '../geopackage/rtree-bulk.ts'
import { recordRows, writeEntry } from '../history/journal.ts'
import type { ReadableDb, WritableDb } from '../open/database.ts'
import { insertPlan, type NewPlan } from '../queries/change-plans.ts'
import { type FeatureTable, objectTables } from '../schema/tables.ts'
import { closeBatch, type ImportFinding, insertBatch, type NewBatch, type RecordCounts } from './batch.ts'
import {
  decideFates,
  mergedDuplicates,
  type OnDuplicate,
  type StagedFates,
  stagedDuplicates,
  stagedFindings,
} from './fates.ts'
import { withIndexesAfterwards } from './later-indexes.ts'
import { linkStagedBuildings, type SharedArea } from './link-buildings.ts'
import { mergeHouseholdList, mergePersonList } from './merge-lists.ts'
import { mergePeople, nameConflicts, sizeConflicts, stagedNameConflicts } from './merge-people.ts'
import { stagedColumns } from './scratch.ts'
import type { PeopleKeys } from './scratch-people.ts'
import { eachSlice, goOn, hear } from './slices.ts'

export interface MergeInput {
  readonly batch: NewBatch
  /** Scratch files in record order; attached as s0, s1 … */
  readonly scratches: readonly string[]
  /** Rows in the scratch files. */
  readonly staged: number
  readonly onDuplicate: OnDuplicate
  /** Names that the file gives the columns it fills, for what is kept of rejected records. */
  readonly fieldOf: Readonly<Record<string, string>>
  readonly read: number
  readonly deletedRecords: number
  /** Findings of the staging, without those that only the whole survey can tell. */
  readonly findings: readonly ImportFinding[]
  /** Places buildings that name no parcel. */
  readonly sharedArea: SharedArea
  /** Boxes of the staged rows by thread, in record order. */
  readonly boxes: readonly RowBoxes[]
  /** Plan to which the rows belong, where they bring it with them. */
  readonly newPlan: NewPlan | null
  /** Keys of the households and persons in each scratch file. */
  readonly peopleKeys: readonly PeopleKeys[]
}

export interface MergeAnswer {
  readonly batch: number | null
  readonly counts: RecordCounts
  readonly findings: readonly ImportFinding[]
}

/** Scratch files are read once, from front to back. */
const SCRATCH_CACHE_KIB = 4096

function attachScratches(db: WritableDb, scratches: readonly string[]): void {
  scratches.forEach((path, i) => {
    db.prepare(`ATTACH ? AS s${i}`).run(path)
    db.pragma(`s${i}.cache_size = -${SCRATCH_CACHE_KIB}`)
    // With journals of their own, two scratch files would make SQLite write a super-journal that a kill leaves behind for good.
    db.pragma(`s${i}.journal_mode = MEMORY`)
    db.pragma(`s${i}.synchronous = OFF`)
  })
}

function detachScratches(db: WritableDb, scratches: readonly string[]): void {
  scratches.forEach((_, i) => void db.exec(`DETACH s${i}`))
}

/**
 * Merges what was staged in one transaction: wholly there afterwards, or wholly not. The signal is asked every thousand rows; it
 * throws to cancel, and everything is taken back. `settles` is called when only the commit is left, which nothing interrupts.
 */
export function mergeStaged(
  db: WritableDb,
  input: MergeInput,
  signal: CancelSignal,
  progress: (done: number, total: number) => void,
  settles: () => void,
): MergeAnswer {
  attachScratches(db, input.scratches)
  hear(db, signal)
  try {
    if (input.batch.kind === 'building') linkStagedBuildings(db, input.scratches.length, input.sharedArea, signal)
    // Every row that a merge adds points at its own batch and entry. Asked row by row, SQLite would keep a copy of each page it touches.
    db.pragma('foreign_keys = OFF')
    db.exec('BEGIN IMMEDIATE')
    try {
      const answer = mergeInTransaction(db, input, signal, progress)
      signal.throwIfAborted()
      settles()
      db.exec('COMMIT')
      return answer
    } catch (error) {
      if (db.inTransaction) db.exec('ROLLBACK')
      throw error
    }
  } finally {
    db.pragma('foreign_keys = ON')
    detachScratches(db, input.scratches)
  }
}

/** What a merge would answer, for a dry run; writes only to the scratch files. */
export function previewMerge(db: WritableDb, input: MergeInput, signal: CancelSignal): MergeAnswer {
  attachScratches(db, input.scratches)
  hear(db, signal)
  try {
    const fates = decideFates(db, input.batch.kind, input.scratches.length, { ...input, signal })
    const count = input.scratches.length
    const { kind } = input.batch
    const ofKind = [
      ...(kind === 'parcel' ? [...stagedDuplicates(db, count), ...sizeConflicts(db, count)] : []),
      ...(kind === 'parcel' || kind === 'person' ? stagedNameConflicts(db, count, kind) : []),
    ]
    return {
      batch: null,
      counts: countsOf(input, fates),
      findings: [...input.findings, ...stagedFindings(db, count), ...fates.findings, ...ofKind],
    }
  } finally {
    detachScratches(db, input.scratches)
  }
}

const countsOf = (input: MergeInput, fates: StagedFates): RecordCounts => ({
  read: input.read,
  imported: fates.imported,
  updated: fates.updated,
  skipped: fates.skipped,
  rejected: fates.rejected,
  deletedRecords: input.deletedRecords,
})

function mergeInTransaction(
  db: WritableDb,
  input: MergeInput,
  signal: CancelSignal,
  progress: (done: number, total: number) => void,
): MergeAnswer {
  const { kind } = input.batch
  const fates = decideFates(db, kind, input.scratches.length, { ...input, signal })
  const said = stagedFindings(db, input.scratches.length)
  const sizes = kind === 'parcel' ? sizeConflicts(db, input.scratches.length) : []
  signal.throwIfAborted()
  const batch = insertBatch(db, input.batch)
  const entry = writeEntry(db, {
    kind: 'import',
    at: input.batch.at,
    author: input.batch.author,
    batch,
    summary: { file: input.batch.file, layer: input.batch.layer, kind },
  })
  if (input.newPlan !== null) insertPlan(db, entry.fid, input.newPlan)
  const counts = countsOf(input, fates)
  withIndexesAfterwards(db, kind, input.staged, signal, () => {
    switch (kind) {
      case 'household':
        return mergeHouseholdList(db, input.scratches.length, batch, entry.fid)
      case 'person':
        return mergePersonList(db, input.scratches.length, batch, entry.fid)
      default:
        mergeFeatures(db, kind, input, batch, entry.fid, fates, signal, progress)
        if (kind === 'parcel') mergePeople(db, input.peopleKeys, batch, entry.fid, signal)
    }
  })
  const ofKind = [
    ...(kind === 'parcel' ? mergedDuplicates(db, batch) : []),
    ...sizes,
    ...(kind === 'parcel' || kind === 'person' ? nameConflicts(db, batch) : []),
  ]
  const findings = [...input.findings, ...said, ...fates.findings, ...ofKind]
  keepRejected(db, input.scratches.length, batch)
  closeBatch(db, batch, counts, findings)
  signal.throwIfAborted()
  touchContents(db, [...objectTables, 'import_batch', 'import_rejected', 'journal_entry'], input.batch.at)
  return { batch, counts, findings }
}

function mergeFeatures(
  db: WritableDb,
  kind: FeatureKind | 'plan_project',
  input: MergeInput,
  batch: number,
  entry: number,
  fates: StagedFates,
  signal: CancelSignal,
  progress: (done: number, total: number) => void,
): void {
  const columns = [...stagedColumns(kind), ...(kind === 'plan_project' ? [] : ['geom'])].join(', ')
  const base = lastFid(db, kind)
  if (kind !== 'plan_project') dropRtreeTriggers(db, kind)
  dropOutsideEditTriggers(db, kind)
  let done = 0
  input.scratches.forEach((_, i) => {
    // No fid: a row number that SQLite must check first makes it keep a copy of each page that the statement touches.
    const rows = db.prepare(`INSERT OR FAIL INTO ${kind} (id, rev, batch, source_record, ${columns})
      SELECT id, 1, ?, rec, ${columns} FROM s${i}.staged WHERE rec BETWEEN ? AND ? AND fate IS NULL ORDER BY rec`)
    eachSlice(db, `s${i}.staged`, 'rec', signal, (from, to) => {
      done += rows.run(batch, from, to).changes
      progress(done, fates.imported)
    })
  })
  if (kind !== 'plan_project') {
    indexMerged(db, kind, input, base, fates, signal)
    assertRtreeTriggers(db, [kind])
    if (fates.updated > 0) updateExisting(db, kind, input, entry, signal)
  }
  assertOutsideEditTriggers(db, [kind])
}

/** Layers with shapes. */
type FeatureKind = FeatureTable & LayerKind

const lastFid = (db: ReadableDb, kind: FeatureKind | 'plan_project'): number =>
  db.prepare<[], { fid: number | null }>(`SELECT max(fid) AS fid FROM ${kind}`).get()?.fid ?? 0

/** Packing orders all boxes in memory, 60 bytes a row: beyond this the rows go in one by one, so that memory stays where it is. */
const PACK_AT_MOST = 400_000

/** All at once where the index was empty and every staged row came in; else row by row. */
function indexMerged(
  db: WritableDb,
  kind: FeatureKind,
  input: MergeInput,
  base: number,
  fates: StagedFates,
  signal: CancelSignal,
): void {
  const staged = input.boxes.reduce((sum, boxes) => sum + rowsIn(boxes), 0)
  const cameAll = staged === fates.imported && staged === lastFid(db, kind) - base
  if (cameAll && staged <= PACK_AT_MOST && packRtree(db, kind, joinBoxes(input.boxes), base + 1, signal)) return
  const insert = db.prepare(
    `INSERT INTO ${rtreeName(kind)} SELECT fid, ST_MinX(geom), ST_MaxX(geom), ST_MinY(geom), ST_MaxY(geom) FROM main.${kind} WHERE fid BETWEEN ? AND ?`,
  )
  eachSlice(
    db,
    `main.${kind}`,
    'fid',
    signal,
    (from, to) => void (to > base && insert.run(Math.max(from, base + 1), to)),
  )
}

/** Computed from what the file gives: always anew, or together with the column they are computed from. */
const COMPUTED_WITH: Readonly<Record<string, string>> = {
  use_scheme: 'use_code',
  class_scheme: 'class_code',
  village_proposed: 'village_code',
}
const ALWAYS_COMPUTED = new Set(['area_m2', 'ellipsoid_area_m2', 'geometry_fault', 'parcel_id', 'parcel_found_by'])

/**
 * Rows of the survey that the file describes anew; what they were stays in the journal. A column that the file does not have says
 * nothing, a blank in one that it has empties it. A village only gains its shape, and fields that have no column.
 */
function updateExisting(
  db: WritableDb,
  kind: FeatureKind,
  { scratches, fieldOf }: MergeInput,
  entry: number,
  signal: CancelSignal,
): void {
  const sets = updatesOf(kind, fieldOf)
  scratches.forEach((_, i) => {
    const slice = `SELECT existing FROM s${i}.staged WHERE fate = 'update' AND rec BETWEEN ? AND ?`
    const update = db.prepare(
      `UPDATE ${kind} SET ${sets.join(', ')}, geom = s.geom, rev = ${kind}.rev + 1 FROM s${i}.staged s WHERE s.fate = 'update' AND s.rec BETWEEN ? AND ? AND ${kind}.id = s.existing`,
    )
    eachSlice(db, `s${i}.staged`, 'rec', signal, (from, to) => {
      recordRows(db, entry, kind, 'update', `t.id IN (${slice})`, [from, to])
      update.run(from, to)
    })
  })
}

function updatesOf(kind: FeatureKind, fieldOf: Readonly<Record<string, string>>): readonly string[] {
  if (kind === 'village')
    return [
      'area_m2 = s.area_m2',
      'geometry_fault = s.geometry_fault',
      'name = ifnull(village.name, s.name)',
      extraOf(kind, null),
    ]
  return stagedColumns(kind).flatMap((name) => {
    if (name === 'extra') return [extraOf(kind, fieldOf.village_code ?? null)]
    if (name in fieldOf || ALWAYS_COMPUTED.has(name) || (COMPUTED_WITH[name] ?? '') in fieldOf)
      return [`${name} = s.${name}`]
    // --village-from-code names a village without a field of its own.
    return name === 'village_code' ? [`village_code = ifnull(s.village_code, ${kind}.village_code)`] : []
  })
}

/** `wholeCode`: the field whose longer text stands beside the village's 12 digits; the text of an earlier file goes with them. */
function extraOf(kind: FeatureKind, wholeCode: string | null): string {
  const before =
    wholeCode === null || wholeCode.includes('"')
      ? `${kind}.extra`
      : `json_remove(${kind}.extra, '$."${wholeCode.replaceAll("'", "''")}"')`
  return `extra = CASE WHEN s.extra IS NULL THEN nullif(${before}, '{}') ELSE json_patch(ifnull(${before}, '{}'), s.extra) END`
}

/** Rejected records stay with their batch: geometry, attributes (personal numbers encrypted) and reasons. */
function keepRejected(db: WritableDb, scratchCount: number, batch: number): void {
  for (let i = 0; i < scratchCount; i++) {
    db.prepare(
      `INSERT INTO import_rejected (batch, record, codes, attributes, shape) SELECT ?, rec, codes, attributes, shape FROM s${i}.rejected WHERE ${goOn('rec')} ORDER BY rec`,
    ).run(batch)
    db.prepare(
      `INSERT INTO import_note (batch, record, code, detail) SELECT ?, rec, code, params FROM s${i}.note WHERE lasting AND ${goOn('rec')} ORDER BY rec, code`,
    ).run(batch)
    db.prepare(
      `UPDATE import_rejected SET mended_by = ? WHERE fid IN (SELECT m.rejected FROM s${i}.mends m CROSS JOIN s${i}.staged USING (rec) WHERE fate IS NOT 'skip')`,
    ).run(batch)
  }
}
