import { closeSync, fsyncSync, openSync } from 'node:fs'

/** Returns when the file is on the disk and not only in the system's memory. */
export function keepOnDisk(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
