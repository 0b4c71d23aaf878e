import type { WritableDb } from '../open/database.ts'
import { goOn } from './slices.ts'

/** Lists without shapes, whose rows speak of a household. */
export type ListKind = 'household' | 'person'

export const isList = (kind: string): kind is ListKind => kind === 'household' || kind === 'person'

/** SQL over a staged row s: the household of its code and village. */
export const HOUSEHOLD_OF = `(SELECT h.id FROM household h WHERE h.household_code = s.household_code AND ifnull(h.village_code, '') = ifnull(s.village_code, ''))`

/** A person is known by number and name together; a name alone never makes two rows one person. */
const KNOWN: Readonly<Record<ListKind, string>> = {
  household: HOUSEHOLD_OF,
  person:
    '(SELECT q.id FROM person q WHERE q.id_number_hash = s.id_number_hash AND q.name IS s.name ORDER BY q.fid LIMIT 1)',
}

/**
 * Marks what becomes of the rows of a list, before anything is merged: 'reject' where it cannot be told whose household a row
 * speaks of (household.unknown), 'update' where the survey knows its household or person, 'merged' for a row of the list that
 * repeats an earlier one. Writes to the scratch files alone, so that a dry run and a merge decide the same.
 */
export function decideListFates(db: WritableDb, kind: ListKind, scratchCount: number): void {
  for (let i = 0; i < scratchCount; i++) {
    const staged = `s${i}.staged`
    resolveHouseholds(db, staged)
    db.prepare(`UPDATE ${staged} AS s SET fate = 'reject' WHERE ${goOn('s.rec')} AND (${isUntold(kind)})`).run()
    // The code of a parcel is kept nowhere in a list's rows: what it fails to point at must be said here.
    db.prepare(`INSERT INTO s${i}.note SELECT s.rec, 'parcel.unknown', '{}', 1 FROM ${staged} s
      WHERE fate IS NULL AND parcel_code NOTNULL AND ${goOn('s.rec')} AND NOT EXISTS (SELECT 1 FROM parcel p WHERE p.parcel_code = s.parcel_code)`).run()
    db.prepare(`UPDATE ${staged} AS s SET existing = ${KNOWN[kind]} WHERE fate IS NULL AND ${goOn('s.rec')}`).run()
    db.prepare(`UPDATE ${staged} SET fate = 'update' WHERE existing NOTNULL`).run()
  }
  foldRepeats(db, kind, scratchCount)
}

/** A list names its household by NHDM, or by the code of a parcel, where all parcels of that code belong to one household. */
function resolveHouseholds(db: WritableDb, staged: string): void {
  db.prepare(`UPDATE ${staged} AS s SET household_code = p.household_code, village_code = p.village_code
    FROM (SELECT parcel_code, min(household_code) AS household_code, min(village_code) AS village_code FROM parcel
      WHERE household_code NOTNULL AND parcel_code IN (SELECT parcel_code FROM ${staged} WHERE household_code IS NULL AND ${goOn('rec')})
      GROUP BY parcel_code HAVING count(DISTINCT household_code || '/' || ifnull(village_code, '')) = 1) p
    WHERE s.parcel_code = p.parcel_code AND s.household_code IS NULL`).run()
  db.prepare(`UPDATE ${staged} AS s SET village_code = (SELECT min(p.village_code) FROM parcel p WHERE p.parcel_code = s.parcel_code)
    WHERE household_code NOTNULL AND village_code IS NULL AND parcel_code NOTNULL`).run()
  db.prepare(`UPDATE ${staged} AS s SET village_code = (SELECT h.village_code FROM household h WHERE h.household_code = s.household_code)
    WHERE household_code NOTNULL AND village_code IS NULL AND 1 = (SELECT count(*) FROM household h WHERE h.household_code = s.household_code)`).run()
}

/** A code without a village may be one of several villages'. A person need not name a household; one who does must name a known way to it. */
function isUntold(kind: ListKind): string {
  const ambiguous = `(s.household_code NOTNULL AND s.village_code IS NULL AND ${HOUSEHOLD_OF} IS NULL
    AND 1 < (SELECT count(*) FROM household h WHERE h.household_code = s.household_code))`
  return kind === 'household'
    ? `s.household_code IS NULL OR ${ambiguous}`
    : `(s.household_code IS NULL AND s.parcel_code NOTNULL) OR ${ambiguous}`
}

type Row = Readonly<Record<string, string | number | null>>

interface Repeat {
  readonly part: number
  readonly rec: number
  readonly firstPart: number
  readonly firstRec: number
}

/** What a household list says of a household beside its key. */
export const HOUSEHOLD_COLUMNS: readonly string[] = [
  'head_name',
  'size',
  'divisible_into',
  'entitled',
  'fee_class',
  'remark',
]

/** What makes two rows of a list speak of the same, and what the later one may add to the first. */
const SAME: Readonly<
  Record<ListKind, { readonly key: string; readonly only: string; readonly fills: readonly string[] }>
> = {
  household: {
    key: "household_code, ifnull(village_code, '')",
    only: 'household_code NOTNULL',
    fills: HOUSEHOLD_COLUMNS,
  },
  person: {
    key: 'id_number_hash, name',
    only: 'id_number_hash NOTNULL',
    fills: [
      'phone_cipher',
      'phone_masked',
      'account_cipher',
      'account_masked',
      'sex',
      'relation_to_head',
      'collective_member',
      'registration_type',
      'remark',
    ],
  },
}

/** Each encryption of a value is another text: ciphers are compared by what they show. */
const isComparable = (column: string): boolean => !column.endsWith('_cipher')

/**
 * A later row of the same household or person fills the blanks of the first; where it contradicts, the first stands and the row is
 * named in a finding. It counts as updated: the list made or touched one object with the first row, and this row came to it after.
 */
function foldRepeats(db: WritableDb, kind: ListKind, scratchCount: number): void {
  const { key, only, fills } = SAME[kind]
  const union = Array.from(
    { length: scratchCount },
    (_, i) =>
      `SELECT ${i} AS part, rec, ${kind === 'household' ? 'household_code, village_code' : key} FROM s${i}.staged WHERE fate IS NOT 'reject' AND ${only}`,
  ).join(' UNION ALL ')
  const repeats = db
    .prepare<
      [],
      Repeat
    >(`SELECT part, rec, firstPart, firstRec FROM (SELECT part, rec, row_number() OVER w AS nth, first_value(part) OVER w AS firstPart,
    first_value(rec) OVER w AS firstRec FROM (${union}) WINDOW w AS (PARTITION BY ${key} ORDER BY rec)) WHERE nth > 1 ORDER BY rec`)
    .all()
  if (repeats.length === 0) return
  const columns = ['household_code', 'village_code', 'extra', ...fills]
  const parts = Array.from({ length: scratchCount }, (_, i) => ({
    read: db.prepare<[number], Row>(`SELECT ${columns.join(', ')} FROM s${i}.staged WHERE rec = ?`),
    fill: db.prepare<[Row]>(
      `UPDATE s${i}.staged SET ${columns.map((name) => `${name} = @${name}`).join(', ')} WHERE rec = @rec`,
    ),
    merged: db.prepare<[number]>(`UPDATE s${i}.staged SET fate = 'merged', existing = NULL WHERE rec = ?`),
    note: db.prepare<[number, string]>(`INSERT INTO s${i}.note VALUES (?, ?, '{}', 1)`),
  }))
  for (const { part, rec, firstPart, firstRec } of repeats) {
    const [own, other] = [parts[part], parts[firstPart]]
    const [later, first] = [own?.read.get(rec), other?.read.get(firstRec)]
    if (own === undefined || other === undefined || later === undefined || first === undefined)
      throw new Error('a staged row is gone')
    other.fill.run({ ...joined(first, later, fills), rec: firstRec })
    own.merged.run(rec)
    for (const code of contradictions(kind, first, later, fills)) own.note.run(rec, code)
  }
}

function joined(first: Row, later: Row, fills: readonly string[]): Row {
  const whose = first.household_code === null ? later : first
  const extra = { ...extraOf(later), ...extraOf(first) }
  return {
    ...Object.fromEntries(fills.map((name) => [name, first[name] ?? later[name] ?? null])),
    household_code: whose.household_code ?? null,
    village_code: whose.village_code ?? null,
    extra: Object.keys(extra).length > 0 ? JSON.stringify(extra) : null,
  }
}

function contradictions(kind: ListKind, first: Row, later: Row, fills: readonly string[]): readonly string[] {
  const differs = (name: string): boolean =>
    isComparable(name) && first[name] != null && later[name] != null && first[name] !== later[name]
  const [before, after] = [extraOf(first), extraOf(later)]
  const others = Object.keys(after).some(
    (name) => name in before && comparable(before[name]) !== comparable(after[name]),
  )
  if (kind === 'person') {
    const moved =
      first.household_code != null &&
      later.household_code != null &&
      (differs('household_code') || first.village_code !== later.village_code)
    return moved || others || fills.some(differs) ? ['person.row-differs'] : []
  }
  const rest = others || fills.some((name) => name !== 'size' && differs(name))
  return [...(differs('size') ? ['household.size-differs'] : []), ...(rest ? ['household.row-differs'] : [])]
}

const extraOf = (row: Row): Readonly<Record<string, unknown>> =>
  typeof row.extra === 'string' ? (JSON.parse(row.extra) as Record<string, unknown>) : {}

/** A sealed value is the same where its hash is. */
const comparable = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'hash' in value ? value.hash : value
