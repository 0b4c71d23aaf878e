import { createTextCodec } from '../../main/platform/text-codec.ts'
import type { Outcome } from '../../shared/contract/outcome.ts'
import { dbfFields } from '../../shared/formats/dbf/fields.ts'
import {
  DBF_HEADER_MAX_BYTES,
  type DbfHeader,
  type DbfRefusalCode,
  readDbfHeader,
} from '../../shared/formats/dbf/header.ts'
import { createDbfRowReader, type DbfRow } from '../../shared/formats/dbf/rows.ts'
import { sniffDbfNames, sniffDbfRows } from '../../shared/formats/dbf/sniff.ts'
import { decideEncoding, type EncodingDecision } from '../../shared/formats/encoding/decide.ts'
import { createEncodingSniffer } from '../../shared/formats/encoding/sniffer.ts'
import type { SourceField, SourceIssue } from '../../shared/formats/source.ts'

export interface ReadTable {
  readonly header: DbfHeader
  readonly decision: Outcome<EncodingDecision>
  readonly fields: readonly SourceField[]
  readonly rows: readonly DbfRow[]
  readonly issues: readonly SourceIssue[]
}

export interface ReadTableHints {
  readonly cpg?: string
  readonly option?: string
}

/** Reads a whole .dbf as an import does: header, encoding over every text, names, rows. */
export function readTable(
  bytes: Uint8Array,
  hints: ReadTableHints = {},
): ReadTable | { readonly code: DbfRefusalCode } {
  const header = readDbfHeader(bytes.subarray(0, DBF_HEADER_MAX_BYTES), bytes.length)
  if ('code' in header) return header
  const known = { cpg: hints.cpg ?? null, option: hints.option ?? null, ldid: header.ldid }
  const sniffer = createEncodingSniffer(known)
  sniffDbfNames(header, sniffer)
  sniffDbfRows(header, sniffer, bytes, header.headerLength, header.rows)
  const decision = decideEncoding(known, sniffer.evidence())
  const codec = createTextCodec(decision.ok ? decision.value.encoding : 'UTF-8')
  if (codec === null) throw new Error('decideEncoding named an encoding without a codec')
  const { fields, issues } = dbfFields(header, codec)
  const reader = createDbfRowReader(header, codec)
  const rows = Array.from({ length: header.rows }, (_, row) =>
    reader.read(bytes, header.headerLength + row * header.recordLength),
  )
  return {
    header,
    decision,
    fields,
    rows,
    issues: [...header.issues, ...(decision.ok ? decision.value.issues : []), ...issues],
  }
}

/** The same, where the test knows that the header is sound. */
export function soundTable(bytes: Uint8Array, hints: ReadTableHints = {}): ReadTable {
  const table = readTable(bytes, hints)
  if ('code' in table) throw new Error(`refused: ${table.code}`)
  return table
}
