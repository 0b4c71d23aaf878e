import type { Language } from '../../lang/message.ts'
import { type Figure, knownOr, unknown } from './figure.ts'
import type { IndicatorUnit } from './indicators.ts'
import { movedNotes } from './moved-note.ts'
import type { PlanTables } from './plan-tables.ts'
import {
  type CellFormat,
  header,
  M2_PER_HA,
  numberCell,
  type PlanSheet,
  type SheetCell,
  SheetWriter,
  textCell,
  yearTitle,
} from './sheet-parts.ts'

const formatOf = (unit: IndicatorUnit): CellFormat =>
  unit === 'ha' ? 'ha' : unit === 'places' ? 'integer' : 'two-decimals'

/** F1 村土地利用规划主要指标（目标）表. */
export function mainIndicatorSheet(tables: PlanTables, language: Language): PlanSheet {
  const writer = new SheetWriter(language, tables)
  const { word } = writer
  const columns = [
    yearTitle(word, 'base', tables.baseYear),
    ...(tables.keeps2020 ? [word('plan.column.2020')] : []),
    yearTitle(word, 'target', tables.targetYear),
    word('plan.column.change'),
    word('plan.column.town'),
  ]
  const body = tables.f1.map(({ title, unit, base, target, change, town }) => {
    const name = writer.text(title)
    const unitTitle = word(`plan.unit.of.${unit}`)
    const figures: readonly (Figure | undefined)[] = [
      base,
      ...(tables.keeps2020 ? [unknown('plan.reason.year-2020-not-held')] : []),
      target,
      change,
      town,
    ]
    return [
      textCell(language === 'zh' ? `${name}（${unitTitle}）` : `${name} (${unitTitle})`, 'body'),
      ...figures.map((figure, at) => cellOf(writer, figure, unit, [name, columns[at] ?? ''])),
    ]
  })
  return writer.sheet(
    'F1',
    word('plan.unit.ha-m2'),
    [[header(word('plan.column.indicator')), ...columns.map((title) => header(title))]],
    body,
    [
      ...unnamedLand(tables).map((area) => word('plan.note.unknown-class', { area: (area / M2_PER_HA).toFixed(4) })),
      ...movedNotes(writer, tables, 'row'),
    ],
  )
}

/** Land whose class nobody knows, the more of base and plan: it is in no indicator. */
function unnamedLand({ f2 }: PlanTables): readonly number[] {
  const { baseM2, targetM2 } = f2.groups.find(({ id }) => id === 'unknown')?.figures ?? {}
  const most = Math.max(baseM2?.value ?? 0, targetM2?.value ?? 0)
  return most === 0 ? [] : [most]
}

const cellOf = (
  writer: SheetWriter,
  figure: Figure | undefined,
  unit: IndicatorUnit,
  where: readonly string[],
): SheetCell => (figure === undefined ? textCell('', 'body') : writer.figure(figure, formatOf(unit), 'body', where))

/** 规划指标 (GHZBB). */
export function planIndicatorSheet(tables: PlanTables, language: Language): readonly PlanSheet[] {
  if (tables.newer === null) return []
  const writer = new SheetWriter(language, tables)
  const { word } = writer
  const columns = [
    yearTitle(word, 'base', tables.baseYear),
    yearTitle(word, 'target', tables.targetYear),
    writer.column('GHZBB', 'change'),
  ]
  const body = tables.newer.indicators.map(({ title, nature, unit, base, target, change, toConfirm }) => {
    const name = writer.text(title)
    return [
      textCell(name, 'body'),
      textCell(nature === null ? '' : word(`plan.nature.${nature}`), 'body'),
      textCell(word(`plan.unit.of.${unit}`), 'body'),
      ...[base, target, change].map((figure, at) => cellOf(writer, figure, unit, [name, columns[at] ?? ''])),
      textCell(toConfirm ? word('plan.to-confirm') : '', 'body'),
    ]
  })
  const titles = [
    ...['indicator', 'nature', 'unit'].map((column) => writer.column('GHZBB', column)),
    ...columns,
    writer.column('GHZBB', 'remark'),
  ]
  const notes = movedNotes(writer, tables, 'function')
  return [writer.sheet('GHZBB', word('plan.unit.each'), [titles.map((title) => header(title))], body, notes)]
}

/** F5 规划保障措施表. */
export function measureSheet(tables: PlanTables, language: Language): PlanSheet {
  const writer = new SheetWriter(language, tables)
  return writer.sheet(
    'F5',
    writer.word('plan.unit.none'),
    [['measure', 'content', 'responsible'].map((column) => header(writer.word(`plan.column.${column}`)))],
    tables.f5.map(({ measure, content, responsible }) =>
      [measure, content, responsible].map((text) => textCell(text, 'body')),
    ),
    [],
  )
}

/** 近期项目 (JQJSXMJHB). A field that the plan leaves blank stays blank. */
export function projectSheet(tables: PlanTables, language: Language): PlanSheet {
  const writer = new SheetWriter(language, tables)
  const { word } = writer
  const columns = ['kind', 'name', 'land', 'location', 'scale', 'years', 'investment', 'funded-by']
  const text = (value: string | null): SheetCell => textCell(value ?? '', 'body')
  const body = tables.projects.map((project) => [
    text(project.kind),
    text(project.name),
    writer.figure(knownOr(project.landAreaM2, 'plan.reason.project-area-unknown'), 'ha', 'body', [project.name]),
    text(project.location),
    text(project.scale),
    text(project.years),
    project.investment10kYuan === null ? text(null) : numberCell(project.investment10kYuan, 'two-decimals', 'body'),
    text(project.fundedBy),
  ])
  return writer.sheet(
    'JQJSXMJHB',
    word('plan.unit.ha-yuan'),
    [columns.map((column) => header(writer.column('JQJSXMJHB', column)))],
    body,
    columns.every((column) => writer.isColumnConfirmed('JQJSXMJHB', column)) ? [] : [word('plan.note.projects')],
  )
}
