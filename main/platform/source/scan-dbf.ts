import type { CancelSignal } from '../../../shared/contract/job.ts'
import type { Refusal } from '../../../shared/contract/outcome.ts'
import { dbfFields } from '../../../shared/formats/dbf/fields.ts'
import { DBF_HEADER_MAX_BYTES, type DbfHeader, readDbfHeader } from '../../../shared/formats/dbf/header.ts'
import { sniffDbfNames, sniffDbfRows } from '../../../shared/formats/dbf/sniff.ts'
import { decideEncoding } from '../../../shared/formats/encoding/decide.ts'
import { createEncodingSniffer } from '../../../shared/formats/encoding/sniffer.ts'
import type { SourceField, SourceIssue } from '../../../shared/formats/source.ts'
import { createTextCodec } from '../text-codec.ts'
import type { DbfRef, EncodingSource } from './layer.ts'
import { openPositioned, readSmallFile } from './read-at.ts'

const CHUNK_BYTES = 4 * 1024 ** 2
const CPG_LIMIT_BYTES = 1024
const DELETED = 0x2a
/** Names and ASCII values can be shown in any encoding; what is not ASCII stays blank until the user names one. */
const UNDECIDED = 'UTF-8'

export interface DbfScan {
  readonly ref: DbfRef
  readonly fields: readonly SourceField[]
  readonly rows: number
  readonly deletedRows: number
  /** null: nothing decides; `issues` then holds encoding.unknown with what to try. */
  readonly encoding: string | null
  readonly encodingFrom: EncodingSource | null
  readonly proposals: readonly string[]
  readonly issues: readonly SourceIssue[]
}

/** `option`: what the user demanded cannot be; otherwise the file itself is no table that can be read. */
export type DbfScanResult =
  | { readonly ok: true; readonly scan: DbfScan }
  | { readonly ok: false; readonly because: 'file' | 'option'; readonly refusal: Refusal }

/** Reads a .dbf through once: its header, its encoding from every text of it, and its deleted rows. */
export function scanDbf(
  path: string,
  cpgPath: string | null,
  option: string | null,
  signal: CancelSignal,
): DbfScanResult {
  let file: ReturnType<typeof openPositioned>
  try {
    file = openPositioned(path)
  } catch {
    // Locked or forbidden: the layer says so and goes on without attributes.
    return unusable('source.unreadable')
  }
  try {
    const header = readDbfHeader(file.read(0, DBF_HEADER_MAX_BYTES + 1), file.byteLength)
    if ('code' in header)
      return unusable(header.code === 'dbf.record-length' ? 'dbf.record-length-unknown' : header.code)
    const hints = { cpg: readCpg(cpgPath), ldid: header.ldid, option }
    const sniffer = createEncodingSniffer(hints)
    sniffDbfNames(header, sniffer)
    let deletedRows = 0
    const rowsPerChunk = Math.max(1, Math.floor(CHUNK_BYTES / header.recordLength))
    const buffer = new Uint8Array(rowsPerChunk * header.recordLength)
    for (let row = 0; row < header.rows; row += rowsPerChunk) {
      signal.throwIfAborted()
      const rows = Math.min(rowsPerChunk, header.rows - row)
      const chunk = file.read(header.headerLength + row * header.recordLength, rows * header.recordLength, buffer)
      sniffDbfRows(header, sniffer, chunk, 0, rows)
      deletedRows += countDeleted(chunk, header.recordLength)
    }
    const decision = decideEncoding(hints, sniffer.evidence())
    if (!decision.ok && option !== null) return { ok: false, because: 'option', refusal: decision.refusal }
    return { ok: true, scan: describe(path, header, deletedRows, decision) }
  } finally {
    file.close()
  }
}

function unusable(code: string): DbfScanResult {
  return { ok: false, because: 'file', refusal: { code } }
}

function countDeleted(chunk: Uint8Array, recordLength: number): number {
  let deleted = 0
  for (let at = 0; at < chunk.length; at += recordLength) if (chunk[at] === DELETED) deleted++
  return deleted
}

/** Deleted rows from 0-based row `from` on: those beyond the last shape are nobody's record. */
export function deletedFrom({ path, header }: DbfRef, from: number): number {
  const file = openPositioned(path)
  try {
    let deleted = 0
    for (let row = from; row < header.rows; row++) {
      if (file.read(header.headerLength + row * header.recordLength, 1)[0] === DELETED) deleted++
    }
    return deleted
  } finally {
    file.close()
  }
}

function readCpg(path: string | null): string | null {
  const bytes = readSmallFile(path, CPG_LIMIT_BYTES)
  return bytes === null ? null : new TextDecoder('utf-8').decode(bytes).replaceAll('\0', '')
}

function describe(
  path: string,
  header: DbfHeader,
  deletedRows: number,
  decision: ReturnType<typeof decideEncoding>,
): DbfScan {
  const encoding = decision.ok ? decision.value.encoding : null
  const codec = createTextCodec(encoding ?? UNDECIDED)
  if (codec === null) throw new Error(`no codec for ${encoding}`)
  const named = dbfFields(header, codec)
  const proposals = decision.ok ? [] : (decision.refusal.proposals ?? [])
  const undecided: SourceIssue[] = decision.ok
    ? [...decision.value.issues]
    : [
        {
          code: decision.refusal.code,
          severity: 'error',
          detail: { ...decision.refusal.params, proposals: proposals.join(', ') },
        },
      ]
  return {
    ref: { path, header, encoding: encoding ?? UNDECIDED },
    fields: named.fields,
    rows: header.rows,
    deletedRows,
    encoding,
    encodingFrom: decision.ok ? decision.value.from : null,
    proposals,
    issues: [...header.issues, ...undecided, ...named.issues],
  }
}
