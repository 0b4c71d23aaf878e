import { connect, type ReadableDb } from '../../../db/open/database.ts'

/** Village codes of the survey, or of a scratch file that waits to be merged. */
export function villageCodes(source: ReadableDb | string): Set<string> {
  if (typeof source !== 'string') return codesIn(source, 'village')
  const scratch = connect(source, 'read')
  try {
    return codesIn(scratch, 'staged')
  } finally {
    scratch.close()
  }
}

const codesIn = (db: ReadableDb, table: 'village' | 'staged'): Set<string> =>
  new Set(
    db
      .prepare<[], { code: string }>(`SELECT code FROM ${table} WHERE code NOTNULL`)
      .all()
      .map((row) => row.code),
  )
