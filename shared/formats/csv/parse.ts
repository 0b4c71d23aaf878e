import type { SourceIssue } from '../source.ts'

export interface CsvRow {
  /** 1-based line of the file on which the row starts; a quoted cell may span several lines. */
  readonly line: number
  readonly cells: readonly string[]
}

export type CsvDelimiter = ',' | '\t' | ';'

export interface CsvParser {
  /** Rows that are complete so far. Chunks may end anywhere, also between CR and LF or inside a cell. */
  push(text: string): CsvRow[]
  /** The rest, and what was wrong: csv.quote-unclosed, csv.quote-stray (both with the line as `record`). */
  finish(): { readonly rows: readonly CsvRow[]; readonly issues: readonly SourceIssue[] }
}

const DELIMITERS: readonly CsvDelimiter[] = [',', '\t', ';']

/**
 * The delimiter that the first line with any uses most outside quotes, so that a title above the table decides nothing; a comma
 * where no line has one.
 */
export const sniffDelimiter = (text: string): CsvDelimiter => delimiterIn(text, 'whole') ?? ','

/** null: none in the lines that are complete. */
function delimiterIn(text: string, extent: 'whole' | 'beginning'): CsvDelimiter | null {
  let counts = new Map<string, number>()
  let quoted = false
  for (const character of text) {
    if (character === '"') quoted = !quoted
    else if (!quoted && (character === '\n' || character === '\r')) {
      const found = mostUsed(counts)
      if (found !== null) return found
      counts = new Map()
    } else if (!quoted) counts.set(character, (counts.get(character) ?? 0) + 1)
  }
  return extent === 'whole' ? mostUsed(counts) : null
}

function mostUsed(counts: ReadonlyMap<string, number>): CsvDelimiter | null {
  let best: CsvDelimiter | null = null
  for (const delimiter of DELIMITERS)
    if ((counts.get(delimiter) ?? 0) > (best === null ? 0 : (counts.get(best) ?? 0))) best = delimiter
  return best
}

type State = 'cell-start' | 'plain' | 'quoted' | 'quote-in-quoted'

/**
 * RFC 4180 with any line end and any of three delimiters. Cells are the text as written, untrimmed; empty lines are left out. A
 * stray quote is kept as a character and reported. Without `delimiter` the first line that has one decides, once complete.
 */
export function createCsvParser(options: { readonly delimiter?: CsvDelimiter } = {}): CsvParser {
  let delimiter: CsvDelimiter | null = options.delimiter ?? null
  let waiting = ''
  let state: State = 'cell-start'
  let cell = ''
  let cells: string[] = []
  let line = 1
  let rowLine = 1
  let afterCarriageReturn = false
  const issues: SourceIssue[] = []

  function endCell(): void {
    cells.push(cell)
    cell = ''
    state = 'cell-start'
  }

  function endRow(rows: CsvRow[]): void {
    endCell()
    if (cells.length > 1 || cells[0] !== '') rows.push({ line: rowLine, cells })
    cells = []
    rowLine = line
  }

  function strayQuote(): void {
    issues.push({ code: 'csv.quote-stray', severity: 'warning', record: line })
  }

  /** One character of a cell that is not a line end. */
  function take(character: string): void {
    if (state === 'quoted') {
      if (character === '"') state = 'quote-in-quoted'
      else cell += character
      return
    }
    if (character === delimiter) {
      endCell()
    } else if (character !== '"') {
      if (state === 'quote-in-quoted') strayQuote()
      state = 'plain'
      cell += character
    } else if (state === 'cell-start') {
      state = 'quoted'
    } else {
      if (state === 'plain') strayQuote()
      state = state === 'quote-in-quoted' ? 'quoted' : 'plain'
      cell += '"'
    }
  }

  function consume(text: string): CsvRow[] {
    const rows: CsvRow[] = []
    for (const character of text) {
      const isLineEnd = character === '\n' || character === '\r'
      const isSecondHalf = character === '\n' && afterCarriageReturn
      afterCarriageReturn = character === '\r'
      if (isLineEnd && !isSecondHalf) line++
      if (state === 'quoted') take(character)
      else if (!isLineEnd) take(character)
      else if (!isSecondHalf) endRow(rows)
      else rowLine = line
    }
    return rows
  }

  return {
    push(text) {
      if (delimiter !== null) return consume(text)
      waiting += text
      delimiter = delimiterIn(waiting, 'beginning')
      if (delimiter === null) return []
      const first = waiting
      waiting = ''
      return consume(first)
    },
    finish() {
      delimiter ??= sniffDelimiter(waiting)
      const rows = consume(waiting)
      waiting = ''
      if (state === 'quoted') issues.push({ code: 'csv.quote-unclosed', severity: 'error', record: rowLine })
      if (state !== 'cell-start' || cells.length > 0) endRow(rows)
      return { rows, issues }
    },
  }
}
