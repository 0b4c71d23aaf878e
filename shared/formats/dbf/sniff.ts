import type { EncodingSniffer } from '../encoding/sniffer.ts'
import { fieldTypeOf } from './fields.ts'
import type { DbfHeader } from './header.ts'
import { createTextFinder } from './text-span.ts'

const DELETED = 0x2a

const isUtf16Name = (name: Uint8Array): boolean => name[0] === 0xff && name[1] === 0xfe

/** Shows the sniffer the field names, which may be Chinese where no value is. */
export function sniffDbfNames(header: DbfHeader, sniffer: EncodingSniffer): void {
  for (const { rawName } of header.fields) {
    if (!isUtf16Name(rawName)) sniffer.push(rawName, 0, rawName.length, rawName.length >= 10)
  }
}

/** Shows the sniffer every text of `rowCount` whole rows that start at `firstRowOffset`; deleted rows are not looked at. */
export function sniffDbfRows(
  header: DbfHeader,
  sniffer: EncodingSniffer,
  chunk: Uint8Array,
  firstRowOffset: number,
  rowCount: number,
): void {
  const texts = header.fields.filter((field) => fieldTypeOf(field) === 'text')
  const find = createTextFinder()
  for (let row = 0, at = firstRowOffset; row < rowCount; row++, at += header.recordLength) {
    if (chunk[at] === DELETED) continue
    for (const field of texts) {
      const fieldEnd = at + field.start + field.width
      const { start, end, ascii } = find(chunk, at + field.start, fieldEnd)
      if (!ascii) sniffer.push(chunk, start, end, end === fieldEnd)
    }
  }
}
