import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { connect, type ReadableDb } from '../open/database.ts'
import { keepOnDisk } from './keep-on-disk.ts'
import { outdated, type Rotation } from './rotation.ts'

/** A copy of a survey as it was at a moment. */
export interface Snapshot {
  readonly path: string
  readonly at: Date
  readonly bytes: number
  /** 'migration': made before a newer CunDi brought the file up to date. */
  readonly kind: 'snapshot' | 'migration'
}

const baseOf = (survey: string): string => basename(survey).replace(/\.gpkg$/i, '')

/** Beside the survey, or in the folder that the user chose, where surveys of one name from two places stay apart. */
export function snapshotFolder(survey: string, chosen: string | null): string {
  const base = baseOf(survey)
  if (chosen === null) return join(dirname(survey), `${base}.snapshots`)
  const place = createHash('sha256').update(dirname(survey)).digest('hex').slice(0, 8)
  return join(chosen, `${base}-${place}`)
}

const STAMP = /\.(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z?(?:-\d+)?\.(snapshot|backup)\.gpkg$/

const stampOf = (at: Date): string => `${at.toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`

function snapshotAt(folder: string, name: string): Snapshot | null {
  // Copies before a migration carry their version in front of the stamp.
  const found = STAMP.exec(name.replace(/\.v\d+-(?=\d{8}T)/, '.'))
  if (found === null) return null
  const [, year, month, day, hour, minute, second, kind] = found
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  const path = join(folder, name)
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat === undefined || Number.isNaN(at.getTime())
    ? null
    : { path, at, bytes: stat.size, kind: kind === 'backup' ? 'migration' : 'snapshot' }
}

const namesIn = (folder: string): readonly string[] => (existsSync(folder) ? readdirSync(folder) : [])

/** Snapshots of a survey, the latest first; copies from before a migration, which stand beside it, among them. */
export function listSnapshots(survey: string, chosen: string | null): readonly Snapshot[] {
  const base = `${baseOf(survey)}.`
  const folders = new Set([snapshotFolder(survey, chosen), snapshotFolder(survey, null)])
  const found = [...folders].flatMap((folder) =>
    namesIn(folder).map((name) => (name.startsWith(base) ? snapshotAt(folder, name) : null)),
  )
  const migrations = namesIn(dirname(survey))
    .filter((name) => name.startsWith(base) && name.endsWith('.backup.gpkg'))
    .map((name) => snapshotAt(dirname(survey), name))
  return [...found, ...migrations]
    .filter((snapshot) => snapshot !== null)
    .toSorted((a, b) => b.at.getTime() - a.at.getTime())
}

/** What tells two states of a survey apart: the journal's end, and when findings were last written. */
function stateOf(db: ReadableDb): string {
  const entry = db.prepare<[], { id: string }>('SELECT id FROM journal_entry ORDER BY fid DESC LIMIT 1').get()?.id
  const touched = db.prepare<[], { at: string | null }>('SELECT max(last_change) AS at FROM gpkg_contents').get()?.at
  return `${entry} ${touched}`
}

function stateOfFile(path: string): string | null {
  try {
    const db = connect(path, 'read')
    try {
      return stateOf(db)
    } finally {
      db.close()
    }
  } catch {
    return null // a snapshot that cannot be read is none: another is made
  }
}

const PART = '.part'

/**
 * Copies a survey as it stands, verified before it gets its name; null: nothing has changed since the latest one. Older ones
 * go as the rotation says. A failing disk is thrown, and leaves nothing behind.
 */
export function takeSnapshot(
  survey: string,
  chosen: string | null,
  rotation: Rotation,
  now: Date,
): { readonly made: Snapshot | null; readonly removed: number } {
  const folder = snapshotFolder(survey, chosen)
  const own = (): readonly Snapshot[] =>
    namesIn(folder)
      .flatMap((name) => snapshotAt(folder, name) ?? [])
      .filter(({ kind }) => kind === 'snapshot')
  const db = connect(survey, 'write')
  try {
    const [latest] = own().toSorted((a, b) => b.at.getTime() - a.at.getTime())
    if (latest !== undefined && stateOfFile(latest.path) === stateOf(db)) return { made: null, removed: 0 }
    mkdirSync(folder, { recursive: true })
    const path = join(folder, `${baseOf(survey)}.${stampOf(now)}.snapshot.gpkg`)
    const part = path + PART
    // What a process that ended in the middle left behind.
    for (const name of namesIn(folder)) if (name.endsWith(PART)) rmSync(join(folder, name), { force: true })
    try {
      db.prepare('VACUUM INTO ?').run(part)
      verify(part)
      keepOnDisk(part)
      renameSync(part, path)
    } catch (error) {
      rmSync(part, { force: true })
      throw error
    }
  } finally {
    db.close()
  }
  const old = outdated(own(), rotation, now)
  for (const { path } of old) rmSync(path, { force: true })
  const [made = null] = own().toSorted((a, b) => b.at.getTime() - a.at.getTime())
  return { made, removed: old.length }
}

/** Throws where the copy is not whole. */
function verify(path: string): void {
  const copy = connect(path, 'read')
  try {
    const [verdict] = copy.pragma('quick_check(1)') as { quick_check: string }[]
    if (verdict?.quick_check !== 'ok') throw new Error(`the snapshot is not sound: ${verdict?.quick_check}`)
  } finally {
    copy.close()
  }
}
