import { classOf, schemes } from '../schemes/all.ts'
import { structureRows } from '../structure.ts'
import { functionRows } from './function-rows.ts'
import type { PlanTables } from './plan-tables.ts'
import type { SheetWriter } from './sheet-parts.ts'

/** Which classes the district counts elsewhere than the program does; none where none of this plan's is. */
export function movedNotes(
  writer: SheetWriter,
  { moved }: PlanTables,
  property: 'row' | 'function',
): readonly string[] {
  const { word, language } = writer
  const rows: Readonly<Record<string, { readonly title: { readonly zh: string; readonly en: string } }>> =
    property === 'row' ? structureRows : functionRows
  const title = (row: string): string => rows[row]?.title[language] ?? row
  const said = moved
    .filter((one) => one.property === property)
    .map(({ scheme, code, from, to, confirmed, source }) =>
      word(source === null ? 'plan.note.moved-class' : 'plan.note.moved-class-by', {
        code,
        name: classOf(scheme, code)?.title[language] ?? '',
        scheme: schemes[scheme].title[language],
        from: title(from),
        to: title(to),
        state: word(confirmed ? 'plan.confirmed' : 'plan.to-confirm'),
        source: source ?? '',
      }),
    )
  return said.length === 0 ? [] : [word('plan.note.moved', { classes: said.join(language === 'zh' ? '；' : '; ') })]
}
