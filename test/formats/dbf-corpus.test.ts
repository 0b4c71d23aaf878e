import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseDateText, parseNumberText } from '../../shared/formats/dbf/values.ts'
import { type GdalTable, gdalTables, hasPythonGdal } from '../builders/dbf-gdal.ts'
import { type ReadTable, readTable } from '../builders/dbf-table.ts'

const CORPUS = process.env.CUNDI_CORPUS
if (CORPUS === undefined)
  console.log('dbf corpus: CUNDI_CORPUS names no folder, so the tests on other people’s files are skipped')
if (!hasPythonGdal()) console.log('dbf corpus: python3-gdal is not installed, so the comparison with GDAL is skipped')

const paths =
  CORPUS === undefined
    ? []
    : readdirSync(CORPUS, { recursive: true, encoding: 'utf8' })
        .filter((path) => /\.dbf$/i.test(path))
        .sort()

/** What only the user can know: these files say nothing of their encoding, and their bytes are not Chinese. */
const NAMED_BY_USER: Readonly<Record<string, string>> = {
  'enc-ms-eucjp': 'EUC-JP',
  'enc-ms-periphereies': 'ISO-8859-7',
}
const itemOf = (path: string): string => basename(dirname(path))

function cpgBeside(path: string): string | null {
  const wanted = `${basename(path).slice(0, -'.dbf'.length).toLowerCase()}.cpg`
  const name = readdirSync(dirname(path)).find((sibling) => sibling.toLowerCase() === wanted)
  return name === undefined ? null : readFileSync(join(dirname(path), name), 'latin1')
}

function read(path: string, option?: string) {
  const full = join(CORPUS ?? '', path)
  const cpg = cpgBeside(full)
  return readTable(readFileSync(full), {
    ...(cpg === null ? {} : { cpg }),
    ...(option === undefined ? {} : { option }),
  })
}
const readItem = (item: string, option?: string): ReadTable => {
  const table = read(paths.find((path) => itemOf(path) === item) ?? '', option)
  if ('code' in table) throw new Error(`${item}: ${table.code}`)
  return table
}
const codesOf = (table: ReadTable): string[] => table.issues.map(({ code }) => code)

describe.skipIf(CORPUS === undefined)('every .dbf of the corpus (skipped where CUNDI_CORPUS names no folder)', () => {
  it('is read or refused with a code, and no text holds a replacement character', () => {
    const refused: string[] = []
    for (const path of paths) {
      const table = read(path, NAMED_BY_USER[itemOf(path)])
      if ('code' in table) refused.push(`${itemOf(path)} ${table.code}`)
      else
        expect([
          path,
          table.rows.filter(
            ({ values, undecodable }) => undecodable || values.some((value) => String(value).includes('\uFFFD')),
          ),
        ]).toEqual([path, []])
    }
    console.log(`dbf corpus: ${paths.length} .dbf files read, ${refused.length} refused`)
    expect(refused).toEqual(['brk-lfs-pointer-guangzhou dbf.not-a-dbf', 'brk-sj-bad-dbf-shp dbf.not-a-dbf'])
  })

  it('holds the text that the MANIFEST names for it', () => {
    const missing: string[] = []
    let compared = 0
    for (const line of readFileSync(join(CORPUS ?? '', 'MANIFEST.md'), 'utf8').split('\n')) {
      const item = /^\| \*\*([^*]+)\*\*/.exec(line)?.[1] ?? ''
      const said = /row (\d+) reads `([^`]+)`/.exec(line) ?? /text `([^`]+)` in row (\d+)/.exec(line)
      if (said === null || !paths.some((path) => itemOf(path) === item)) continue
      const [row, text] = /^\d+$/.test(said[1] ?? '')
        ? [Number(said[1]), said[2] ?? '']
        : [Number(said[2]), said[1] ?? '']
      compared++
      const table = readItem(item, NAMED_BY_USER[item])
      if (!table.rows[row - 1]?.values.some((value) => String(value).startsWith(text.trim())))
        missing.push(`${item} row ${row}`)
    }
    console.log(`dbf corpus: ${compared} texts compared with the MANIFEST`)
    expect(compared).toBeGreaterThan(20)
    expect(missing).toEqual([])
  })

  it.each([
    ['enc-gbk-cpg-oem', 'GB18030', 'sniffed', ['encoding.sniffed']],
    ['enc-gbk-cpg-system', 'GB18030', 'sniffed', ['encoding.sniffed']],
    ['enc-gbk-cpg-says-utf8', 'GBK', 'ldid', ['encoding.cpg-wrong']],
    ['enc-gbk-ldid57-nocpg', 'GB18030', 'sniffed', ['encoding.sniffed']],
    ['enc-utf8-ldid4d-nocpg', 'UTF-8', 'sniffed', ['encoding.sniffed']],
    ['enc-gbk-cut-char', 'GBK', 'ldid', []],
    ['enc-gdal-chinese-dbf', 'GBK', 'ldid', []],
    ['enc-ms-gb2312', 'GB18030', 'sniffed', ['encoding.sniffed']],
    ['enc-rs-cp936', 'GBK', 'cpg', []],
    ['enc-ms-cpg-big5', 'Big5', 'cpg', []],
    ['enc-ms-cpg-latin2', 'ISO-8859-2', 'cpg', []],
    ['enc-ms-cpg-shiftjis', 'Shift_JIS', 'cpg', []],
    ['enc-ms-cpg-utf16', 'UTF-16', 'cpg', []],
    ['enc-sj-ansi1250', 'windows-1250', 'cpg', []],
    ['enc-sj-utf', 'UTF-8', 'cpg', []],
    ['enc-gt-danish', 'windows-1252', 'sniffed', ['encoding.sniffed']],
    ['enc-mb-latin1', 'windows-1252', 'sniffed', ['encoding.sniffed']],
    ['brk-nts-crustal-bugged', 'windows-1252', 'sniffed', ['encoding.sniffed']],
    ['cn-nj-luhe', 'GBK', 'ldid', []],
    ['cn-china-country', 'UTF-8', 'sniffed', ['encoding.sniffed']],
  ])('%s is %s by %s', (item, encoding, from, codes) => {
    const table = readItem(item)
    expect(table.decision).toMatchObject({ ok: true, value: { encoding, from } })
    expect(codesOf(table).filter((code) => code.startsWith('encoding.'))).toEqual(codes)
  })

  it.each(Object.entries(NAMED_BY_USER))(
    '%s is asked for, for it may be anything; told %s, it is read',
    (item, option) => {
      expect(readItem(item).decision).toMatchObject({ ok: false, refusal: { code: 'encoding.unknown' } })
      expect(readItem(item, option).rows.every(({ undecodable }) => !undecodable)).toBe(true)
    },
  )

  it('reads names of the districts under every wrong or missing word about their encoding', () => {
    const items = paths.filter((path) => basename(path) === '行政区划.dbf').map(itemOf)
    expect(items.length).toBeGreaterThan(6)
    for (const item of items) expect([item, readItem(item).rows[0]?.values.includes('高淳县')]).toEqual([item, true])
  })

  it('keeps a half character out and a NUL-filled value null', () => {
    const { rows } = readItem('enc-gbk-cut-char')
    expect(rows.map(({ values, textCut }) => [values[0] === null, textCut])).toEqual([
      [false, true],
      [false, false],
      [false, true],
      [false, false],
      [true, false],
    ])
  })

  it.each([
    ['brk-dbf-count-huge', 13, ['dbf.rows-missing']],
    ['brk-dbf-fewer-rows', 40, []],
    ['brk-dbf-record-length-wrong', 13, ['dbf.record-length']],
    ['brk-dbf-truncated', 465, ['dbf.rows-missing']],
    ['brk-py-corrupt-too-long', 10, ['dbf.trailing-bytes']],
    ['dbf-gdal-padding_after_field_defns', 1, []],
    ['dbf-gt-dup-column', 2, ['dbf.field-repeated']],
    ['enc-ms-duplicate_fields', 5, ['dbf.field-repeated', 'dbf.field-repeated']],
  ])('%s gives %i rows and says %j', (item, rows, codes) => {
    const table = readItem(item)
    expect([table.rows.length, codesOf(table).filter((code) => code.startsWith('dbf.'))]).toEqual([rows, codes])
  })

  it.each([
    ['brk-deleted-all', 25, 25],
    ['brk-gt-deleted-archsites', 25, 4],
  ])('%s has %i rows, %i of them deleted', (item, rows, deleted) => {
    const table = readItem(item)
    expect([table.rows.length, table.rows.filter((row) => row.deleted).length]).toEqual([rows, deleted])
  })

  it('gives null for an empty date, and calls "nan" and decimal commas bad', () => {
    expect(readItem('dbf-gdal-date_empty_string').rows[0]?.values).toEqual([null])
    expect(parseNumberText(String(readItem('dbf-gdal-nan').rows[0]?.values[0]))).toEqual({ bad: true })
    expect(readItem('enc-ms-comma_separated').rows.map(({ values }) => parseNumberText(String(values[0])))).toEqual(
      Array(7).fill({ bad: true }),
    )
  })
})

/** Where we differ from GDAL 3.6 on purpose. */
const DIFFERENT_ON_PURPOSE: Readonly<Record<string, string>> = {
  'brk-dbf-record-length-wrong': 'GDAL believes the wrong record length, and its rows drift',
  'dbf-gdal-nan': 'GDAL reads "nan" as a number; we report it',
  'enc-ms-comma_separated': 'GDAL reads 64,300 as 64; we report it',
  'dbf-mb-boolean-property': 'GDAL gives Y, n and ? as they stand; we give T, F and null',
  'enc-ms-cpg-utf16': 'GDAL gives the bytes of UTF-16 field names; we read them',
}

/** Python's names of the encodings; windows-1252 and ISO-8859-1 differ in control characters alone. */
const PYTHON_NAME: Readonly<Record<string, string>> = {
  GBK: 'gb18030',
  'windows-1252': 'cp1252',
  'windows-1250': 'cp1250',
}

function isSame(ours: unknown, theirs: string | null, type: string): boolean {
  const text = ours === null ? null : String(ours)
  switch (type) {
    case 'Integer':
    case 'Integer64':
    case 'Real': {
      const number = parseNumberText(text)
      return number === null
        ? theirs === null
        : typeof number === 'number' && theirs !== null && number === Number(theirs)
    }
    case 'Date': {
      const date = parseDateText(text)
      return theirs === null
        ? date === null
        : date !== null && 'date' in date && date.date === theirs.replaceAll('/', '-')
    }
    default:
      return (text ?? '') === (theirs ?? '').trim()
  }
}

function differences(table: ReadTable, gdal: GdalTable): { values: number; different: string[] } {
  const different: string[] = []
  let values = 0
  table.rows.forEach((row, index) => {
    const theirs = gdal.rows[index]
    if (row.deleted !== (theirs === undefined)) different.push(`row ${index + 1} deleted`)
    row.values.forEach((value, column) => {
      values++
      if (!isSame(value, theirs?.[column] ?? null, gdal.types[column] ?? ''))
        different.push(`row ${index + 1} ${table.fields[column]?.name}`)
    })
  })
  table.fields.forEach(({ name }, column) => {
    if (!/_\d+$/.test(name) && name !== gdal.names[column]?.trim()) different.push(`field ${column + 1}`)
  })
  return { values, different }
}

describe.skipIf(CORPUS === undefined || !hasPythonGdal())('GDAL (skipped without CUNDI_CORPUS or python3-gdal)', () => {
  it('reads every attribute of every readable .dbf of the corpus as we do', () => {
    const ours = paths.flatMap((path) => {
      const table = read(path, NAMED_BY_USER[itemOf(path)])
      return 'code' in table || !table.decision.ok ? [] : [{ path, table, encoding: table.decision.value.encoding }]
    })
    const theirs = gdalTables(
      ours.map(({ path, encoding }) => [join(CORPUS ?? '', path), PYTHON_NAME[encoding] ?? encoding]),
    )
    let values = 0
    const different = new Map<string, string[]>()
    ours.forEach(({ path, table }, index) => {
      const gdal = theirs[index]
      if (gdal === undefined || 'error' in gdal) return void different.set(itemOf(path), [gdal?.error ?? 'no answer'])
      const compared = differences(table, gdal)
      values += compared.values
      if (compared.different.length > 0) different.set(itemOf(path), compared.different)
    })
    console.log(`dbf corpus: ${values} values of ${ours.length} files compared with GDAL`)
    const unexpected = [...different].filter(([item]) => !(item in DIFFERENT_ON_PURPOSE))
    expect(Object.keys(DIFFERENT_ON_PURPOSE).filter((item) => !different.has(item))).toEqual([])
    expect(unexpected.map(([item, list]) => [item, list.length, list.slice(0, 3)])).toEqual([])
  })
})
