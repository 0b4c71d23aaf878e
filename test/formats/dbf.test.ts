import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTextCodec } from '../../main/platform/text-codec.ts'
import { createDbfRowReader } from '../../shared/formats/dbf/rows.ts'
import { parseDateText, parseNumberText } from '../../shared/formats/dbf/values.ts'
import { dbfBytes } from '../builders/dbf-bytes.ts'
import { readTable, soundTable } from '../builders/dbf-table.ts'

const NAME = { name: 'NAME', width: 20 }
const codes = (issues: readonly { code: string }[]): string[] => issues.map(({ code }) => code)
const valuesOf = (bytes: Uint8Array): unknown[] => soundTable(bytes).rows.map(({ values }) => values)

describe('a .dbf header', () => {
  it('gives as many rows as the file holds when it declares four thousand million', () => {
    const table = soundTable(dbfBytes({ fields: [NAME], rows: [['甲'], ['乙']], declaredRows: 4_000_000_000 }))
    expect(table.rows).toHaveLength(2)
    expect(table.header.issues).toEqual([
      { code: 'dbf.rows-missing', severity: 'warning', detail: { declared: 4_000_000_000, rows: 2, firstMissing: 3 } },
    ])
  })

  it('leaves rows out that it does not declare, and says how many', () => {
    const table = soundTable(dbfBytes({ fields: [NAME], rows: [['甲'], ['乙'], ['丙']], declaredRows: 1 }))
    expect(table.rows).toHaveLength(1)
    expect(table.header.issues).toMatchObject([{ code: 'dbf.rows-extra', detail: { extra: 2 } }])
  })

  it('finds the data at its header length, not after its last field', () => {
    expect(valuesOf(dbfBytes({ fields: [NAME], rows: [['甲']], headerPadding: 32 }))).toEqual([['甲']])
  })

  it.each([[+3], [-3], [+40]])('reads rows by the widths of the fields when its record length is %i off', (off) => {
    const rows = [
      ['王庄村', '12'],
      ['李庄村', '34'],
      ['赵庄村', '56'],
    ]
    const table = soundTable(
      dbfBytes({ fields: [NAME, { name: 'N', type: 'N', width: 5 }], rows, declaredRecordLength: 26 + off }),
    )
    expect(table.rows.map(({ values }) => values)).toEqual(rows)
    expect(codes(table.header.issues)).toContain('dbf.record-length')
  })

  it('refuses attributes when no record length fits the file', () => {
    const rows = [['王庄村'], ['李庄村'], ['赵庄村']]
    expect(readTable(dbfBytes({ fields: [NAME], rows, declaredRecordLength: 30, tail: new Uint8Array(77) }))).toEqual({
      code: 'dbf.record-length',
    })
  })

  it('reads padded rows by the declared record length when that is what the file has', () => {
    const bytes = dbfBytes({
      fields: [NAME, { name: 'PAD', width: 4 }],
      rows: [
        ['甲', null],
        ['乙', null],
      ],
    })
    const shorter = bytes.slice()
    shorter[32 + 32] = 0x0d // the second descriptor is gone, its four bytes in every row are not
    expect(valuesOf(shorter)).toEqual([['甲'], ['乙']])
  })

  it('keeps repeated names apart', () => {
    const fields = ['DM', 'dm', 'DM', 'DM_2'].map((name) => ({ name, width: 3 }))
    expect(soundTable(dbfBytes({ fields, rows: [] })).fields.map(({ name }) => name)).toEqual([
      'DM',
      'dm_2',
      'DM_3',
      'DM_2_2',
    ])
  })

  it('reads Chinese field names in the encoding of the file', () => {
    const table = soundTable(
      dbfBytes({ fields: [{ name: '道路级别', width: 4 }], rows: [], encoding: 'gbk', ldid: 0x4d }),
    )
    expect(table.fields[0]?.name).toBe('道路级别')
  })

  it.each([
    ['an empty file', '', 'dbf.empty'],
    [
      'a text',
      'version https://git-lfs.github.com/spec/v1\noid sha256:0123456789 size 12345\n'.repeat(4),
      'dbf.not-a-dbf',
    ],
    ['a PNG picture', `\x89PNG\r\n\x1a\n\0\0\0\rIHDR${'\0\x01\x02'.repeat(200)}`, 'dbf.not-a-dbf'],
    ['a JPEG picture', `\xff\xd8\xff\xe0\0\x10JFIF\0${'\x01'.repeat(500)}`, 'dbf.not-a-dbf'],
    ['a zip', `PK\x03\x04${'\x14\0\0\0'.repeat(90)}`, 'dbf.not-a-dbf'],
    ['a text that starts with a dBASE version byte', `${'2024年'}${'宗地代码,权利人\n'.repeat(50)}`, 'dbf.not-a-dbf'],
    ['zeros', '\0'.repeat(4096), 'dbf.not-a-dbf'],
  ])('refuses %s', (_, content, code) => {
    expect(readTable(Buffer.from(content, 'latin1'))).toEqual({ code })
  })
})

describe('.dbf rows', () => {
  it('keep their place when others are deleted', () => {
    const table = soundTable(dbfBytes({ fields: [NAME], rows: [['甲'], ['乙'], ['丙']], deleted: [1] }))
    expect(table.rows.map(({ deleted, values }) => [deleted, ...values])).toEqual([
      [false, '甲'],
      [true],
      [false, '丙'],
    ])
  })

  it('keep all 19 digits of a numeric code', () => {
    const fields = [{ name: 'ZDDM', type: 'N', width: 19 }]
    expect(valuesOf(dbfBytes({ fields, rows: [['3717030010010000001'], ['9223372036854775807']] }))).toEqual([
      ['3717030010010000001'],
      ['9223372036854775807'],
    ])
  })

  it('give null, and never zero, for blanks, NULs, overflow marks, zero dates and unknown logicals', () => {
    const fields = [
      NAME,
      { name: 'N', type: 'N', width: 6 },
      { name: 'D', type: 'D', width: 8 },
      { name: 'L', type: 'L', width: 1 },
    ]
    const blanks = [
      [null, null, null, null],
      [new Uint8Array(20), new Uint8Array(6), new Uint8Array(8), '?'],
      ['', '******', '00000000', ' '],
    ]
    for (const row of valuesOf(dbfBytes({ fields, rows: blanks }))) expect(row).toEqual([null, null, null, null])
  })

  it('keep what the surveyor wrote: zero, asterisks in text, leading zeros', () => {
    const fields = [NAME, { name: 'N', type: 'N', width: 6 }, { name: 'T', width: 6 }]
    expect(valuesOf(dbfBytes({ fields, rows: [['***', '     0', '007']] }))).toEqual([['***', '0', '007']])
  })

  it('give T and F for logicals however they are written', () => {
    const rows = [...'TtYyFfNn'].map((letter) => [letter])
    expect(
      valuesOf(dbfBytes({ fields: [{ name: 'L', type: 'L', width: 1 }], rows }))
        .flat()
        .join(''),
    ).toBe('TTTTFFFF')
  })

  it('end a text at its NUL', () => {
    const rows = [[Buffer.from('abc\0rest\xff', 'latin1')]]
    expect(valuesOf(dbfBytes({ fields: [NAME], rows }))).toEqual([['abc']])
  })

  it('drop the half of a character that the width cut off, and say so', () => {
    const table = soundTable(
      dbfBytes({ fields: [{ name: 'NAME', width: 5 }], rows: [['王庄村'], ['王庄']], ldid: 0x4d }),
    )
    expect(table.rows.map(({ values, textCut }) => [...values, textCut])).toEqual([
      ['王庄', true],
      ['王庄', false],
    ])
  })

  it.each([[1], [2], [3]])('drop the first %i bytes of a four-byte character', (kept) => {
    const table = soundTable(
      dbfBytes({ fields: [{ name: 'NAME', width: 2 + kept }], rows: [['王𠮷']], encoding: 'gb18030', ldid: 0x4d }),
    )
    expect(table.rows[0]).toMatchObject({ values: ['王'], textCut: true })
  })

  it('never store a replacement character: a value that is not of the encoding is null and said', () => {
    const rows = [...Array.from({ length: 99 }, () => ['王庄村']), [Uint8Array.of(0xff, 0x41)]]
    const table = soundTable(dbfBytes({ fields: [NAME], rows, ldid: 0x4d }))
    expect(table.decision).toMatchObject({ ok: true, value: { encoding: 'GBK', from: 'ldid' } })
    expect(table.rows.map(({ undecodable }) => undecodable).indexOf(true)).toBe(99)
    expect(table.rows[99]?.values).toEqual([null])
  })

  it('leave memo and binary fields null and say so once', () => {
    const table = soundTable(
      dbfBytes({ fields: [{ name: 'BZ', type: 'M', width: 10 }], rows: [['         1'], ['         2']] }),
    )
    expect(table.rows.map(({ values }) => values)).toEqual([[null], [null]])
    expect(table.issues.filter(({ code }) => code === 'dbf.field-unread')).toHaveLength(1)
  })

  it('decode only the columns asked for, in the order asked', () => {
    const bytes = dbfBytes({ fields: ['A', 'B', 'C'].map((name) => ({ name, width: 3 })), rows: [['甲', '乙', '丙']] })
    const { header } = soundTable(bytes)
    const codec = createTextCodec('GBK')
    if (codec === null) throw new Error('no GBK')
    expect(createDbfRowReader(header, codec, [2, 0]).read(bytes, header.headerLength).values).toEqual(['丙', '甲'])
  })

  it('do not remember a chunk whose buffer is filled anew', () => {
    const one = dbfBytes({ fields: [NAME], rows: [['甲'], ['乙']] })
    const { header } = soundTable(one)
    const codec = createTextCodec('GBK')
    if (codec === null) throw new Error('no GBK')
    const reader = createDbfRowReader(header, codec)
    const buffer = one.slice()
    const before = reader.read(buffer, header.headerLength).values
    buffer.set(dbfBytes({ fields: [NAME], rows: [['丙'], ['丁']] }))
    expect([before, reader.read(buffer, header.headerLength).values]).toEqual([['甲'], ['丙']])
  })
})

describe('damaged .dbf bytes', () => {
  const sound = dbfBytes({
    fields: [NAME, { name: 'AREA', type: 'N', width: 10, decimals: 2 }, { name: 'D', type: 'D', width: 8 }],
    rows: Array.from({ length: 12 }, (_, i) => [`王庄村${i}号`, `    ${i}.25`, '19980302']),
    ldid: 0x4d,
  })

  it('never throw, and never give a replacement character', () => {
    const flip = fc.tuple(fc.nat(sound.length - 1), fc.integer({ min: 0, max: 255 }))
    fc.assert(
      fc.property(
        fc.array(flip, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 0, max: sound.length }),
        (flips, length) => {
          const bytes = sound.slice()
          for (const [at, byte] of flips) bytes[at] = byte
          const table = readTable(length % 3 === 0 ? bytes.subarray(0, length) : bytes)
          if ('code' in table) return true
          return !table.rows.some(({ values }) => values.some((value) => String(value).includes('\uFFFD')))
        },
      ),
      { numRuns: 3000 },
    )
  })

  it('never throw for bytes that are anything at all', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (noise) => {
        const bytes = Uint8Array.of(0x03, ...noise)
        readTable(bytes)
      }),
    )
  })
})

describe('the text of a value', () => {
  it.each([
    ['200.50', 200.5],
    ['-3', -3],
    ['.5', 0.5],
    ['1.5E+3', 1500],
    ['+7', 7],
    ['0', 0],
    ['  ', null],
    [null, null],
  ])('%j is the number %j', (text, number) => expect(parseNumberText(text)).toBe(number))

  it.each([['64,300'], ['nan'], ['***'], ['12 3'], ['1e999'], ['-'], ['0x10'], ['二百'], ['Infinity']])(
    '%j is no number, and not a part of one',
    (text) => expect(parseNumberText(text)).toEqual({ bad: true }),
  )

  it.each([
    ['19850302', '1985-03-02'],
    ['1985', '1985'],
    ['1985-03', '1985-03'],
    ['198503', '1985-03'],
    ['1985.3.2', '1985-03-02'],
    ['1985/03/02', '1985-03-02'],
    ['1985年3月2日', '1985-03-02'],
    ['1985年3月', '1985-03'],
    ['1985年', '1985'],
    ['20240229', '2024-02-29'],
    ['19850300', '1985-03'],
    ['19850000', '1985'],
    ['1985/3/2 0:00:00', '1985-03-02'],
    ['1985-03-02T23:30:00', '1985-03-02'],
  ])('%s is the date %s', (text, date) => expect(parseDateText(text)).toEqual({ date }))

  it.each([
    ['20230229'],
    ['19851301'],
    ['19850332'],
    ['85.3.2'],
    ['1985-00-02'],
    ['0000-03-02'],
    ['三月'],
    ['1985-03-02Z'],
    ['99999999'],
  ])('%s is no date', (text) => expect(parseDateText(text)).toEqual({ bad: true }))

  it.each([[''], ['00000000'], [null]])('%j is no date given', (text) => expect(parseDateText(text)).toBeNull())
})
