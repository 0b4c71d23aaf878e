import { EXTRA } from '../../../db/queries/export-rows.ts'
import type { Text } from '../../../shared/lang/message.ts'
import type { ColumnDefinition, ColumnType } from '../../../shared/model/column.ts'
import { layers, type SurveyKind } from '../../../shared/model/layers.ts'
import type { PersonalKind } from '../../../shared/model/personal.ts'
import { FIELD_MAX_BYTES, shortNames } from './field-names.ts'

/** One column of an export. */
export interface ExportColumn {
  /** Name in the survey. */
  readonly column: string
  /** Name in the export: the official code where there is one. At most 10 ASCII characters. */
  readonly field: string
  readonly title: Text
  readonly type: ColumnType
  readonly unit: ColumnDefinition['unit'] | null
  /** A computed area, m², rounded half-up to two decimals at output. */
  readonly computedArea: boolean
  /** The value is a cipher, opened on the way out. */
  readonly personal: PersonalKind | null
}

const computed = (column: string, field: string, zh: string, en: string, type: ColumnType = 'text'): ExportColumn => ({
  column,
  field,
  title: { zh, en },
  type,
  unit: type === 'number' ? 'm2' : null,
  computedArea: type === 'number',
  personal: null,
})

const objectId = computed('id', 'CUNDI_ID', '唯一标识', 'object id')
const planeArea = computed('area_m2', 'JSMJ', '计算面积（平面）', 'computed plane area', 'number')
const fault = computed('geometry_fault', 'TXWT', '图形问题', 'geometry fault')

/** What CunDi computes, after the columns that files fill. */
const COMPUTED: Readonly<Record<SurveyKind, readonly ExportColumn[]>> = {
  village: [planeArea, objectId],
  parcel: [
    planeArea,
    computed('result', 'CSJG', '测算结果', 'assessment'),
    computed('limit_m2', 'BZMJ', '面积标准', 'area standard', 'number'),
    computed('excess_m2', 'CZMJ', '超占面积', 'excess area', 'number'),
    fault,
    objectId,
  ],
  building: [planeArea, fault, objectId],
  land_use: [computed('ellipsoid_area_m2', 'TQMJ', '椭球面积', 'ellipsoidal area', 'number'), fault, objectId],
  household: [objectId],
  person: [objectId],
}

/** The name of a field in an export: the first official code, else the survey's own name, cut to what a .dbf can hold. */
function fieldOf(column: ColumnDefinition): string {
  const code = column.codes.find((candidate) => /^[A-Z0-9_]+$/.test(candidate))
  return (code ?? column.name.toUpperCase()).slice(0, FIELD_MAX_BYTES)
}

/** Columns of a layer in an export; personal ones only where they are asked for. */
export function exportColumns(kind: SurveyKind, withPersonal: boolean): readonly ExportColumn[] {
  const filled = layers[kind].columns.filter((column) => withPersonal || column.personal === undefined)
  return [
    ...filled.map((column) => ({
      column: column.name,
      field: fieldOf(column),
      title: column.title,
      type: column.type,
      unit: column.unit ?? null,
      computedArea: false,
      personal: column.personal ?? null,
    })),
    ...COMPUTED[kind],
  ]
}

/** A column for each field of the source that has none of its own, after all others. */
export function extraColumns(fields: readonly string[], columns: readonly ExportColumn[]): readonly ExportColumn[] {
  const names = shortNames(
    fields,
    columns.map((column) => column.field),
  )
  return fields.map((field, index) => ({
    column: `${EXTRA}${field}`,
    field: names[index] ?? field,
    title: { zh: field, en: field },
    type: 'text',
    unit: null,
    computedArea: false,
    personal: null,
  }))
}

export const isExtra = (column: ExportColumn): boolean => column.column.startsWith(EXTRA)

/** The longer name that the export's one was cut from; null where nothing was cut. */
export function longerName({ column, field }: ExportColumn): string | null {
  if (column.startsWith(EXTRA)) return column.slice(EXTRA.length) === field ? null : column.slice(EXTRA.length)
  return column.length > field.length && column.toUpperCase().startsWith(field) ? column : null
}
