import { existsSync, rmSync } from 'node:fs'
import { connect, type WritableDb } from '../open/database.ts'
import { keepOnDisk } from './keep-on-disk.ts'

/** A consistent copy beside the survey, dated, never over an earlier one. Not a file copy: that loses what the log still holds. */
export function backupBeforeMigration(db: WritableDb, path: string, version: number): string {
  const target = freeName(path, version)
  try {
    db.prepare('VACUUM INTO ?').run(target)
    // SQLite leaves it to the system when what it vacuums into reaches the disk; the change of the survey would overtake it.
    keepOnDisk(target)
  } catch (error) {
    rmSync(target, { force: true })
    throw error
  }
  return target
}

/** Pages between two reports: some milliseconds of copying. */
const PAGES_A_STEP = 500

/** The same, told how far it is; what `copied` throws ends it and leaves no copy. */
export async function copyBeforeMigration(
  db: WritableDb,
  path: string,
  version: number,
  copied: (pages: number, total: number) => void,
): Promise<string> {
  const target = freeName(path, version)
  try {
    await db.backup(target, {
      progress({ totalPages, remainingPages }) {
        copied(totalPages - remainingPages, totalPages)
        return PAGES_A_STEP
      },
    })
    // The copy is a log-keeping file as the survey is: closed like one, it stands alone.
    const copy = connect(target, 'write')
    copy.pragma('journal_mode = DELETE')
    copy.close()
    keepOnDisk(target)
  } catch (error) {
    for (const ending of ['', '-journal', '-wal', '-shm']) rmSync(`${target}${ending}`, { force: true })
    throw error
  }
  return target
}

function freeName(path: string, version: number): string {
  const stamp = new Date().toISOString().replace(/[-:]/g, '').slice(0, 15)
  const base = path.replace(/\.gpkg$/i, '')
  let target = `${base}.v${version}-${stamp}.backup.gpkg`
  for (let n = 2; existsSync(target); n++) target = `${base}.v${version}-${stamp}-${n}.backup.gpkg`
  return target
}
