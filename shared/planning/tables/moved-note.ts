import type { Language } from '../../lang/message.ts'
import type { MovedClass } from '../legend.ts'
import { classOf, schemes } from '../schemes/all.ts'
import { structureRows } from '../structure.ts'
import { functionRows } from './function-rows.ts'
import type { Word } from './sheet-parts.ts'

/** Which classes the district counts elsewhere than the program does; none where none of this plan's is. */
export function movedNotes(
  { word, language }: { readonly word: Word; readonly language: Language },
  { moved }: { readonly moved: readonly MovedClass[] },
  property: 'row' | 'function',
): readonly string[] {
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
