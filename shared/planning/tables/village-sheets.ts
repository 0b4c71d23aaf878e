import type { Language } from '../../lang/message.ts'
import type { Figure } from './figure.ts'
import { movedNotes } from './moved-note.ts'
import type { PlanTables } from './plan-tables.ts'
import { header, type PlanSheet, type SheetCell, SheetWriter, textCell } from './sheet-parts.ts'
import type { ArableColumn, ConstructionColumn, TableVillage, VillageTable } from './village-tables.ts'

interface Heading<Column extends string> {
  readonly column: Column
  /** Columns under it; its own figure then stands first, as 合计. */
  readonly parts?: readonly Column[]
}

/** Columns of ours (待核实): printed only where they hold anything, so that nothing is hidden and no template is widened for nothing. */
const OURS: ReadonlySet<string> = new Set(['reduced_other', 'added_other', 'uncovered', 'outside'])

/** F3 建设用地调整表. */
export const constructionSheet = (tables: PlanTables, language: Language): PlanSheet =>
  villageSheet<ConstructionColumn>(
    'F3',
    tables.f3,
    ['base', 'demolished', 'built', 'end', 'uncovered', 'outside'].map((column) => ({
      column: column as ConstructionColumn,
    })),
    new SheetWriter(language, tables),
    (writer) => movedNotes(writer, tables, 'row'),
  )

/** F4 耕地调整表. */
export const arableSheet = (tables: PlanTables, language: Language): PlanSheet =>
  villageSheet<ArableColumn>(
    'F4',
    tables.f4,
    [
      { column: 'base' },
      { column: 'reduced', parts: ['reduced_ecological', 'reduced_construction', 'reduced_other'] },
      { column: 'added', parts: ['added_consolidated', 'added_reserve', 'added_reclaimed', 'added_other'] },
      { column: 'end' },
      { column: 'uncovered' },
      { column: 'outside' },
    ],
    new SheetWriter(language, tables),
    (writer) => [writer.word('plan.note.arable'), ...movedNotes(writer, tables, 'row')],
  )

function villageSheet<Column extends string>(
  id: 'F3' | 'F4',
  table: VillageTable<Column>,
  headings: readonly Heading<Column>[],
  writer: SheetWriter,
  notes: (writer: SheetWriter) => readonly string[],
): PlanSheet {
  const { word } = writer
  const shown = (column: Column): boolean =>
    !OURS.has(column) || [...table.rows, { figures: table.total }].some(({ figures }) => holdsAny(figures[column]))
  const visible = headings
    .filter(({ column }) => shown(column))
    .map(({ column, parts }) => ({ column, parts: parts?.filter(shown) ?? [] }))
  const columns = visible.flatMap(({ column, parts }) => [column, ...parts])
  const grouped = visible.some(({ parts }) => parts.length > 0)
  const deep = { rows: grouped ? 2 : 1 }
  const title = (column: Column): string => villageColumn(writer, id, column)
  const line = (
    name: string,
    figures: Readonly<Record<Column, Figure>>,
    role: 'body' | 'total',
  ): readonly SheetCell[] => [
    textCell(name, role),
    ...columns.map((column) => writer.figure(figures[column], 'ha', role, [title(column)])),
  ]
  const head = [
    [
      header(word('plan.column.village'), deep),
      ...visible.map(({ column, parts }) =>
        parts.length > 0 ? header(title(column), { columns: parts.length + 1 }) : header(title(column), deep),
      ),
    ],
    ...(grouped
      ? [
          visible.flatMap(({ parts }) =>
            parts.length > 0 ? [word('plan.column.sum'), ...parts.map(title)].map((text) => header(text)) : [],
          ),
        ]
      : []),
  ]
  const body = [
    ...table.rows.map(({ village, figures }) => line(villageName(writer, village), figures, 'body')),
    line(word('plan.total'), table.total, 'total'),
  ]
  return writer.sheet(id, word('plan.unit.ha'), head, body, notes(writer))
}

/** The title of a column; one of ours says that it is 待核实 until the district confirms it. */
export function villageColumn(writer: SheetWriter, table: 'F3' | 'F4', column: string): string {
  const title = writer.column(table, `${table}.${column}`)
  return OURS.has(column) && !writer.isColumnConfirmed(table, `${table}.${column}`)
    ? writer.word('plan.column.to-confirm', { title })
    : title
}

const holdsAny = ({ value }: Figure): boolean => value !== null && value !== 0

export const villageName = ({ word }: Pick<SheetWriter, 'word'>, { code, name }: TableVillage): string =>
  name ?? code ?? word('plan.village.none')
