import { rightTiers } from './code-lists.ts'
import type { ColumnDefinition } from './column.ts'
import { layers, type SurveyKind } from './layers.ts'
import type { PersonalKind } from './personal.ts'

/** Tables whose rows a person sees and changes as objects. */
export const objectLayers = ['village', 'parcel', 'building', 'household', 'person', 'land_right', 'land_use'] as const
export type ObjectLayer = (typeof objectLayers)[number]

/** Tables whose rows can be made and taken away by hand; the others have a shape, which a survey or a drawing gives. */
export const creatableLayers = ['household', 'person', 'land_right'] as const
export type CreatableLayer = (typeof creatableLayers)[number]

/** A column that can be edited by hand. */
export interface EditableColumn extends ColumnDefinition {
  /** Never blank. */
  readonly required?: true
  /** Holds the id of an object of that table. */
  readonly reference?: ObjectLayer
  /** One value for many objects makes no sense: codes that name one object, persons' own numbers. */
  readonly single?: true
}

const parcelColumn = (name: string): ColumnDefinition => {
  const column = layers.parcel.columns.find((candidate) => candidate.name === name)
  if (column === undefined) throw new Error(`no column ${name}`)
  return column
}

const reference = (name: string, to: ObjectLayer, zh: string, en: string): EditableColumn => ({
  name,
  type: 'text',
  codes: [],
  title: { zh, en },
  reference: to,
})

/** 土地权利: ownership, qualification and use stand apart, each with its own holder. */
const rightColumns: readonly EditableColumn[] = [
  { ...reference('parcel_id', 'parcel', '宗地', 'parcel'), required: true },
  {
    name: 'tier',
    type: 'text',
    codes: [],
    title: { zh: '权利类别（三权）', en: 'tier of right' },
    codeList: rightTiers,
    required: true,
  },
  { name: 'holder_name', type: 'text', codes: [], title: { zh: '权利人', en: 'right holder' } },
  reference('person_id', 'person', '权利人（人员）', 'holder, a person'),
  reference('household_id', 'household', '权利人（农户）', 'holder, a household'),
  parcelColumn('right_type'),
  parcelColumn('right_nature'),
  { name: 'share', type: 'text', codes: [], title: { zh: '份额', en: 'share' } },
]

/** Codes that name one object of their table. */
const NAMING: Readonly<Partial<Record<ObjectLayer, readonly string[]>>> = {
  village: ['code', 'name'],
  parcel: ['source_id', 'parcel_code', 'unit_code'],
  building: ['source_id', 'unit_code', 'building_code'],
  land_use: ['source_id', 'patch_number'],
  household: ['household_code'],
}

/** Columns by which a list of people refers to others; in the survey ids do. */
const LIST_ONLY: Readonly<Partial<Record<ObjectLayer, readonly string[]>>> = {
  household: ['parcel_code'],
  person: ['village_code', 'household_code', 'parcel_code'],
}

const REQUIRED: Readonly<Partial<Record<ObjectLayer, string>>> = {
  village: 'code',
  household: 'household_code',
  person: 'name',
}

function columnsOfLayer(layer: SurveyKind): readonly EditableColumn[] {
  const columns = layers[layer].columns
    .filter((column) => column.personal === undefined || layer === 'person')
    .filter((column) => !(LIST_ONLY[layer] ?? []).includes(column.name))
    .map((column) => ({
      ...column,
      ...(REQUIRED[layer] === column.name ? { required: true as const } : {}),
      ...((NAMING[layer] ?? []).includes(column.name) || column.personal !== undefined
        ? { single: true as const }
        : {}),
    }))
  return layer === 'person' ? [reference('household_id', 'household', '所属农户', 'household'), ...columns] : columns
}

const editable: Readonly<Record<ObjectLayer, readonly EditableColumn[]>> = {
  village: columnsOfLayer('village'),
  parcel: columnsOfLayer('parcel'),
  building: columnsOfLayer('building'),
  land_use: columnsOfLayer('land_use'),
  household: columnsOfLayer('household'),
  person: columnsOfLayer('person'),
  land_right: rightColumns,
}

/** What a person may change of an object, in the order in which forms show it. */
export const editableColumns = (layer: ObjectLayer): readonly EditableColumn[] => editable[layer]

/** A column by its name in the file or by its first field code (ZDMJ). */
export const findEditableColumn = (layer: ObjectLayer, name: string): EditableColumn | undefined =>
  editable[layer].find((column) => column.name === name || column.codes[0]?.toUpperCase() === name.toUpperCase())

/** Columns of a person that never stand in the clear, with the kind of number that each holds. */
export const personalColumns: readonly { readonly name: string; readonly kind: PersonalKind }[] =
  editable.person.flatMap(({ name, personal }) => (personal === undefined ? [] : [{ name, kind: personal }]))
