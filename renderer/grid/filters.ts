import type { ListFilter } from '../../shared/contract/lists.ts'
import type { Text } from '../../shared/lang/message.ts'
import { type ListLayer, listColumns } from '../../shared/model/list-columns.ts'
import type { Words } from '../ui/words.tsx'
import { titleOfColumn } from './columns.ts'

/** Names that other rooms use in the address for what they want to see. */
const addressColumns: Readonly<Record<string, string>> = { village: 'village_code', villageType: 'village_type' }
/** Words of the address that are not columns. */
const notColumns = new Set(['layer', 'search', 'filters'])

/** Filters that the address asks for: #/survey?layer=parcel&standing=over&villageType=near_suburb. An empty value means blank. */
export function filtersOfPlace(layer: ListLayer, params: Readonly<Record<string, string>>): readonly ListFilter[] {
  return Object.entries(params).flatMap(([name, value]): ListFilter[] => {
    if (notColumns.has(name)) return []
    if (layer === 'household' && name === 'plots' && (value === 'one' || value === 'several'))
      return [{ kind: 'between', column: 'plots', ...(value === 'one' ? { from: 1, to: 1 } : { from: 2, to: null }) }]
    const column = addressColumns[name] ?? name
    if (!listColumns[layer].some((known) => known.name === column)) return []
    return [{ kind: 'one-of', column, values: [value === '' ? null : value] }]
  })
}

/** A filter in words. */
export function wordFilter(layer: ListLayer, filter: ListFilter, words: Words): string {
  const known = listColumns[layer].find(({ name }) => name === filter.column)
  const column = known === undefined ? filter.column : titleOfColumn(known, words)
  const codes: Readonly<Record<string, Text>> | undefined = known?.codeList?.codes
  const named = (value: string | null): string => {
    const title = value === null ? undefined : codes?.[value]
    return value === null ? words.word('grid.blank') : title === undefined ? value : words.pick(title)
  }
  switch (filter.kind) {
    case 'one-of':
      return words.word('grid.filter.is', { column, value: filter.values.map(named).join(' / ') })
    case 'contains':
      return words.word('grid.filter.has', { column, value: filter.text })
    case 'between':
      return words.word('grid.filter.range', { column, from: filter.from ?? '…', to: filter.to ?? '…' })
  }
}
