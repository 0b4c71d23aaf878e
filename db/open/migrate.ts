import { crsOf, epsgCodeIn } from '../../shared/geo/crs/catalogue.ts'
import { backupBeforeMigration } from '../backup/backup.ts'
import { describeColumns, registerTables } from '../geopackage/contents.ts'
import { assertOutsideEditTriggers, dropOutsideEditTriggers } from '../geopackage/outside-edits.ts'
import { assertRtreeTriggers, createRtree, dropRtreeTriggers, hasRtree } from '../geopackage/rtree.ts'
import { type Migration, schemaVersionOf } from '../migrations/ladder.ts'
import { readMetadata, writeMetadata } from '../schema/metadata.ts'
import { featureTables, objectTables } from '../schema/tables.ts'
import { inTransaction, type WritableDb } from './database.ts'

export type MigrationResult =
  | { readonly kind: 'current' }
  | { readonly kind: 'migrated'; readonly version: number; readonly backup: string }
  | { readonly kind: 'failed'; readonly backup: string; readonly detail: string }

/** Somebody waits for it: the copy is made, and is told of each step. */
interface Watched {
  readonly backup: string
  /** Told how many steps are done; throws to stop. */
  climbed(steps: number): void
}

/**
 * Climbs the ladder in one transaction after a dated copy. Foreign keys are off outside it, because a rebuilt parent would
 * empty its children, and must hold before it commits.
 */
export function migrate(
  db: WritableDb,
  path: string,
  version: number,
  ladder: readonly Migration[],
  watched?: Watched,
): MigrationResult {
  if (version === schemaVersionOf(ladder)) return { kind: 'current' }
  const backup = watched?.backup ?? backupBeforeMigration(db, path, version)
  let stop: { readonly error: unknown } | null = null
  const climbed = (step: number): void => {
    try {
      watched?.climbed(step)
    } catch (error) {
      stop = { error }
      throw error
    }
  }
  db.pragma('foreign_keys = OFF')
  try {
    inTransaction(db, () => {
      // A step's own changes are not edits from outside, and a trigger that names a column keeps it from being dropped.
      for (const table of objectTables) dropOutsideEditTriggers(db, table)
      for (const table of featureTables) dropRtreeTriggers(db, table)
      climb(db, version, ladder, climbed)
      const crs = crsOf(epsgCodeIn(readMetadata(db, 'crs') ?? '') ?? 0)
      if (crs !== null) registerTables(db, crs, new Date().toISOString())
      for (const table of featureTables) if (!hasRtree(db, table)) createRtree(db, table)
      describeColumns(db)
      assertRtreeTriggers(db)
      assertOutsideEditTriggers(db)
    })
    return { kind: 'migrated', version, backup }
  } catch (error) {
    if (stop !== null) throw error
    return { kind: 'failed', backup, detail: error instanceof Error ? error.message : String(error) }
  } finally {
    db.pragma('foreign_keys = ON')
  }
}

/** Runs the steps above `version` inside the caller's transaction. `climbed` may throw to stop. */
export function climb(
  db: WritableDb,
  version: number,
  ladder: readonly Migration[],
  climbed: (steps: number) => void = () => undefined,
): void {
  for (const [n, step] of ladder.filter((above) => above.version > version).entries()) {
    climbed(n)
    step.run(db)
  }
  climbed(schemaVersionOf(ladder) - version)
  const broken = db.pragma('foreign_key_check') as unknown[]
  if (broken.length > 0) throw new Error(`foreign_key_check: ${broken.length}`)
  writeMetadata(db, 'schema_version', String(schemaVersionOf(ladder)))
}
