import type { Text } from '../../../shared/lang/message.ts'
import { type ColumnDefinition, type ColumnType, type LayerKind, layers } from '../../../shared/model/layers.ts'
import type { PersonalKind } from '../../../shared/model/personal.ts'

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

const FIELD_MAX = 10

const computed = (column: string, field: string, zh: string, en: string, type: ColumnType = 'text'): ExportColumn =>
  ({ column, field, title: { zh, en }, type, unit: type === 'number' ? 'm2' : null, computedArea: type === 'number', personal: null })

const objectId = computed('id', 'CUNDI_ID', '唯一标识', 'object id')
const planeArea = computed('area_m2', 'JSMJ', '计算面积（平面）', 'computed plane area', 'number')
const fault = computed('geometry_fault', 'TXWT', '图形问题', 'geometry fault')

/** What CunDi computes, after the columns that files fill. */
const COMPUTED: Readonly<Record<LayerKind, readonly ExportColumn[]>> = {
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
  return (code ?? column.name.toUpperCase()).slice(0, FIELD_MAX)
}

/** Columns of a layer in an export; personal ones only where they are asked for. */
export function exportColumns(kind: LayerKind, withPersonal: boolean): readonly ExportColumn[] {
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

/** Columns whose name in the export is not their code or their own name: shortened. */
export const isShortened = (column: ExportColumn): boolean => column.column.toUpperCase().startsWith(column.field) && column.column.length > FIELD_MAX
