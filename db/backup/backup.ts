import { existsSync, rmSync } from 'node:fs'
import type { WritableDb } from '../open/database.ts'

/** A consistent copy beside the survey, dated, never over an earlier one. Not a file copy: that loses what the log still holds. */
export function backupBeforeMigration(db: WritableDb, path: string, version: number): string {
  const stamp = new Date().toISOString().replace(/[-:]/g, '').slice(0, 15)
  const base = path.replace(/\.gpkg$/i, '')
  let target = `${base}.v${version}-${stamp}.backup.gpkg`
  for (let n = 2; existsSync(target); n++) target = `${base}.v${version}-${stamp}-${n}.backup.gpkg`
  try {
    db.prepare('VACUUM INTO ?').run(target)
  } catch (error) {
    rmSync(target, { force: true })
    throw error
  }
  return target
}
