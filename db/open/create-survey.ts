import { existsSync, renameSync, rmSync } from 'node:fs'
import type { Crs } from '../../shared/geo/crs/catalogue.ts'
import { createGeopackage, describeColumns, registerTables } from '../geopackage/contents.ts'
import { assertOutsideEditTriggers } from '../geopackage/outside-edits.ts'
import { assertRtreeTriggers, createRtree } from '../geopackage/rtree.ts'
import { writeEntry } from '../history/journal.ts'
import { migrations } from '../migrations/ladder.ts'
import { insertVillages, type VillageRow } from '../queries/villages.ts'
import type { Author } from '../schema/author.ts'
import { writeMetadata } from '../schema/metadata.ts'
import { newId } from '../schema/new-id.ts'
import { featureTables } from '../schema/tables.ts'
import { connect, createFile, inTransaction } from './database.ts'
import { climb } from './migrate.ts'

export interface NewSurvey {
  readonly county: string
  readonly crs: Crs
  readonly villages: readonly VillageRow[]
  readonly keyCheck: string
  readonly version: string
  readonly at: string
}

/** Files that SQLite keeps beside a database. */
const COMPANIONS = ['-wal', '-shm', '-journal'] as const

/** Twice SQLite's own choice: a bulk load writes half as many pages, and a single edit still logs little. */
const PAGE_BYTES = 8192

/**
 * Writes a new survey file, whole or not at all: it is made under a temporary name and renamed. An existing target is the
 * caller's business: here it is a bug unless it is to be replaced, which happens once the new file is whole.
 */
export function createSurvey(path: string, survey: NewSurvey, author: Author, replace = false): void {
  if (!replace && existsSync(path)) throw new Error('the target exists')
  const temporary = `${path}.scratch-${process.pid}-new`
  rmSync(temporary, { force: true })
  const db = createFile(temporary)
  try {
    db.pragma(`page_size = ${PAGE_BYTES}`)
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    createGeopackage(db, survey.crs)
    inTransaction(db, () => {
      climb(db, 0, migrations)
      registerTables(db, survey.crs, survey.at)
      describeColumns(db)
      for (const table of featureTables) createRtree(db, table)
      assertRtreeTriggers(db)
      assertOutsideEditTriggers(db)
      writeMetadata(db, 'survey_id', newId())
      writeMetadata(db, 'county', survey.county)
      writeMetadata(db, 'crs', `EPSG:${survey.crs.epsg}`)
      writeMetadata(db, 'created_at', survey.at)
      writeMetadata(db, 'created_with', survey.version)
      writeMetadata(db, 'key_check', survey.keyCheck)
      insertVillages(db, survey.villages)
      writeEntry(db, { kind: 'create', at: survey.at, author, summary: { villages: survey.villages.length } })
    })
    db.pragma('wal_checkpoint(TRUNCATE)')
    db.close()
    if (replace) settleLog(path)
    renameSync(temporary, path)
  } catch (error) {
    db.close()
    // A full disk keeps the log from being folded in: left behind, it would keep the disk full.
    for (const suffix of ['', ...COMPANIONS]) rmSync(`${temporary}${suffix}`, { force: true, maxRetries: 5 })
    throw error
  }
}

/** Folds the old file's log into it: SQLite would take a log that stays behind for the new file's. */
function settleLog(path: string): void {
  if (!existsSync(path)) return
  try {
    const old = connect(path, 'write')
    try {
      old.pragma('wal_checkpoint(TRUNCATE)')
    } finally {
      old.close()
    }
  } catch {
    // No survey that could still be read: what is beside it goes with it.
  }
  for (const suffix of COMPANIONS) rmSync(`${path}${suffix}`, { force: true, maxRetries: 5 })
}
