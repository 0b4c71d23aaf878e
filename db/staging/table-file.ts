import { closeSync, fstatSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import type { SqlValue } from './row-writer.ts'
import { createRecordEncoder, varintBytes, writeVarint } from './sqlite-record.ts'

const LEAF = 0x0d
const INTERIOR = 0x05
const LEAF_HEADER_BYTES = 8
const INTERIOR_HEADER_BYTES = 12
const POINTER_BYTES = 2
const CHILD_BYTES = 4
/** With its pointer, and the longest number of a row. */
const MOST_CHILD_BYTES = POINTER_BYTES + CHILD_BYTES + 9
/** Where the header of a database file tells how many pages it has. */
const PAGE_COUNT_AT = 28
const PAGES_A_WRITE = 64

/** The leaves of one table, whose rows come in the order of their numbers, beside the database that will hold them. */
export interface TableFile {
  /** False: the row is too long for a page and was not taken. */
  add(rowid: number, values: readonly SqlValue[]): boolean
  /** Puts the leaves under the empty table whose root is that page, in a database that nobody has open, and removes the file. */
  moveInto(database: string, rootPage: number): void
  /** Removes the file; its rows are not wanted. */
  discard(): void
}

/**
 * A table of an ordinary SQLite database, written page by page as its file format says (sqlite.org/fileformat2.html, 1.3, 1.6 and
 * 2.1): no value of a row is bound by itself, which takes most of the time of an INSERT here. `columns` include the integer key.
 */
export function createTableFile(path: string, pageBytes: number, columns: number): TableFile {
  const file = openSync(path, 'w+')
  // A record of this length stands in its leaf as a whole.
  const encode = createRecordEncoder(columns, pageBytes - 35)
  const pages = Buffer.alloc(pageBytes * PAGES_A_WRITE)
  const lastRows: number[] = []
  let [waiting, cells, top] = [0, 0, pageBytes]
  let lastRow = Number.NEGATIVE_INFINITY

  const write = (): void => {
    writeAt(file, pages.subarray(0, waiting * pageBytes), (lastRows.length - waiting) * pageBytes)
    waiting = 0
  }
  const endPage = (): void => {
    if (cells === 0) return
    writePageHeader(pages, waiting * pageBytes, LEAF, cells, top)
    lastRows.push(lastRow)
    waiting++
    if (waiting === PAGES_A_WRITE) write()
    pages.fill(0, waiting * pageBytes, (waiting + 1) * pageBytes)
    cells = 0
    top = pageBytes
  }
  let isOpen = true
  const discard = (): void => {
    if (!isOpen) return
    isOpen = false
    closeSync(file)
    rmSync(path, { force: true })
  }
  return {
    discard,
    add(rowid, values) {
      if (rowid <= lastRow) throw new Error('rows out of order')
      const record = encode(values)
      if (record === null) return false
      const cellBytes = varintBytes(record.length) + varintBytes(rowid) + record.length
      if (LEAF_HEADER_BYTES + (cells + 1) * POINTER_BYTES + cellBytes > top) endPage()
      const page = waiting * pageBytes
      top -= cellBytes
      pages.writeUInt16BE(top, page + LEAF_HEADER_BYTES + cells * POINTER_BYTES)
      pages.set(record, writeVarint(pages, writeVarint(pages, page + top, record.length), rowid))
      cells++
      lastRow = rowid
      return true
    },
    moveInto(database, rootPage) {
      try {
        endPage()
        write()
        if (lastRows.length > 0) graft(file, database, rootPage, pageBytes, lastRows)
      } finally {
        discard()
      }
    },
  }
}

/** Children of one level of the tree: their pages, and the last row below each. */
interface Level {
  readonly pages: readonly number[]
  readonly lastRows: readonly number[]
}

/** Appends the leaves and the levels above them; the root goes where the empty table had it. */
function graft(
  leaves: number,
  database: string,
  rootPage: number,
  pageBytes: number,
  lastRows: readonly number[],
): void {
  const target = openSync(database, 'r+')
  try {
    const rootAt = (rootPage - 1) * pageBytes
    // A page of children has two of them at least: a single leaf is the root itself.
    if (lastRows.length === 1) {
      copyPages(leaves, target, rootAt, pageBytes)
      return
    }
    const first = fstatSync(target).size / pageBytes + 1
    copyPages(leaves, target, (first - 1) * pageBytes, pageBytes * PAGES_A_WRITE)
    let level: Level = { pages: lastRows.map((_, i) => first + i), lastRows }
    let next = first + lastRows.length
    const most = Math.floor((pageBytes - INTERIOR_HEADER_BYTES) / MOST_CHILD_BYTES)
    while (level.pages.length > most) {
      const above: { pages: number[]; lastRows: number[] } = { pages: [], lastRows: [] }
      const count = Math.ceil(level.pages.length / most)
      for (let i = 0; i < count; i++) {
        const [from, to] = [share(level.pages.length, i, count), share(level.pages.length, i + 1, count)]
        writeAt(target, interiorPage(level, from, to, pageBytes), (next - 1) * pageBytes)
        above.pages.push(next++)
        above.lastRows.push(level.lastRows[to - 1] ?? 0)
      }
      level = above
    }
    writeAt(target, interiorPage(level, 0, level.pages.length, pageBytes), rootAt)
    const count = Buffer.alloc(4)
    count.writeUInt32BE(next - 1)
    writeAt(target, count, PAGE_COUNT_AT)
  } finally {
    closeSync(target)
  }
}

const share = (whole: number, i: number, parts: number): number => Math.floor((whole * i) / parts)

/** Every child but the last with the last row below it; the last one stands in the header. */
function interiorPage({ pages, lastRows }: Level, from: number, to: number, pageBytes: number): Buffer {
  const page = Buffer.alloc(pageBytes)
  let top = pageBytes
  for (let i = from; i < to - 1; i++) {
    const row = lastRows[i] ?? 0
    top -= CHILD_BYTES + varintBytes(row)
    writeVarint(page, page.writeUInt32BE(pages[i] ?? 0, top), row)
    page.writeUInt16BE(top, INTERIOR_HEADER_BYTES + (i - from) * POINTER_BYTES)
  }
  writePageHeader(page, 0, INTERIOR, to - 1 - from, top)
  page.writeUInt32BE(pages[to - 1] ?? 0, LEAF_HEADER_BYTES)
  return page
}

function writePageHeader(into: Buffer, at: number, kind: number, cells: number, top: number): void {
  into[at] = kind
  into.writeUInt16BE(cells, at + 3)
  into.writeUInt16BE(top % 65_536, at + 5)
}

function copyPages(from: number, to: number, position: number, chunkBytes: number): void {
  const chunk = Buffer.alloc(chunkBytes)
  for (let at = 0; ; ) {
    const read = readSync(from, chunk, 0, chunkBytes, at)
    if (read === 0) return
    writeAt(to, chunk.subarray(0, read), position + at)
    at += read
  }
}

/** A full disk takes a part of what it is given before it says so. */
function writeAt(file: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done, position + done)
}
