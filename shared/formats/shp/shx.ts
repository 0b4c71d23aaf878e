import type { SourceIssue } from '../source.ts'
import { readShpHeader, SHP_HEADER_BYTES } from './header.ts'

const ENTRY_BYTES = 8

/** The entries stay where they were read, 8 bytes a record. Offsets are checked by who uses them. */
export interface ShxIndex {
  readonly count: number
  readonly entries: DataView
}

/** Where the record's 8-byte header should begin in the .shp, in bytes. `index` is 0-based. */
export const shxOffset = (shx: ShxIndex, index: number): number => shx.entries.getUint32(index * ENTRY_BYTES) * 2

/** The record's content length in bytes. */
export const shxLength = (shx: ShxIndex, index: number): number => shx.entries.getUint32(index * ENTRY_BYTES + 4) * 2

/**
 * Reads a whole .shx (ESRI description, page 23). The count comes from the bytes that are there, never from the header alone.
 * Issue: shx.unreadable (not an index at all); it is only an index, so the .shp is read without it.
 */
export function readShx(bytes: Uint8Array): ShxIndex | SourceIssue {
  const header = readShpHeader(bytes, bytes.byteLength)
  if ('code' in header)
    return { code: 'shx.unreadable', severity: 'warning', detail: { ...header.detail, cause: header.code } }
  const present = Math.floor((bytes.byteLength - SHP_HEADER_BYTES) / ENTRY_BYTES)
  const declared = Math.floor((header.declaredByteLength - SHP_HEADER_BYTES) / ENTRY_BYTES)
  const count = declared >= 0 ? Math.min(declared, present) : present
  return { count, entries: new DataView(bytes.buffer, bytes.byteOffset + SHP_HEADER_BYTES, count * ENTRY_BYTES) }
}
