import type { CancelSignal } from '../../../shared/contract/job.ts'
import { createShpFramer } from '../../../shared/formats/shp/frame.ts'
import type { ShpHeader } from '../../../shared/formats/shp/header.ts'
import type { ShpIndex } from '../../../shared/formats/shp/shp-index.ts'
import { readShx, type ShxIndex } from '../../../shared/formats/shp/shx.ts'
import type { SourceIssue } from '../../../shared/formats/source.ts'
import { openPositioned, type PositionedFile } from './read-at.ts'

const SCAN_CHUNK_BYTES = 4 * 1024 ** 2
const SHX_HEADER_BYTES = 100
const SHX_ENTRY_BYTES = 8
const SMALLEST_RECORD_BYTES = 12

/** An index cannot have more entries than the .shp has room for records; a larger file is cut there and so not believed. */
function readIndexFile(path: string | null, shpBytes: number): ShxIndex | SourceIssue | null {
  if (path === null) return null
  try {
    const file = openPositioned(path)
    try {
      const room = SHX_HEADER_BYTES + SHX_ENTRY_BYTES * Math.ceil(shpBytes / SMALLEST_RECORD_BYTES)
      return readShx(file.read(0, Math.min(file.byteLength, room)))
    } finally {
      file.close()
    }
  } catch {
    // An index that cannot be opened is as good as none: the .shp is read without it.
    return null
  }
}

/** Finds all records of an open .shp; reads the file once, in chunks. `rows` is what the .dbf holds. */
export function scanShp(
  file: PositionedFile,
  header: ShpHeader,
  shxPath: string | null,
  rows: number | null,
  signal: CancelSignal,
): { readonly index: ShpIndex; readonly issues: readonly SourceIssue[] } {
  const shx = readIndexFile(shxPath, file.byteLength)
  const usable = shx !== null && !('code' in shx) ? shx : null
  const framer = createShpFramer(header, file.byteLength, {
    ...(usable === null ? {} : { shx: usable }),
    ...(rows === null ? {} : { promised: rows }),
  })
  const buffer = new Uint8Array(Math.min(SCAN_CHUNK_BYTES, file.byteLength))
  for (let at = 0; at < file.byteLength; at += SCAN_CHUNK_BYTES) {
    signal.throwIfAborted()
    framer.push(file.read(at, SCAN_CHUNK_BYTES, buffer), at)
  }
  const index = framer.finish()
  return {
    index: withoutMissingRows(index),
    issues: shx !== null && 'code' in shx ? [shx, ...index.issues] : index.issues,
  }
}

/** Rows of the .dbf beyond the last shape of an undamaged .shp are the .dbf's surplus, not lost shapes. */
function withoutMissingRows(index: ShpIndex): ShpIndex {
  return index.missingBecause === 'shp.record-missing' ? { ...index, count: index.lengths.length } : index
}
