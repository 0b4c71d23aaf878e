import type { WritableDb } from '../open/database.ts'
import { foundationSql } from './0001-foundation.ts'
import { changesAndIndexesSql } from './0002-changes-and-indexes.ts'
import { standardsSql } from './0003-standards.ts'
import { plansSql } from './0004-plans.ts'
import { planLegendSql } from './0005-plan-legend.ts'

/** One step from version − 1 to version. `run` sees a connection with foreign keys off, inside the transaction. */
export interface Migration {
  readonly version: number
  run(db: WritableDb): void
}

export const migrations: readonly Migration[] = [
  {
    version: 1,
    run: (db) => {
      db.exec(foundationSql)
    },
  },
  {
    version: 2,
    run: (db) => {
      db.exec(changesAndIndexesSql)
    },
  },
  {
    version: 3,
    run: (db) => {
      db.exec(standardsSql)
    },
  },
  {
    version: 4,
    run: (db) => {
      db.exec(plansSql)
    },
  },
  {
    version: 5,
    run: (db) => {
      db.exec(planLegendSql)
    },
  },
]

export const schemaVersionOf = (ladder: readonly Migration[]): number => ladder.at(-1)?.version ?? 0
export const SCHEMA_VERSION = schemaVersionOf(migrations)
