import { closeSync, constants, openSync, unlinkSync } from 'node:fs'

/** A file that the system removes by itself when this process ends, however it ends. */
export interface HiddenFile {
  /** Opens the file from any thread of this process for as long as the descriptor is open. */
  readonly path: string
  readonly descriptor: number
  close(): void
}

const DESCRIPTORS = '/proc/self/fd/'

/** Windows: CreateFile's FILE_FLAG_DELETE_ON_CLOSE (libuv's UV_FS_O_TEMPORARY, which Node does not name). */
const DELETE_ON_CLOSE = 0x40

/**
 * Makes a file for what must not outlive the process, people's numbers above all: on Linux it loses its name before anything
 * is written to it, on Windows it is deleted on close. Elsewhere it keeps its name and goes with its folder.
 */
export function createHiddenFile(target: string, platform: NodeJS.Platform = process.platform): HiddenFile {
  const create = constants.O_CREAT | constants.O_EXCL | constants.O_RDWR
  const descriptor = openSync(target, platform === 'win32' ? create | DELETE_ON_CLOSE : create, 0o600)
  if (platform === 'linux') unlinkSync(target)
  return {
    path: platform === 'linux' ? `${DESCRIPTORS}${descriptor}` : target,
    descriptor,
    close: () => closeSync(descriptor),
  }
}

/** Whether the path is one of a file without a name, which SQLite cannot open. */
export const isHidden = (path: string): boolean => path.startsWith(DESCRIPTORS)
