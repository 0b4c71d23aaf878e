import Database from 'better-sqlite3'
import { type LayerKind, layers, storedColumns } from '../../shared/model/layers.ts'

/** What staging adds to the columns that a file can fill, by layer. */
const COMPUTED: Readonly<Record<LayerKind, readonly string[]>> = {
  village: ['area_m2', 'geometry_fault', 'extra'],
  parcel: ['village_proposed', 'area_m2', 'use_scheme', 'geometry_fault', 'extra'],
  building: ['parcel_id', 'parcel_found_by', 'area_m2', 'geometry_fault', 'extra'],
  land_use: ['class_scheme', 'ellipsoid_area_m2', 'geometry_fault', 'extra'],
  household: ['extra'],
  person: ['id_number_cipher', 'id_number_hash', 'id_number_masked', 'id_number_fault', 'phone_cipher', 'phone_masked', 'account_cipher', 'account_masked', 'extra'],
}

/** Columns of a staged row in binding order, after rec and id; then geom and its extent where the layer has geometry. */
export const stagedColumns = (kind: LayerKind): readonly string[] => [...storedColumns(kind).map((column) => column.name), ...COMPUTED[kind]]

export type SqlValue = string | number | Uint8Array | null

/** A right holder as the parcel's record names one; the number is already encrypted. */
export interface StagedHolder {
  readonly name: string | null
  readonly cipher: string | null
  readonly hash: string | null
  readonly masked: string | null
  readonly fault: string | null
}

export interface ScratchWriter {
  /** `values` in the order of stagedColumns, then geom, minx, maxx, miny, maxy for layers with geometry. */
  row(record: number, id: string, values: readonly SqlValue[]): void
  holder(record: number, holder: StagedHolder): void
  rejected(record: number, codes: readonly string[], attributes: string, shape: Uint8Array | null): void
  note(record: number | null, code: string, detail: string | null): void
  /** Number of a rejected record of this survey whose mended copy this record is. */
  mends(record: number, rejected: number): void
  close(): void
}

const SLICE = 2000

/**
 * A scratch file for one thread's share of an import. It is thrown away after a crash, so it need not survive one: no
 * journal, no syncing. Nothing personal stands in it unencrypted.
 */
export function createScratch(path: string, kind: LayerKind): ScratchWriter {
  const db = new Database(path)
  db.pragma('journal_mode = OFF')
  db.pragma('synchronous = OFF')
  db.pragma('locking_mode = EXCLUSIVE')
  const columns = stagedColumns(kind)
  const hasShape = layers[kind].geometryType !== null
  const shape = hasShape ? ['geom', 'minx', 'maxx', 'miny', 'maxy'] : []
  const all = ['rec', 'id', ...columns, ...shape]
  db.exec(`CREATE TABLE staged (rec INTEGER PRIMARY KEY, id TEXT, ${[...columns, ...shape].map((name) => `${name} ${affinity(kind, name)}`).join(', ')}, existing TEXT, fate TEXT);
    CREATE TABLE holder (rec INTEGER PRIMARY KEY, name TEXT, cipher TEXT, hash TEXT, masked TEXT, fault TEXT);
    CREATE TABLE rejected (rec INTEGER PRIMARY KEY, codes TEXT, attributes TEXT, shape BLOB);
    CREATE TABLE note (rec INTEGER, code TEXT, detail TEXT);
    CREATE TABLE mends (rec INTEGER PRIMARY KEY, rejected INTEGER)`)
  const row = db.prepare(`INSERT INTO staged (${all.join(', ')}) VALUES (${all.map(() => '?').join(', ')})`)
  const holder = db.prepare('INSERT INTO holder VALUES (?, ?, ?, ?, ?, ?)')
  const rejected = db.prepare('INSERT INTO rejected VALUES (?, ?, ?, ?)')
  const note = db.prepare('INSERT INTO note VALUES (?, ?, ?)')
  const mends = db.prepare('INSERT INTO mends VALUES (?, ?)')
  let pending = 0
  db.exec('BEGIN')
  const count = (): void => {
    if (++pending % SLICE === 0) db.exec('COMMIT; BEGIN')
  }
  return {
    row: (record, id, values) => {
      row.run(record, id, ...values)
      count()
    },
    holder: (record, h) => void holder.run(record, h.name, h.cipher, h.hash, h.masked, h.fault),
    rejected: (record, codes, attributes, blob) => void rejected.run(record, JSON.stringify(codes), attributes, blob),
    note: (record, code, detail) => void note.run(record, code, detail),
    mends: (record, id) => void mends.run(record, id),
    close: () => {
      db.exec('COMMIT')
      db.close()
    },
  }
}

function affinity(kind: LayerKind, name: string): string {
  const type = layers[kind].columns.find((column) => column.name === name)?.type
  if (type === 'number' || name.endsWith('_m2') || /^(min|max)[xy]$/.test(name)) return 'REAL'
  return type === 'integer' ? 'INTEGER' : name === 'geom' ? 'BLOB' : 'TEXT'
}
