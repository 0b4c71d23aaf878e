export interface RecordLengthQuestion {
  readonly bytes: Uint8Array
  readonly fileByteLength: number
  readonly headerLength: number
  readonly declaredRows: number
  readonly declaredLength: number
  /** The deletion flag plus the widths of the fields. */
  readonly computedLength: number
}

const LIVE = 0x20
const DELETED = 0x2a
/** A row of spaces has a space anywhere, so a few rows prove little and some hundred prove enough. */
const ROWS_LOOKED_AT = 200

/** Whether every row in the bytes at hand starts with a deletion flag, were rows this long. */
function flagsStandAt(length: number, { bytes, headerLength, declaredRows }: RecordLengthQuestion): boolean {
  const rows = Math.min(ROWS_LOOKED_AT, declaredRows)
  for (let row = 0, at = headerLength; row < rows && at < bytes.length; row++, at += length) {
    const flag = bytes[at]
    if (flag !== LIVE && flag !== DELETED && !(flag === 0x1a && at === bytes.length - 1)) return false
  }
  return true
}

/** Bytes left over after the declared rows; 0 or 1 (the end mark) is an exact fit, less than 0 a file too short. */
function spareBytes(length: number, { fileByteLength, headerLength, declaredRows }: RecordLengthQuestion): number {
  return fileByteLength - headerLength - length * declaredRows
}

/**
 * Bytes from row to row. Normally header and fields agree. Where they do not, the length is taken that fits the file's size
 * and finds a deletion flag at every row; null when neither does, for with a wrong length all text drifts from field to field.
 */
export function chooseRecordLength(question: RecordLengthQuestion): number | null {
  const { declaredLength, computedLength, declaredRows } = question
  if (declaredLength === computedLength) return declaredLength
  const candidates = [declaredLength, computedLength].filter(
    (length) => length >= computedLength && flagsStandAt(length, question),
  )
  if (declaredRows === 0) return candidates[0] ?? computedLength
  const exact = candidates.filter((length) => spareBytes(length, question) === 0 || spareBytes(length, question) === 1)
  if (exact.length > 0) return exact[0] ?? null
  const roomy = candidates.filter((length) => spareBytes(length, question) > 1 && spareBytes(length, question) < length)
  return roomy[0] ?? null
}
