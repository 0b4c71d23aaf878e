import type { Language } from '../../lang/message.ts'
import { type Figure, unknown } from './figure.ts'
import { movedNotes } from './moved-note.ts'
import type { PlanTables } from './plan-tables.ts'
import { header, M2_PER_HA, type PlanSheet, type SheetCell, SheetWriter, textCell, yearTitle } from './sheet-parts.ts'
import type { StructureFigures, StructureGroupLines, StructureLine } from './structure-table.ts'

interface StructureLayout {
  readonly id: 'F2' | 'KJGNJGTZB'
  readonly classTitle: string
  readonly groups: readonly StructureGroupLines<string, string>[]
  readonly total: StructureFigures
  readonly keeps2020: boolean
}

/** F2 土地利用结构调整表. */
export function structureSheet(tables: PlanTables, language: Language): PlanSheet {
  const writer = new SheetWriter(language, tables)
  const { f2, keeps2020 } = tables
  return layOut(
    writer,
    tables,
    { id: 'F2', classTitle: writer.word('plan.column.class'), groups: f2.groups, total: f2.total, keeps2020 },
    [
      ...leftOver(writer, 'plan.note.uncovered', f2.uncoveredM2),
      ...leftOver(writer, 'plan.note.outside', f2.outsideBaseM2),
      ...movedNotes(writer, tables, 'row'),
    ],
  )
}

/** 空间功能结构调整表 (KJGNJGTZB). */
export function functionSheet(tables: PlanTables, language: Language): readonly PlanSheet[] {
  if (tables.newer === null) return []
  const writer = new SheetWriter(language, tables)
  const { groups, total } = tables.newer.functions
  return [
    layOut(
      writer,
      tables,
      { id: 'KJGNJGTZB', classTitle: writer.column('KJGNJGTZB', 'function'), groups, total, keeps2020: false },
      movedNotes(writer, tables, 'function'),
    ),
  ]
}

const leftOver = (writer: SheetWriter, note: string, area: Figure): readonly string[] =>
  area.value === null || area.value === 0 ? [] : [writer.word(note, { area: (area.value / M2_PER_HA).toFixed(4) })]

function layOut(
  writer: SheetWriter,
  tables: PlanTables,
  { id, classTitle, groups, total, keeps2020 }: StructureLayout,
  notes: readonly string[],
): PlanSheet {
  const { word } = writer
  const times = [
    { title: yearTitle(word, 'base', tables.baseYear), of: (f: StructureFigures) => [f.baseM2, f.baseShare] as const },
    ...(keeps2020 ? [{ title: word('plan.column.2020'), of: () => [NOT_HELD, NOT_HELD] as const }] : []),
    {
      title: yearTitle(word, 'target', tables.targetYear),
      of: (f: StructureFigures) => [f.targetM2, f.targetShare] as const,
    },
  ]
  const change = writer.column(id, 'change-in-plan')
  const figures = (figures: StructureFigures, role: 'group' | 'body' | 'total', name: string): readonly SheetCell[] => [
    ...times.flatMap(({ title, of }) => {
      const [area, share] = of(figures)
      return [
        writer.figure(area, 'ha', role, title === word('plan.column.2020') ? [title] : [name, title]),
        writer.figure(share, 'two-decimals', role, title === word('plan.column.2020') ? [title] : [name, title]),
      ]
    }),
    writer.figure(figures.changeM2, 'ha', role, [name, change]),
  ]
  const remark = (line: { readonly toConfirm: boolean }, role: 'group' | 'body'): SheetCell =>
    textCell(line.toConfirm ? word('plan.to-confirm') : '', role)
  const groupRows = (group: StructureGroupLines<string, string>): readonly (readonly SheetCell[])[] => {
    const name = writer.text(group.title)
    if (isOneLine(group))
      return [
        [textCell(name, 'group', { columns: 2 }), ...figures(group.figures, 'group', name), remark(group, 'group')],
      ]
    return [
      [
        textCell(name, 'group', { rows: group.rows.length + 1 }),
        textCell(word('plan.subtotal'), 'group'),
        ...figures(group.figures, 'group', name),
        remark(group, 'group'),
      ],
      ...group.rows.map((row: StructureLine<string>) => [
        textCell(writer.text(row.title), 'body'),
        ...figures(row.figures, 'body', writer.text(row.title)),
        remark(row, 'body'),
      ]),
    ]
  }
  const head = [
    [
      header(classTitle, { columns: 2, rows: 2 }),
      ...times.map(({ title }) => header(title, { columns: 2 })),
      header(change, { rows: 2 }),
      header(writer.column(id, 'remark'), { rows: 2 }),
    ],
    times.flatMap(() => [header(writer.column(id, 'area')), header(writer.column(id, 'share'))]),
  ]
  const body = [
    ...groups.flatMap(groupRows),
    [
      textCell(word('plan.total'), 'total', { columns: 2 }),
      ...figures(total, 'total', word('plan.total')),
      textCell('', 'total'),
    ],
  ]
  return writer.sheet(id, word('plan.unit.ha-percent'), head, body, [
    ...notes,
    ...(groups.some(marksAny) ? [word('plan.note.rows')] : []),
    word('plan.note.shares'),
  ])
}

const NOT_HELD = unknown('plan.reason.year-2020-not-held')

/** A group of one row that says the same as the group takes one line. */
const isOneLine = ({ title, rows }: StructureGroupLines<string, string>): boolean =>
  rows.length === 1 && rows[0]?.title.zh === title.zh

const marksAny = ({ toConfirm, rows }: StructureGroupLines<string, string>): boolean =>
  toConfirm || rows.some((row) => row.toConfirm)
