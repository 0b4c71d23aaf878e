import type { Language, Text } from '../../lang/message.ts'
import { wordCode } from '../../lang/words.ts'
import {
  type ColumnTable,
  columnSubject,
  isConfirmed,
  isTitled,
  type Legend,
  type LegendSetting,
  legendOf,
  titleOr,
} from '../legend.ts'
import type { Figure, ReasonCode } from './figure.ts'

export type CellFormat = 'text' | 'ha' | 'two-decimals' | 'integer'
export type CellRole = 'title' | 'unit' | 'header' | 'group' | 'body' | 'total' | 'note'

/** One cell of a plain grid. As in HTML, a cell that another covers by its spans is left out of its row. */
export interface SheetCell {
  /** Numbers are in the unit that is printed: hectares with four decimals, m² or percent with two. */
  readonly value: string | number
  readonly format: CellFormat
  readonly role: CellRole
  readonly columns: number
  readonly rows: number
  /** Why there is no figure, in words; null: there is one, or none was to be. */
  readonly why: string | null
}

export interface PlanSheet {
  readonly id: string
  /** At most 31 characters, none of []:*?/\. */
  readonly name: string
  readonly columnCount: number
  readonly rows: readonly (readonly SheetCell[])[]
  /** Rows that stay in view: title, unit and header. */
  readonly headRows: number
}

const UNKNOWN_MARK = '—'

export type Word = (code: string, values?: Readonly<Record<string, string | number>>) => string

const wordsIn =
  (language: Language): Word =>
  (code, values = {}) =>
    wordCode(code, values, language)

type Span = Partial<Pick<SheetCell, 'columns' | 'rows'>>

export const textCell = (value: string, role: CellRole, span: Span = {}): SheetCell => ({
  value,
  format: 'text',
  role,
  columns: 1,
  rows: 1,
  why: null,
  ...span,
})
export const header = (value: string, span: Span = {}): SheetCell => textCell(value, 'header', span)
export const numberCell = (value: number, format: CellFormat, role: CellRole): SheetCell => ({
  ...textCell('', role),
  value,
  format,
})

export const M2_PER_HA = 10_000
const printed = (value: number, format: CellFormat): number => (format === 'ha' ? value / M2_PER_HA : value)

/** Writes the figures of one sheet and remembers what was not known, for the notes below it. */
export class SheetWriter {
  readonly word: Word
  readonly language: Language
  readonly #unknown = new Map<ReasonCode, string[]>()

  readonly #titles: Legend

  constructor(language: Language, { titles }: { readonly titles: readonly LegendSetting[] }) {
    this.language = language
    this.word = wordsIn(language)
    this.#titles = legendOf(titles)
  }

  /** The title of a column, as the district has it where it says so. */
  column(table: string, column: string): string {
    const builtIn = this.word(`plan.column.${column}`)
    return isTitled(table)
      ? titleOr(this.#titles, columnSubject(table, column), { zh: builtIn, en: builtIn })[this.language]
      : builtIn
  }

  isColumnConfirmed(table: ColumnTable, column: string): boolean {
    return isConfirmed(this.#titles, columnSubject(table, column), 'title')
  }

  text(text: Text): string {
    return text[this.language]
  }

  /** A figure, or the mark of an unknown; `where` names the cell in the note. */
  figure(figure: Figure, format: CellFormat, role: CellRole, where: readonly string[]): SheetCell {
    if (figure.value !== null) return numberCell(printed(figure.value, format), format, role)
    const place = where.filter((part) => part !== '').join(this.language === 'zh' ? '·' : ', ')
    const places = this.#unknown.get(figure.why)
    if (places === undefined) this.#unknown.set(figure.why, [place])
    else places.push(place)
    return { ...textCell(UNKNOWN_MARK, role), why: this.word(figure.why) }
  }

  sheet(
    id: string,
    unit: string,
    head: readonly (readonly SheetCell[])[],
    body: readonly (readonly SheetCell[])[],
    notes: readonly string[],
  ): PlanSheet {
    const columnCount = Math.max(
      1,
      (head[0] ?? []).reduce((sum, cell) => sum + cell.columns, 0),
    )
    const wide = { columns: columnCount }
    const unknown = [...this.#unknown].map(([reason, cells]) =>
      this.word('plan.note.unknown', {
        cells: [...new Set(cells)].join(this.language === 'zh' ? '、' : '; '),
        reason: this.word(reason),
      }),
    )
    return {
      id,
      name: this.word(`plan.sheet.${id}`),
      columnCount,
      headRows: 2 + head.length,
      rows: [
        [textCell(this.word(`plan.table.${id}`), 'title', wide)],
        [textCell(unit, 'unit', wide)],
        ...head,
        ...body,
        ...[...unknown, ...notes].map((note) => [textCell(note, 'note', wide)]),
      ],
    }
  }
}

/** The year of a column where it is known. */
export const yearTitle = (word: Word, side: 'base' | 'target', year: number | null): string =>
  year === null ? word(`plan.column.${side}`) : word(`plan.column.${side}-year`, { year })
