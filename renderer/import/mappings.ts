import type { SourceField } from '../../shared/formats/source.ts'
import type { ColumnDefinition } from '../../shared/model/column.ts'
import { mapKeys } from '../../shared/model/column-plan.ts'
import { layers, type SurveyKind } from '../../shared/model/layers.ts'

type Map = Readonly<Record<string, string>>

const KEY = 'cundi.import.mappings'
const MOST_KEPT = 60

/** Files of one maker have the same fields; what their columns mean is asked once. Names of fields, never values. */
const signatureOf = (kind: SurveyKind, fields: readonly SourceField[]): string =>
  `${kind}:${fields
    .map(({ name }) => name)
    .toSorted()
    .join('|')}`

function readAll(): Readonly<Record<string, Map>> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}')
    return typeof kept === 'object' && kept !== null ? (kept as Record<string, Map>) : {}
  } catch {
    return {} // storage that is switched off or was written by somebody else remembers nothing
  }
}

/** The mapping that was last used for such a layer; null: none yet. */
export function rememberedMap(kind: SurveyKind, fields: readonly SourceField[]): Map | null {
  const map = readAll()[signatureOf(kind, fields)]
  if (map === undefined) return null
  const names = new Set(fields.map(({ name }) => name))
  return Object.fromEntries(Object.entries(map).filter(([, source]) => source === '' || names.has(source)))
}

export function rememberMap(kind: SurveyKind, fields: readonly SourceField[], map: Map): void {
  const signature = signatureOf(kind, fields)
  const { [signature]: _, ...others } = readAll()
  if (Object.keys(map).length === 0 && !(signature in readAll())) return
  const kept = Object.fromEntries([...Object.entries(others).slice(1 - MOST_KEPT), [signature, map]])
  try {
    localStorage.setItem(KEY, JSON.stringify(kept))
  } catch {
    // A full or forbidden storage costs the memory of the mapping, not the import.
  }
}

/** What the survey's own files call a column for which no standard has a code. */
const isOwnName = ({ codes, name }: ColumnDefinition, field: string): boolean =>
  codes.length === 0 && field.toLowerCase() === name

/** Columns whose fields carry the title itself (权利人, 坐落) instead of the code. */
export function mapByTitle(kind: SurveyKind, fields: readonly SourceField[]): Map {
  const names = new Set(fields.map(({ name }) => name.toUpperCase()))
  const found: Record<string, string> = {}
  for (const column of layers[kind].columns) {
    const { codes, title } = column
    if (codes.some((known) => names.has(known.toUpperCase()))) continue
    const plain = title.zh.replace(/[（(].*$/, '')
    const field = fields.find(({ name }) => name === title.zh || name === plain || isOwnName(column, name))
    if (field !== undefined) found[mapKeys(column)[0]] = field.name
  }
  return found
}
