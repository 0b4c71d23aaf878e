import type { CancelSignal } from '../../shared/contract/job.ts'
import { severityOf } from '../../shared/model/finding-codes.ts'
import type { LayerKind } from '../../shared/model/layers.ts'
import type { ReadableDb, WritableDb } from '../open/database.ts'
import type { ImportFinding } from './batch.ts'
import { decideListFates, isList } from './list-fates.ts'
import { goOn } from './slices.ts'

/** What happens to a record whose code the survey already has. */
export type OnDuplicate = 'reject' | 'skip' | 'update'

export interface StagedFates {
  readonly imported: number
  readonly updated: number
  readonly skipped: number
  readonly rejected: number
  readonly findings: readonly ImportFinding[]
}

/** SQL over a staged row s: the key by which the survey may already know it; null is never known. */
const KEY: Readonly<Record<LayerKind, { readonly staged: string; readonly existing: string } | null>> = {
  village: { staged: 's.code', existing: 'e.code' },
  parcel: { staged: 's.parcel_code', existing: 'e.parcel_code' },
  building: { staged: 's.building_code', existing: 'e.building_code' },
  land_use: {
    staged: "s.located_unit_code || '/' || s.patch_number",
    existing: "e.located_unit_code || '/' || e.patch_number",
  },
  household: null,
  person: null,
  // A plan's layer comes whole: a second one is refused before it is read.
  base_patch: null,
  planned_patch: null,
  control_zone: null,
  plan_facility: null,
  plan_project: null,
}

const EXAMPLES = 5

export interface FateOptions {
  readonly onDuplicate: OnDuplicate
  /** Rows in the scratch files. */
  readonly staged: number
  readonly fieldOf: Readonly<Record<string, string>>
  readonly signal: CancelSignal
}

/** Marks in the scratch files what the survey itself decides: codes that exist there. NULL: a new row. */
export function decideFates(
  db: WritableDb,
  kind: LayerKind,
  scratchCount: number,
  { onDuplicate, fieldOf, staged, signal }: FateOptions,
): StagedFates {
  const findings: ImportFinding[] = []
  const key = KEY[kind]
  if (isList(kind)) {
    decideListFates(db, kind, scratchCount)
    rejectMarked(db, kind, 'household.unknown', scratchCount, fieldOf, findings)
  } else if (
    key !== null &&
    (kind === 'village' || db.prepare<[], { n: number }>(`SELECT EXISTS (SELECT 1 FROM ${kind}) AS n`).get()?.n === 1)
  ) {
    for (let i = 0; i < scratchCount; i++) markExisting(db, kind, key, i, onDuplicate)
    if (kind !== 'village' && onDuplicate === 'update') spreadUpdates(db, kind, key, scratchCount, signal)
    if (kind === 'village') rejectRepeatedVillages(db, scratchCount)
    rejectMarked(db, kind, 'code.exists', scratchCount, fieldOf, findings)
  }
  // Rows without a fate are not counted but left over: counting them reads every page of the scratch files.
  const count = (where: string): number => sum(db, scratchCount, `SELECT count(*) AS n FROM %.staged WHERE ${where}`)
  const [updated, skipped] = [count("fate IN ('update', 'merged')"), count("fate = 'skip'")]
  const rejectedNow = findings.reduce((total, { count: records }) => total + records, 0)
  return {
    imported: staged - updated - skipped - rejectedNow,
    updated,
    skipped,
    rejected: sum(db, scratchCount, 'SELECT count(*) AS n FROM %.rejected'),
    findings,
  }
}

function rejectMarked(
  db: WritableDb,
  kind: LayerKind,
  code: string,
  scratchCount: number,
  fieldOf: FateOptions['fieldOf'],
  findings: ImportFinding[],
): void {
  const records = collect(db, scratchCount, "SELECT rec FROM %.staged WHERE fate = 'reject' ORDER BY rec")
  if (records.length === 0) return
  findings.push(finding(code, severityOf(code), records))
  for (let i = 0; i < scratchCount; i++) moveToRejected(db, kind, code, i, fieldOf)
}

function markExisting(
  db: WritableDb,
  kind: LayerKind,
  key: { staged: string; existing: string },
  i: number,
  onDuplicate: OnDuplicate,
): void {
  // A village of the county's list has no shape yet: giving it one is an update, whatever the option says.
  const fate = kind === 'village' ? `CASE WHEN e.bare THEN 'update' ELSE '${onDuplicate}' END` : `'${onDuplicate}'`
  db.prepare(`UPDATE s${i}.staged AS s SET existing = e.id, fate = ${fate}
    FROM (SELECT ${key.existing} AS key, min(e.fid), e.id, e.geom IS NULL AS bare FROM ${kind} e WHERE ${key.existing} NOTNULL AND ${goOn('e.fid')} GROUP BY 1) e
    WHERE ${key.staged} = e.key AND ${goOn('s.rec')}`).run()
}

/** A village has one shape: records after the first of a code are rejected, to be united and imported again. */
function rejectRepeatedVillages(db: WritableDb, scratchCount: number): void {
  const seen = new Set<string>()
  for (let i = 0; i < scratchCount; i++) {
    const reject = db.prepare(`UPDATE s${i}.staged SET fate = 'reject' WHERE rec = ?`)
    for (const { rec, code } of db
      .prepare<[], { rec: number; code: string }>(
        `SELECT rec, code FROM s${i}.staged WHERE fate IS NOT 'reject' AND fate IS NOT 'skip' ORDER BY rec`,
      )
      .all()) {
      if (seen.has(code)) reject.run(rec)
      seen.add(code)
    }
  }
}

/** A code that stands several times updates as many rows of the survey, in the order of both; what is left over is new. */
function spreadUpdates(
  db: WritableDb,
  kind: LayerKind,
  key: { staged: string; existing: string },
  scratchCount: number,
  signal: CancelSignal,
): void {
  const seen = new Map<string, number>()
  const idsOf = db.prepare<[string], { id: string }>(
    `SELECT e.id FROM ${kind} e WHERE ${key.existing} = ? ORDER BY e.fid`,
  )
  for (let i = 0; i < scratchCount; i++) {
    const rows = db
      .prepare<[], { rec: number; key: string }>(
        `SELECT rec, ${key.staged} AS key FROM s${i}.staged s WHERE fate = 'update' ORDER BY rec`,
      )
      .all()
    const settle = db.prepare(`UPDATE s${i}.staged SET existing = ?, fate = ? WHERE rec = ?`)
    for (const [n, row] of rows.entries()) {
      if ((n & 1023) === 0) signal.throwIfAborted()
      const nth = seen.get(row.key) ?? 0
      seen.set(row.key, nth + 1)
      if (nth === 0) continue
      const next = idsOf.all(row.key)[nth]
      settle.run(next?.id ?? null, next === undefined ? null : 'update', row.rec)
    }
  }
}

/** SQL over a staged row s and its holder p: personal columns as they are kept, sealed. A phone and an account are staged without a hash. */
const sealedColumns = (kind: LayerKind): Readonly<Record<string, string>> => {
  const sealed = (personal: string, cipher: string, masked: string, hash: string): string =>
    `CASE WHEN ${cipher} IS NULL THEN NULL ELSE json_object('$personal', '${personal}', 'cipher', ${cipher}, 'masked', ${masked}, 'hash', ${hash}) END`
  if (kind !== 'person') return { id_number: sealed('id-number', 'p.cipher', 'p.masked', 'p.hash') }
  return {
    id_number: sealed('id-number', 's.id_number_cipher', 's.id_number_masked', 's.id_number_hash'),
    phone: sealed('phone', 's.phone_cipher', 's.phone_masked', "''"),
    account: sealed('account', 's.account_cipher', 's.account_masked', "''"),
  }
}

/**
 * A record that is rejected after all goes to the rejected ones as the file wrote it: the columns under the file's own field
 * names, the other fields, and personal numbers, which stay sealed.
 */
function moveToRejected(
  db: WritableDb,
  kind: LayerKind,
  code: string,
  i: number,
  fieldOf: Readonly<Record<string, string>>,
): void {
  const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`
  const sealed = sealedColumns(kind)
  const columns = Object.entries(fieldOf).map(
    ([column, field]) => `${quote(field)}, ${sealed[column] ?? `s.${column}`}`,
  )
  const hasGeom =
    db
      .prepare<[], { n: number }>(`SELECT count(*) AS n FROM pragma_table_info('staged', 's${i}') WHERE name = 'geom'`)
      .get()?.n === 1
  db.prepare(`INSERT INTO s${i}.rejected SELECT s.rec, '["${code}"]', json_patch(json_object(${columns.join(', ')}), ifnull(s.extra, '{}')), ${hasGeom ? 's.geom' : 'NULL'}
    FROM s${i}.staged s LEFT JOIN s${i}.person p ON p.ref = s.person_ref WHERE s.fate = 'reject' AND ${goOn('s.rec')}`).run()
  db.prepare(`DELETE FROM s${i}.note WHERE rec IN (SELECT rec FROM s${i}.staged WHERE fate = 'reject')`).run()
  db.prepare(`DELETE FROM s${i}.staged WHERE fate = 'reject'`).run()
}

/** What was said of records that are imported or update a row; a record that is rejected or skipped counts under nothing else. */
export function stagedFindings(db: WritableDb, scratchCount: number): readonly ImportFinding[] {
  for (let i = 0; i < scratchCount; i++)
    db.prepare(`DELETE FROM s${i}.note WHERE rec IN (SELECT rec FROM s${i}.staged WHERE fate = 'skip')`).run()
  const notes = Array.from({ length: scratchCount }, (_, i) => `SELECT rec, code, params FROM s${i}.note`).join(
    ' UNION ALL ',
  )
  const counts = db
    .prepare<[], { code: string; n: number }>(
      `SELECT code, count(*) AS n FROM (${notes}) GROUP BY code ORDER BY min(rec), code`,
    )
    .all()
  const examples = db.prepare<[string, number], { record: number; params: string }>(
    `SELECT rec AS record, params FROM (${notes}) WHERE code = ? ORDER BY rec LIMIT ?`,
  )
  return counts.map(({ code, n }) => ({
    code,
    severity: severityOf(code),
    count: n,
    examples: examples
      .all(code, EXAMPLES)
      .map(({ record, params }) => ({ record, params: JSON.parse(params) as Record<string, string | number> })),
  }))
}

/** Each occurrence of a parcel code after the first in file order, before anything is merged. */
export function stagedDuplicates(db: ReadableDb, scratchCount: number): readonly ImportFinding[] {
  const union = Array.from(
    { length: scratchCount },
    (_, i) => `SELECT rec, parcel_code FROM s${i}.staged WHERE fate IS NULL AND parcel_code NOTNULL AND ${goOn('rec')}`,
  ).join(' UNION ALL ')
  const rows = db
    .prepare<[], { rec: number }>(
      `SELECT rec FROM (SELECT rec, row_number() OVER (PARTITION BY parcel_code ORDER BY rec) AS nth FROM (${union})) WHERE nth > 1 ORDER BY rec`,
    )
    .all()
  return rows.length > 0
    ? [
        finding(
          'code.duplicate',
          'error',
          rows.map((row) => row.rec),
        ),
      ]
    : []
}

/** The same of a batch that stands in the survey: the index of codes finds them without sorting. */
export function mergedDuplicates(db: ReadableDb, batch: number): readonly ImportFinding[] {
  const codes = db
    .prepare<[], { code: string }>(
      `SELECT parcel_code AS code FROM parcel WHERE parcel_code NOTNULL AND ${goOn('fid')} GROUP BY parcel_code HAVING count(*) > 1`,
    )
    .all()
  const recordsOf = db.prepare<[string, number], { rec: number }>(
    'SELECT source_record AS rec FROM parcel WHERE parcel_code = ? AND batch = ? ORDER BY source_record',
  )
  const records = codes
    .flatMap(({ code }) =>
      recordsOf
        .all(code, batch)
        .slice(1)
        .map((row) => row.rec),
    )
    .sort((a, b) => a - b)
  return records.length > 0 ? [finding('code.duplicate', 'error', records)] : []
}

const finding = (code: string, severity: ImportFinding['severity'], records: readonly number[]): ImportFinding => ({
  code,
  severity,
  count: records.length,
  examples: records.slice(0, EXAMPLES).map((record) => ({ record, params: {} })),
})

const collect = (db: ReadableDb, scratchCount: number, sql: string): readonly number[] =>
  Array.from({ length: scratchCount }, (_, i) =>
    db
      .prepare<[], { rec: number }>(sql.replace('%', `s${i}`))
      .all()
      .map((row) => row.rec),
  ).flat()

const sum = (db: ReadableDb, scratchCount: number, sql: string): number =>
  Array.from(
    { length: scratchCount },
    (_, i) => db.prepare<[], { n: number }>(sql.replace('%', `s${i}`)).get()?.n ?? 0,
  ).reduce((a, b) => a + b, 0)
