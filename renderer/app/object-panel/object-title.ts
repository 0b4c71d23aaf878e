import type { ObjectRow } from '../../../shared/contract/object-answers.ts'
import { rightTiers } from '../../../shared/model/code-lists.ts'
import type { ObjectLayer } from '../../../shared/model/object-columns.ts'
import type { Words } from '../../ui/words.tsx'

/** What people call an object of each layer, the most telling first. */
const NAMES: Readonly<Record<ObjectLayer, readonly string[]>> = {
  village: ['name', 'code'],
  parcel: ['parcel_code', 'unit_code', 'location'],
  building: ['building_code', 'unit_code', 'building_number'],
  household: ['head_name', 'household_code'],
  person: ['name'],
  land_right: ['holder_name'],
  land_use: ['patch_number', 'class_name', 'class_code'],
}

export function titleOf(row: ObjectRow, words: Words): string {
  const name = NAMES[row.layer].map((column) => row.values[column] ?? null).find((value) => value !== null)
  const title = name === undefined || name === null ? words.word('object.untitled') : String(name)
  if (row.layer !== 'land_right') return title
  const tier = (rightTiers.codes as Readonly<Record<string, { zh: string; en: string }>>)[String(row.values.tier)]
  return tier === undefined ? title : `${words.pick(tier)} · ${title}`
}

export const kindName = (layer: ObjectLayer, words: Words): string => words.word(`object.kind.${layer}`)
