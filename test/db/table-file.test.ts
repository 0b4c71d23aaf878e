import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { SqlValue } from '../../db/staging/row-writer.ts'
import { createScratch, stagedColumns } from '../../db/staging/scratch.ts'
import { createTableFile } from '../../db/staging/table-file.ts'
import { newFolder } from './survey-bench.ts'

const PAGE_BYTES = 512

/** Numbers at the edges of every width, texts of every width of UTF-8, lengths around one and two bytes of a header. */
const EDGES: readonly SqlValue[] = [
  null,
  ...[0, 1, 2, 127, 128, 32_767, 32_768, 8_388_607, 8_388_608, 2 ** 31, 2 ** 47, Number.MAX_SAFE_INTEGER].flatMap(
    (n) => [n, -n - 1],
  ),
  ...[0.5, -201.505, 1e300, 2 ** 60, Number.NaN, Number.POSITIVE_INFINITY],
  ...['', 'a', '村', '𠮷地', '\ud800', 'é'.repeat(30), 'x'.repeat(57), 'x'.repeat(58), '村'.repeat(40)],
  ...[0, 1, 57, 58, 200].map((length) => new Uint8Array(length).fill(length)),
]

function rowsOf(count: number): readonly (readonly [number, SqlValue[]])[] {
  const edge = (n: number): SqlValue => EDGES[n % EDGES.length] ?? null
  return Array.from({ length: count }, (_, i) => [i * 3 + (i > count / 2 ? 2 ** 35 : 1), [edge(i), edge(i * 7 + 3), i]])
}

/** The same rows once by the page and once by INSERT. */
function bothWays(rows: readonly (readonly [number, readonly SqlValue[]])[]) {
  const path = join(newFolder(), '表.db')
  const db = new Database(path)
  db.pragma(`page_size = ${PAGE_BYTES}`)
  db.exec(`CREATE TABLE other (a); CREATE TABLE paged (n INTEGER PRIMARY KEY, a NUMERIC, b NUMERIC, c REAL, d);
    CREATE TABLE bound (n INTEGER PRIMARY KEY, a NUMERIC, b NUMERIC, c REAL, d); CREATE INDEX paged_d ON paged (d) WHERE d NOTNULL`)
  const insert = db.prepare('INSERT INTO bound (n, a, b, c) VALUES (?, ?, ?, ?)')
  const root = db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'paged'").pluck().get() as number
  const file = createTableFile(`${path}-rows`, PAGE_BYTES, 4)
  db.exec('BEGIN')
  for (const [n, values] of rows) {
    if (!file.add(n, values)) throw new Error('too long')
    insert.run(n, ...values)
  }
  db.exec('COMMIT')
  db.close()
  file.moveInto(path, root)
  return new Database(path)
}

describe('a table written page by page', () => {
  it.each([0, 1, 7, 200, 6000])(
    'of %i rows is what SQLite would have written, and is SQLite’s from there on',
    (count) => {
      const db = bothWays(rowsOf(count))
      const answer = (table: string): unknown =>
        db
          .prepare(
            `SELECT n, quote(a), quote(b), quote(c), typeof(a), typeof(b), typeof(c), d FROM ${table} ORDER BY n`,
          )
          .raw()
          .all()
      const isWhole = (): unknown => db.pragma('integrity_check', { simple: true })
      try {
        db.pragma('cell_size_check = ON')
        expect(isWhole()).toBe('ok')
        expect(answer('paged')).toEqual(answer('bound'))
        for (const table of ['paged', 'bound'])
          db.exec(`UPDATE ${table} SET d = 'moved', a = a || a WHERE n % 5 = 1; DELETE FROM ${table} WHERE n % 7 = 2;
          INSERT INTO ${table} (n, a) VALUES (2, 'between')`)
        expect(isWhole()).toBe('ok')
        expect(answer('paged')).toEqual(answer('bound'))
      } finally {
        db.close()
      }
    },
  )

  it('takes no row that is longer than a page, nor one out of order', () => {
    const file = createTableFile(join(newFolder(), '行'), PAGE_BYTES, 2)
    expect(file.add(1, ['x'.repeat(PAGE_BYTES)])).toBe(false)
    expect(file.add(2, ['x'.repeat(100)])).toBe(true)
    expect(() => file.add(2, ['again'])).toThrow()
  })

  it('holds a scratch file’s long rows among the others', () => {
    const path = join(newFolder(), '分')
    const scratch = createScratch(path, 'parcel', () => 'id')
    const blank = stagedColumns('parcel').map(() => null)
    for (let rec = 1; rec <= 9; rec++)
      scratch.row(rec, [...blank, new Uint8Array(rec % 3 === 0 ? 50_000 : 90).fill(rec)], {
        id: `r${rec}`,
        personRef: rec,
      })
    scratch.close()
    const db = new Database(path)
    try {
      const rows = db
        .prepare('SELECT rec, right_id, person_ref, length(geom), hex(substr(geom, -1)) FROM staged ORDER BY rec')
        .raw()
        .all()
      expect(rows).toEqual(
        Array.from({ length: 9 }, (_, i) => [i + 1, `r${i + 1}`, i + 1, (i + 1) % 3 === 0 ? 50_000 : 90, `0${i + 1}`]),
      )
      expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    } finally {
      db.close()
    }
  })
})
