import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellsOfClipboard } from '../../shared/formats/csv/clipboard.ts'
import { type CsvDelimiter, type CsvRow, createCsvParser, sniffDelimiter } from '../../shared/formats/csv/parse.ts'

function parse(text: string, chunk = text.length || 1, delimiter?: CsvDelimiter) {
  const parser = createCsvParser(delimiter === undefined ? {} : { delimiter })
  const rows: CsvRow[] = []
  for (let at = 0; at < text.length; at += chunk) rows.push(...parser.push(text.slice(at, at + chunk)))
  const rest = parser.finish()
  return { rows: [...rows, ...rest.rows], issues: rest.issues }
}
const cells = (text: string): readonly (readonly string[])[] => parse(text).rows.map((row) => row.cells)

describe('the csv parser', () => {
  it('reads plain, quoted and empty cells', () => {
    expect(cells('a,b,c\n1,"x, ""y""",\n')).toEqual([
      ['a', 'b', 'c'],
      ['1', 'x, "y"', ''],
    ])
  })

  it.each([['\n'], ['\r\n'], ['\r']])('ends lines at %j and needs none at the end', (end) => {
    expect(parse(`a,b${end}1,2${end}3,4`).rows).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1', '2'] },
      { line: 3, cells: ['3', '4'] },
    ])
  })

  it('numbers rows by the lines of the file, through quoted line ends and empty lines', () => {
    expect(parse('a,b\r\n"x\r\ny",1\r\n\r\nz,2\r\n').rows.map((row) => [row.line, row.cells[0]])).toEqual([
      [1, 'a'],
      [2, 'x\r\ny'],
      [5, 'z'],
    ])
  })

  it.each([[','], ['\t'], [';']])('finds the delimiter %j in the header', (delimiter) => {
    expect(cells(['code', 'name', '"a,b;c"'].join(delimiter))).toEqual([['code', 'name', 'a,b;c']])
  })

  it('takes a comma when the header has one column', () => expect(sniffDelimiter('编码\n')).toBe(','))

  it.each([[','], ['\t'], [';']])(
    'finds the delimiter %j below a title of one cell, however the text is cut',
    (delimiter) => {
      const text = `"农户 名单\n2026"\n${['NHDM', 'HZ', '备注'].join(delimiter)}\n${['0001', '示例', 'a,b;c\td'.replaceAll(delimiter, '')].join(delimiter)}\n`
      for (const chunk of [1, 5, text.length])
        expect(parse(text, chunk).rows.map((row) => row.cells.length)).toEqual([1, 3, 3])
    },
  )

  it('does not trim: what stands in a cell is the surveyor’s', () => expect(cells('a\n 1 ')).toEqual([['a'], [' 1 ']]))

  it('keeps a stray quote and reports its line', () => {
    const { rows, issues } = parse('a,b\n5"板,"x"y\n')
    expect(rows[1]?.cells).toEqual(['5"板', 'xy'])
    expect(issues.map(({ code, record }) => [code, record])).toEqual([
      ['csv.quote-stray', 2],
      ['csv.quote-stray', 2],
    ])
  })

  it('reports a quote that is never closed at the line where its row begins', () => {
    const { rows, issues } = parse('a\nb\n"c\nd\n')
    expect(rows.at(-1)).toEqual({ line: 3, cells: ['c\nd\n'] })
    expect(issues).toEqual([{ code: 'csv.quote-unclosed', severity: 'error', record: 3 }])
  })

  it('gives the same rows however the text is cut into chunks', () => {
    const text = fc
      .array(fc.constantFrom('a', '村', '𠮷', '"', ',', '\r\n', '\n', '\r', ' '), { maxLength: 40 })
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 7 }), (csv, chunk) => {
        expect(parse(csv, chunk, ',')).toEqual(parse(csv, csv.length + 1, ','))
      }),
    )
  })

  it('reads back what RFC 4180 writes', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '村', '"', ',', ';', '\n', '\r', ' ') })
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(table, (rows) => {
        const csv = rows.map((row) => row.map((c) => `"${c.replaceAll('"', '""')}"`).join(',')).join('\r\n')
        expect(parse(csv, 3, ',').rows.map((row) => row.cells)).toEqual(rows)
      }),
    )
  })
})

describe('cells of the clipboard', () => {
  it('keep the tabs, line breaks and quotes of quoted cells, and the empty cells and rows', () => {
    expect(cellsOfClipboard('"王\n明"\t"说""好"""\t\r\n\r\n二百\tx\r\n')).toEqual([
      ['王\n明', '说"好"', ''],
      [''],
      ['二百', 'x'],
    ])
  })

  it('are not swallowed by a quote that nothing closes', () => {
    expect(cellsOfClipboard('"东\t1\n"南" 侧\t2\n三')).toEqual([['"东', '1'], ['"南" 侧', '2'], ['三']])
  })
})
