import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import Database from 'better-sqlite3'
import { fictitiousIdNumber } from '../builders/survey-generator-people.ts'

/** Numbers of nobody, each another one, that a search can find again. */
export interface Plants {
  id(): string
  phone(): string
  account(): string
  readonly all: ReadonlySet<string>
}

const UNASSIGNED = 7_000_000

export function createPlants(): Plants {
  const all = new Set<string>()
  let count = 0
  const keep = (number: string): string => {
    all.add(number)
    return number
  }
  return {
    id: () => keep(fictitiousIdNumber(UNASSIGNED + 37 * ++count)),
    phone: () => keep(`1${3 + (++count % 7)}${String(910_000_000 + count * 7919).slice(-9)}`),
    account: () => keep(withLuhn(`622848${String(1_000_000_000_00 + ++count * 104_729).slice(-12)}`)),
    all,
  }
}

/** The check digit of ISO/IEC 7812-1 after the other digits. */
function withLuhn(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, i) => {
    const value = Number(digit) * (i % 2 === 0 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return `${digits}${(10 - (sum % 10)) % 10}`
}

const DIGIT_RUNS = /\d{10,}[\dXx]/g
const WIDE_DIGIT_RUNS = /(?:\d\0){10,}[\dXx]\0/g

/** Planted numbers among these bytes, in any encoding that writes a digit as ASCII (UTF-8, GBK) or as UTF-16. */
function plantsIn(bytes: Uint8Array, plants: ReadonlySet<string>): string[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const runs = [
    ...(text.match(DIGIT_RUNS) ?? []),
    ...(text.match(WIDE_DIGIT_RUNS) ?? []).map((run) => run.replaceAll('\0', '')),
  ]
  const lengths = [...new Set([...plants].map((plant) => plant.length))]
  const found = new Set<string>()
  for (const run of runs)
    for (const length of lengths)
      for (let at = 0; at + length <= run.length; at++) {
        const candidate = run.slice(at, at + length).toUpperCase()
        if (plants.has(candidate)) found.add(candidate)
      }
  return [...found]
}

interface Leak {
  readonly where: string
  readonly plants: readonly string[]
}

/** Every planted number in every byte of every file below these folders: as it lies there, out of zips, and cell by cell. */
export function leaksBelow(
  folders: readonly string[],
  plants: ReadonlySet<string>,
): { readonly files: number; readonly leaks: readonly Leak[] } {
  const leaks: Leak[] = []
  let files = 0
  const look = (where: string, bytes: Uint8Array): void => {
    files++
    const found = plantsIn(bytes, plants)
    if (found.length > 0) leaks.push({ where, plants: found })
    if (bytes[0] === 0x50 && bytes[1] === 0x4b)
      for (const member of membersOf(Buffer.from(bytes))) look(`${where}!${member.name}`, member.data)
    if (Buffer.from(bytes.subarray(0, 15)).toString('latin1') === 'SQLite format 3') {
      const cells = cellsOf(bytes, plants)
      if (cells.length > 0) leaks.push({ where: `${where} (cells)`, plants: cells })
    }
  }
  for (const folder of folders)
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const path = join(folder, name)
      const state = statSync(path, { throwIfNoEntry: false })
      if (state?.isFile() === true) look(path, readFileSync(path))
    }
  return { files, leaks }
}

interface Member {
  readonly name: string
  readonly data: Buffer
}

/** Members of a zip by its central directory, read by hand: an oracle that shares no code with the product. */
function membersOf(zip: Buffer): readonly Member[] {
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1')
  if (end < 0) return []
  const members: Member[] = []
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const nameLength = zip.readUInt16LE(at + 28)
    const local = zip.readUInt32LE(at + 42)
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const packed = zip.subarray(start, start + zip.readUInt32LE(at + 20))
    const data = zip.readUInt16LE(at + 10) === 8 ? inflateRawSync(packed) : packed
    members.push({ name: zip.toString('utf8', at + 46, at + 46 + nameLength), data })
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return members
}

/** A value may lie on two pages, and a number as eight bytes of a double: the cells are read too. */
function cellsOf(bytes: Uint8Array, plants: ReadonlySet<string>): string[] {
  const image = Buffer.from(bytes)
  // In memory there is no write-ahead log; the header must not promise one.
  image[18] = 1
  image[19] = 1
  const db = new Database(image)
  try {
    const tables = db.prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all()
    const found = new Set<string>()
    for (const table of tables)
      for (const row of db.prepare<[], unknown[]>(`SELECT * FROM "${table}"`).raw().iterate())
        for (const value of row) {
          const cell = Buffer.isBuffer(value) ? value : Buffer.from(String(value))
          for (const plant of plantsIn(cell, plants)) found.add(plant)
        }
    return [...found]
  } finally {
    db.close()
  }
}
