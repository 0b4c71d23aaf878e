import { basename } from 'node:path'
import type { Readable } from 'node:stream'
import type { CancelSignal } from '../../../shared/contract/job.ts'
import { readZip } from './read-zip.ts'

export interface OpenPayload {
  readonly size: number
  readonly stream: Readable
  readonly close: () => void
}

/** Opens one file of a package, by its path inside the bag; null where it cannot be read. */
export async function openPayload(zipPath: string, path: string, signal: CancelSignal): Promise<OpenPayload | null> {
  const { contents } = await readZip(zipPath, basename(zipPath), signal)
  const entry = contents?.entries.find((candidate) => candidate.path.slice(candidate.path.indexOf('/') + 1) === path)
  if (contents === null || entry === undefined) {
    contents?.close()
    return null
  }
  try {
    return { size: entry.size, stream: await entry.open(), close: contents.close }
  } catch {
    contents.close()
    return null // yauzl's many reasons are one here: the file cannot be read
  }
}
