import iconv from 'iconv-lite'
import { BufferedFile } from './survey-generator-file.ts'

export interface Column {
  readonly name: string
  readonly type: 'C' | 'N' | 'D'
  readonly width: number
  readonly decimals?: number
}

/** Bytes are written as they are, so that a text repeated a thousand times is encoded once. */
export type Cell = string | number | Uint8Array | null

const GBK_LDID = 0x4d
const SPACE = 0x20
const DELETED = 0x2a

export const gbk = (text: string): Buffer => iconv.encode(text, 'gbk')

/** A GBK .dbf written row by row. Its date is fixed, so that the same survey gives the same bytes. */
export class DbfWriter {
  readonly #file: BufferedFile
  readonly #columns: readonly Column[]
  readonly #row: Buffer
  #rows = 0

  /** `path` without the extension. */
  constructor(path: string, columns: readonly Column[]) {
    this.#file = new BufferedFile(`${path}.dbf`)
    this.#columns = columns
    this.#row = Buffer.alloc(columns.reduce((sum, column) => sum + column.width, 1))
    this.#file.write(this.#header())
  }

  write(cells: readonly Cell[], options: { readonly deleted?: boolean } = {}): void {
    this.#row.fill(SPACE)
    if (options.deleted === true) this.#row[0] = DELETED
    let at = 1
    this.#columns.forEach((column, i) => {
      this.#cell(column, cells[i] ?? null, at)
      at += column.width
    })
    this.#file.write(this.#row)
    this.#rows += 1
  }

  close(): void {
    this.#file.write(Uint8Array.of(0x1a))
    this.#file.close(this.#header())
  }

  #cell(column: Column, cell: Cell, at: number): void {
    if (cell === null) return
    if (typeof cell === 'number') {
      const text = cell.toFixed(column.decimals ?? 0)
      this.#row.write(text, at + column.width - text.length, text.length, 'latin1')
    } else if (typeof cell === 'string') {
      this.#row.write(cell, at, Math.min(cell.length, column.width), 'latin1')
    } else {
      this.#row.set(cell.length > column.width ? cell.subarray(0, column.width) : cell, at)
    }
  }

  #header(): Buffer {
    const header = Buffer.alloc(33 + 32 * this.#columns.length)
    header.set([0x03, 126, 1, 1])
    header.writeUInt32LE(this.#rows, 4)
    header.writeUInt16LE(header.length, 8)
    header.writeUInt16LE(this.#row.length, 10)
    header[29] = GBK_LDID
    this.#columns.forEach((column, i) => {
      const at = 32 + 32 * i
      header.write(column.name, at, 11, 'latin1')
      header.write(column.type, at + 11, 'latin1')
      header[at + 16] = column.width
      header[at + 17] = column.decimals ?? 0
    })
    header[header.length - 1] = 0x0d
    return header
  }
}
