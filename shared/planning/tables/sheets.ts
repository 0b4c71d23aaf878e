import type { Language } from '../../lang/message.ts'
import { roundHalfUp } from '../../model/round.ts'
import { structureRows } from '../structure.ts'
import type { CheckedTable } from '../table-check.ts'
import type { Adjustment } from './figure.ts'
import { functionRows } from './function-rows.ts'
import { mainIndicatorSheet, measureSheet, planIndicatorSheet, projectSheet } from './indicator-sheets.ts'
import type { PlanTables } from './plan-tables.ts'
import { header, numberCell, type PlanSheet, SheetWriter, textCell } from './sheet-parts.ts'
import { functionSheet, structureSheet } from './structure-sheets.ts'
import { arableSheet, constructionSheet, villageColumn, villageName } from './village-sheets.ts'

/** A plan's tables as plain grids, for the window and the workbook: one a table, the checks, and the closing adjustments last. */
export const sheetsOfTables = (
  tables: PlanTables,
  checked: readonly CheckedTable[],
  language: Language,
): readonly PlanSheet[] => [
  mainIndicatorSheet(tables, language),
  structureSheet(tables, language),
  constructionSheet(tables, language),
  arableSheet(tables, language),
  measureSheet(tables, language),
  ...planIndicatorSheet(tables, language),
  ...functionSheet(tables, language),
  projectSheet(tables, language),
  checkSheet(tables, checked, language),
  adjustmentSheet(tables, language),
]

function checkSheet(tables: PlanTables, checked: readonly CheckedTable[], language: Language): PlanSheet {
  const writer = new SheetWriter(language, tables)
  const { word } = writer
  const columns = [
    'check',
    'severity',
    'village',
    'left',
    'left-m2',
    'right',
    'right-m2',
    'tolerance-m2',
    'result',
    'why',
  ]
  const area = (areaM2: number | null) =>
    areaM2 === null ? textCell('', 'body') : numberCell(roundHalfUp(areaM2), 'two-decimals', 'body')
  const body = checked.flatMap((check) =>
    check.outcomes.map(({ village, result, leftM2, rightM2, toleranceM2, why }) => [
      textCell(writer.text(check.title), 'body'),
      textCell(word(`plan.severity.${check.severity}`), 'body'),
      textCell(village === null ? word('plan.whole') : villageName(writer, village), 'body'),
      textCell(writer.text(check.leftTitle), 'body'),
      area(leftM2),
      textCell(writer.text(check.rightTitle), 'body'),
      area(rightM2),
      area(result === 'not-made' ? null : toleranceM2),
      textCell(word(`plan.result.${result}`), 'body'),
      textCell(why === null ? '' : word(why), 'body'),
    ]),
  )
  const sources = [...new Set(checked.map(({ source }) => writer.text(source)))]
  const head = [columns.map((column) => header(word(`plan.column.${column}`)))]
  return writer.sheet('checks', word('plan.unit.m2'), head, body, sources)
}

function adjustmentSheet(tables: PlanTables, language: Language): PlanSheet {
  const writer = new SheetWriter(language, tables)
  const { word } = writer
  const names = new Map(tables.f3.rows.map(({ village }) => [village.code, villageName(writer, village)]))
  const rowTitle = ({ table, row }: Adjustment): string => {
    if (table === 'F3' || table === 'F4') return villageColumn(writer, table, row)
    const spec = Object.entries({ ...(table === 'F2' ? structureRows : functionRows) }).find(([id]) => id === row)
    return spec === undefined ? row : writer.text(spec[1].title)
  }
  const body = tables.adjustments.map((one) => [
    textCell(word(`plan.table.${one.table}`), 'body'),
    textCell(names.get(one.village) ?? word('plan.village.none'), 'body'),
    textCell(rowTitle(one), 'body'),
    textCell(word(`plan.side.${one.side}`), 'body'),
    numberCell(one.byM2, 'integer', 'body'),
  ])
  const head = [['table', 'village', 'row', 'side', 'by'].map((column) => header(word(`plan.column.${column}`)))]
  return writer.sheet(
    'adjustments',
    word('plan.unit.m2'),
    head,
    body,
    tables.adjustments.length === 0 ? [word('plan.note.none')] : [word('plan.note.adjustments')],
  )
}
