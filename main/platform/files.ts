import { randomBytes } from 'node:crypto'
import { lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** Windows holds a file for a moment after it was closed (virus scanner, indexer); these codes say so and pass. */
const PASSING_CODES: ReadonlySet<string> = new Set(['EPERM', 'EBUSY', 'EACCES', 'ENOTEMPTY'])
const RETRY_PAUSES_MS: readonly number[] = [10, 20, 40, 80, 160, 320, 640, 1000]

/** The name that openings of a survey also know and remove: <file>.scratch-<pid>-… */
const SCRATCH_NAME = /\.scratch-(\d+)-[0-9a-f]{8}$/
const ABANDONED_AFTER_MS = 24 * 3600 * 1000

/** The system's code of an error (ENOENT, EPERM …), or null where there is none. */
export function errorCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}

/** Does `action` again while the system says that the file is held; the last failure is thrown. */
export async function withRetry<T>(
  action: () => Promise<T>,
  pausesMs: readonly number[] = RETRY_PAUSES_MS,
): Promise<T> {
  for (const pauseMs of pausesMs) {
    try {
      return await action()
    } catch (error) {
      if (!PASSING_CODES.has(errorCode(error) ?? '')) throw error
      await pause(pauseMs)
    }
  }
  return action()
}

/** Whether anything stands at `path`, a dangling link included. */
export async function pathExists(path: string): Promise<boolean> {
  try {
    await lstat(path)
    return true
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return false
    throw error
  }
}

/** Makes the content of a written file survive a power loss. */
async function fsyncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Makes a rename in `folder` survive a power loss. Windows cannot open folders, and journals renames itself. */
export async function fsyncFolder(folder: string, platform: NodeJS.Platform = process.platform): Promise<void> {
  if (platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } catch (error) {
    // Some network and memory file systems know no fsync of folders; the file itself is already safe.
    if (errorCode(error) !== 'EINVAL' && errorCode(error) !== 'ENOTSUP') throw error
  } finally {
    await handle.close()
  }
}

/** Puts the finished `temporary` file in the place of `target`, whole or not at all. Both lie on one disk. */
export async function replaceFile(temporary: string, target: string): Promise<void> {
  await fsyncFile(temporary)
  await withRetry(() => rename(temporary, target))
  await fsyncFolder(dirname(target))
}

/** Puts the finished `temporary` folder in the place of `target`; what stood there comes back when that fails. */
export async function replaceFolder(temporary: string, target: string): Promise<void> {
  const aside = `${temporary}.replaced`
  const replaces = await pathExists(target)
  if (replaces) await withRetry(() => rename(target, aside))
  try {
    await withRetry(() => rename(temporary, target))
  } catch (error) {
    if (replaces) await withRetry(() => rename(aside, target))
    throw error
  }
  await fsyncFolder(dirname(target))
  if (replaces) await removePath(aside)
}

/** Removes a file or a folder with all in it; that it is not there is no error. */
async function removePath(path: string): Promise<void> {
  await withRetry(() => rm(path, { recursive: true, force: true }))
}

/**
 * Runs `work` with a folder of its own beside the later target, and removes the folder whatever happens. `owner` is the file
 * that it is made for: its name tells what the folder is when a kill leaves it behind.
 */
export async function withScratchFolder<T>(
  parent: string,
  owner: string,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = join(parent, `${basename(owner)}.scratch-${process.pid}-${randomBytes(4).toString('hex')}`)
  await mkdir(folder, { mode: 0o700 })
  try {
    return await work(folder)
  } finally {
    await removePath(folder)
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return errorCode(error) === 'EPERM'
  }
}

/** Removes what a killed CunDi left in `folder`: scratch whose process is gone, or that is a day old. */
export async function sweepScratch(folder: string, nowMs: number = Date.now()): Promise<number> {
  let removed = 0
  for (const name of await readdir(folder)) {
    const pid = SCRATCH_NAME.exec(name)?.[1]
    if (pid === undefined) continue
    const path = join(folder, name)
    const abandoned = await lstat(path).then(
      (s) => nowMs - s.mtimeMs > ABANDONED_AFTER_MS,
      () => false,
    )
    if (isRunning(Number(pid)) && !abandoned) continue
    // In a shared folder it may be somebody else's; it is then theirs to remove.
    const gone = await rm(path, { recursive: true, force: true }).then(
      () => true,
      () => false,
    )
    if (gone) removed++
  }
  return removed
}
