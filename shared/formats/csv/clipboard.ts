/**
 * Rows and cells of copied text as spreadsheets write it: tabs, line breaks, and quotes around cells that hold either. A quote that
 * nothing closes belongs to the text, as spreadsheets copy it: it must not swallow the cells behind it.
 */
export function cellsOfClipboard(text: string): string[][] {
  const rows: string[][] = [[]]
  let at = 0
  for (;;) {
    const { cell, end } = text[at] === '"' ? (quotedCell(text, at) ?? plainCell(text, at)) : plainCell(text, at)
    rows.at(-1)?.push(cell)
    if (end >= text.length) break
    if (text[end] !== '\t') rows.push([])
    at = end + (text.startsWith('\r\n', end) ? 2 : 1)
  }
  const last = rows.at(-1)
  return last?.length === 1 && last[0] === '' && rows.length > 1 ? rows.slice(0, -1) : rows
}

interface Cell {
  readonly cell: string
  /** Where its tab or line break stands, or the text ends. */
  readonly end: number
}

const CELL_END = /[\t\r\n]|$/g

function plainCell(text: string, from: number): Cell {
  CELL_END.lastIndex = from
  const end = CELL_END.exec(text)?.index ?? text.length
  return { cell: text.slice(from, end), end }
}

/** null: no quote before the end of a cell closes it. */
function quotedCell(text: string, from: number): Cell | null {
  let at = from + 1
  for (;;) {
    const quote = text.indexOf('"', at)
    if (quote === -1) return null
    if (text[quote + 1] !== '"') {
      const end = quote + 1
      const closes = end === text.length || /[\t\r\n]/.test(text.charAt(end))
      return closes ? { cell: text.slice(from + 1, quote).replaceAll('""', '"'), end } : null
    }
    at = quote + 2
  }
}
