import type { Text } from '../lang/message.ts'
import type { CodeList } from './code-lists.ts'
import type { PersonalKind } from './personal.ts'

export type ColumnType = 'text' | 'number' | 'integer' | 'date'

/** One column that a file can fill. Written once here: read by import, exports, the GeoPackage's own titles and the windows. */
export interface ColumnDefinition {
  /** Name in the survey file. */
  readonly name: string
  readonly type: ColumnType
  /** Field codes that fill it, most trusted first; matched without regard to case. The first one names it in exports. */
  readonly codes: readonly string[]
  readonly title: Text
  readonly unit?: 'm2' | 'year' | 'persons'
  readonly codeList?: CodeList
  /** Never stored in the clear: the value goes to the person's encrypted columns. */
  readonly personal?: PersonalKind
}
