import { createHash } from 'node:crypto'
import Database from 'better-sqlite3'

/** What a survey file holds, read with plain SQLite and none of the product's own code. */
export interface SurveyState {
  /** Rows of each table; the R-tree's shadow tables are left out. */
  readonly counts: Readonly<Record<string, number>>
  /** Hash over every value of every row, by table. */
  readonly digests: Readonly<Record<string, string>>
  /** Ids of the journal's entries in their order. */
  readonly journal: readonly string[]
  /** Batches that stand. */
  readonly standing: readonly number[]
  readonly batches: readonly BatchState[]
  /** What is wrong with the file itself; nothing is. */
  readonly faults: readonly string[]
}

export interface BatchState {
  readonly batch: number
  readonly imported: number
  readonly parcels: number
  readonly rights: number
  readonly persons: number
  readonly rejected: number
  readonly keptRejected: number
  readonly entries: number
}

const quoted = (name: string): string => `"${name}"`

/** Reads a survey without changing it: the log that a killed process left behind is read with it. */
export function surveyState(path: string): SurveyState {
  const db = new Database(path, { fileMustExist: true })
  try {
    const tables = db
      .prepare<[], string>(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
        AND name NOT LIKE 'rtree_%' AND name NOT LIKE 'gpkg_%' ORDER BY name`)
      .pluck()
      .all()
    const counts = Object.fromEntries(tables.map((table) => [table, countOf(db, `FROM ${quoted(table)}`)]))
    return {
      counts,
      digests: Object.fromEntries(tables.map((table) => [table, digestOf(db, table)])),
      journal: db.prepare<[], string>('SELECT id FROM journal_entry ORDER BY fid').pluck().all(),
      standing: db.prepare<[], number>('SELECT fid FROM import_batch WHERE rolled_back_at IS NULL').pluck().all(),
      batches: db.prepare<[], BatchState>(BATCHES).all(),
      faults: faultsOf(db),
    }
  } finally {
    db.close()
  }
}

const BATCHES = `SELECT b.fid AS batch, b.imported, b.rejected,
  (SELECT count(*) FROM parcel WHERE batch = b.fid) AS parcels,
  (SELECT count(*) FROM land_right WHERE batch = b.fid) AS rights,
  (SELECT count(*) FROM person WHERE batch = b.fid) AS persons,
  (SELECT count(*) FROM import_rejected WHERE batch = b.fid) AS keptRejected,
  (SELECT count(*) FROM journal_entry WHERE batch = b.fid AND kind = 'import') AS entries
  FROM import_batch b ORDER BY b.fid`

const countOf = (db: Database.Database, rest: string): number =>
  db.prepare<[], number>(`SELECT count(*) ${rest}`).pluck().get() ?? 0

function digestOf(db: Database.Database, table: string): string {
  const hash = createHash('sha256')
  for (const row of db
    .prepare<[], unknown[]>(`SELECT * FROM ${quoted(table)} ORDER BY 1`)
    .raw()
    .iterate())
    for (const value of row) {
      if (Buffer.isBuffer(value)) hash.update(value)
      else hash.update(`${typeof value}${String(value)}\0`)
    }
  return hash.digest('base64')
}

function faultsOf(db: Database.Database): string[] {
  const faults = db.pragma('integrity_check', { simple: true }) === 'ok' ? [] : ['integrity_check']
  if ((db.pragma('foreign_key_check') as unknown[]).length > 0) faults.push('foreign_key_check')
  const layers = db.prepare<[], string>('SELECT table_name FROM gpkg_geometry_columns').pluck().all()
  for (const layer of layers) {
    const shapes = countOf(db, `FROM ${layer} WHERE geom NOTNULL`)
    const indexed = countOf(db, `FROM rtree_${layer}_geom r JOIN ${layer} t ON t.fid = r.id AND t.geom NOTNULL`)
    const boxes = countOf(db, `FROM rtree_${layer}_geom`)
    if (shapes !== indexed || shapes !== boxes) faults.push(`R-tree of ${layer}: ${shapes} shapes, ${boxes} boxes`)
  }
  if (countOf(db, 'FROM outside_edit') > 0) faults.push('own rows noted as edits from outside')
  return faults
}
