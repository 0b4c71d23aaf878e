import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTextEncoder } from '../../main/platform/text-codec.ts'
import { createDbfWriter, type DbfFieldSpec, type DbfRowBytes } from '../../shared/formats/dbf/writer.ts'
import type { FieldValue } from '../../shared/formats/source.ts'
import { gdalTables, hasPythonGdal } from '../builders/dbf-gdal.ts'
import { soundTable } from '../builders/dbf-table.ts'

const UPDATED = { year: 2024, month: 5, day: 6 }

function writerFor(fields: readonly DbfFieldSpec[], encoding = 'GBK') {
  const encode = createTextEncoder(encoding)
  if (encode === null) throw new Error(`no encoder for ${encoding}`)
  return createDbfWriter(fields, encode, { ldid: encoding === 'UTF-8' ? 0 : 0x4d, updated: UPDATED })
}

function write(fields: readonly DbfFieldSpec[], rows: readonly (readonly FieldValue[])[], encoding = 'GBK') {
  const writer = writerFor(fields, encoding)
  if (!writer.ok) throw new Error(writer.refusal.code)
  const written: DbfRowBytes[] = rows.map((row) => writer.value.row(row))
  const bytes = Buffer.concat([writer.value.header(rows.length), ...written.map((row) => row.bytes), writer.value.end])
  return { bytes, losses: written.map((row) => row.losses.map(({ code }) => code)) }
}

const text = (name: string, width: number): DbfFieldSpec => ({ name, type: 'text', width })

describe('the .dbf writer', () => {
  it('writes what the reader reads, in Chinese and four-byte characters too', () => {
    const fields = [
      text('权利人', 20),
      text('ZDDM', 19),
      { name: 'ZDMJ', type: 'number', width: 15, decimals: 2 } as const,
      { name: 'QDSJ', type: 'date', width: 8 } as const,
      { name: 'SF', type: 'logical', width: 1 } as const,
    ]
    const rows = [
      ['李𠮷祥', '371703001001JC00001', 200.5, '1998-03-02', true],
      [null, null, null, null, null],
    ]
    const { bytes, losses } = write(fields, rows, 'GB18030')
    const table = soundTable(bytes)
    expect(table.fields.map(({ name }) => name)).toEqual(['权利人', 'ZDDM', 'ZDMJ', 'QDSJ', 'SF'])
    expect(table.rows.map(({ values }) => values)).toEqual([
      ['李𠮷祥', '371703001001JC00001', '200.50', '19980302', 'T'],
      [null, null, null, null, null],
    ])
    expect([table.decision, losses]).toMatchObject([{ value: { encoding: 'GBK', from: 'ldid' } }, [[], []]])
  })

  it('cuts text between characters only, and says so', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('王', 'a', '𠮷', '8'), minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 12 }),
        (value, width) => {
          const { bytes, losses } = write([text('A', width)], [[value]], 'GB18030')
          const [row] = soundTable(bytes).rows
          const read = String(row?.values[0] ?? '')
          expect(value.startsWith(read) && row?.textCut === false).toBe(true)
          expect(losses[0]).toEqual(read === value ? [] : ['text.cut'])
        },
      ),
    )
  })

  it('reports characters that GBK does not have', () => {
    const { losses } = write([text('A', 20)], [['李𠮷?'], ['李?'], ['李']])
    expect(losses).toEqual([['text.unencodable'], [], []])
  })

  it('keeps 19 digits, rounds half up and says so, and leaves a number blank rather than cut it', () => {
    const fields = [
      { name: 'N', type: 'number', width: 19, decimals: 0 } as const,
      { name: 'M', type: 'number', width: 6, decimals: 2 } as const,
    ]
    const { bytes, losses } = write(fields, [
      ['3717030010010000001', 1.005],
      [1, 1234567],
      ['abc', '12.500'],
      ['12.5', '100'],
    ])
    expect(soundTable(bytes).rows.map(({ values }) => values)).toEqual([
      ['3717030010010000001', '1.01'],
      ['1', null],
      [null, '12.5'],
      ['13', '100'],
    ])
    expect(losses).toEqual([['number.rounded'], ['number.too-wide'], ['value.not-of-type'], ['number.rounded']])
  })

  it('leaves partial dates and other values that the type cannot hold blank, and says so', () => {
    const { bytes, losses } = write(
      [
        { name: 'D', type: 'date', width: 8 },
        { name: 'L', type: 'logical', width: 1 },
      ],
      [['1998-03', 'maybe']],
    )
    expect([soundTable(bytes).rows[0]?.values, losses]).toEqual([
      [null, null],
      [['value.not-of-type', 'value.not-of-type']],
    ])
  })

  it.each([
    ['no fields', [], 'dbf.field-count'],
    ['a name over ten bytes', [text('宅基地面积', 5), text('宅基地使用权', 5)], 'dbf.field-name'],
    ['a repeated name', [text('A', 5), text('a', 5)], 'dbf.field-name'],
    ['a text too wide', [text('A', 255)], 'dbf.field-width'],
  ])('refuses %s', (_, fields, code) => {
    expect(writerFor(fields)).toMatchObject({ ok: false, refusal: { code } })
  })

  it.skipIf(!hasPythonGdal())('writes what GDAL reads (skipped where python3-gdal is missing)', () => {
    const fields = [
      text('权利人', 20),
      { name: 'ZDMJ', type: 'number', width: 15, decimals: 2 } as const,
      { name: 'QDSJ', type: 'date', width: 8 } as const,
    ]
    const folder = mkdtempSync(join(tmpdir(), 'dbf-'))
    try {
      writeFileSync(
        join(folder, 'a.dbf'),
        write(fields, [
          ['王一甲', 200.5, '1998-03-02'],
          [null, null, null],
        ]).bytes,
      )
      expect(gdalTables([[join(folder, 'a.dbf'), 'gbk']])).toEqual([
        {
          names: ['权利人', 'ZDMJ', 'QDSJ'],
          types: ['String', 'Real', 'Date'],
          rows: { 0: ['王一甲', '200.5', '1998/03/02'], 1: [null, null, null] },
        },
      ])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
