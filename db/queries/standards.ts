import { createHash } from 'node:crypto'
import { completeSet, type StandardSetFile } from '../../shared/standards/set-file.ts'
import type { AreaStandard, StandardSet } from '../../shared/standards/standard-set.ts'
import type { ReadableDb, WritableDb } from '../open/database.ts'

export interface StoredSet {
  readonly fid: number
  /** Row of each standard by its id. */
  readonly standards: ReadonlyMap<string, number>
}

/** The set as the survey keeps it: by content, so that a changed set is another one and old results keep theirs. */
export function storeStandardSet(db: WritableDb, set: StandardSet): StoredSet {
  const content = JSON.stringify(set)
  const hash = hashOfSet(set)
  const known = db.prepare<[string], { fid: number }>('SELECT fid FROM standard_set WHERE content_hash = ?').get(hash)
  const fid = known?.fid ?? insertSet(db, set, hash, content)
  const rows = db
    .prepare<[number], { fid: number; id: string }>('SELECT fid, id FROM standard WHERE standard_set = ?')
    .all(fid)
  return { fid, standards: new Map(rows.map((row) => [row.id, row.fid])) }
}

/** The name of a set's content: two sets of one id are told apart by it. */
export const hashOfSet = (set: StandardSet): string => createHash('sha256').update(JSON.stringify(set)).digest('hex')

function insertSet(db: WritableDb, set: StandardSet, hash: string, content: string): number {
  const { lastInsertRowid } = db
    .prepare(
      `INSERT INTO standard_set (id, content_hash, title, document, status, valid_from, valid_to, to_confirm, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      set.id,
      hash,
      JSON.stringify(set.title),
      JSON.stringify(set.documents),
      set.status,
      set.validFrom,
      set.validTo,
      set.toConfirm ? 1 : 0,
      content,
    )
  const insert = db.prepare(
    'INSERT INTO standard (standard_set, id, village_type, terrain, conditions, limit_m2, article, to_confirm) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  for (const s of set.standards)
    insert.run(
      lastInsertRowid,
      s.id,
      s.villageType,
      s.terrain,
      JSON.stringify(conditionsOf(s)),
      s.limitM2,
      JSON.stringify(s.article),
      s.toConfirm ? 1 : 0,
    )
  return Number(lastInsertRowid)
}

/** Sets that the survey's results rest on. The content was written by storeStandardSet. */
export const listStandardSets = (db: ReadableDb): readonly StandardSet[] =>
  db
    .prepare<[], { content: string }>('SELECT content FROM standard_set ORDER BY fid')
    .all()
    .map((row) => setIn(row.content))

/** Contents were written by storeStandardSet, some by a version whose sets had fewer parts. */
export const setIn = (content: string): StandardSet => completeSet(JSON.parse(content) as StandardSetFile)

/** What a rule asks beyond type and terrain, which have columns of their own. */
const conditionsOf = ({ arable, sizeFrom, sizeTo, land, plot, acquiredFrom, acquiredBefore }: AreaStandard) =>
  Object.fromEntries(
    Object.entries({ arable, sizeFrom, sizeTo, land, plot, acquiredFrom, acquiredBefore }).filter(
      ([, value]) => value !== null,
    ),
  )
