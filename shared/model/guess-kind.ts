import type { SourceField } from '../formats/source.ts'
import { isMendTable, layerKinds, layers, type SurveyKind } from './layers.ts'

/** Field codes and words of a layer's name that only one kind has. They weigh as much as several that many kinds share. */
const SIGNS: Readonly<Record<SurveyKind, { readonly fields: readonly string[]; readonly name: RegExp }>> = {
  village: { fields: ['XZQDM', 'XZQMC'], name: /村界|行政村|XZQ|village/i },
  parcel: { fields: ['ZDDM', 'ZDMJ', 'QLLX'], name: /宗地|ZDJBXX|parcel/i },
  building: { fields: ['FWBM', 'JZMJ', 'FWJG'], name: /房屋|建筑|自然幢|ZRZ|building/i },
  land_use: { fields: ['DLBM', 'TBBH', 'TBMJ'], name: /地类|图斑|DLTB|land.?use/i },
  household: { fields: ['HZ', 'HZXM', '户主', '户主姓名'], name: /农户|户主|household/i },
  person: { fields: ['YHZGX', '与户主关系', 'XB', '性别', 'SFZH'], name: /人员|成员|person/i },
}
const SIGN_WEIGHT = 3
/** A layer whose name says nothing and that shares one common field with a kind is not of that kind. */
const LEAST_WEIGHT = 2

/** The kind that a layer's fields, name and shapes speak for; null where they speak for none or for two alike. */
export function guessKind(layer: {
  readonly name: string
  readonly geometryType: string | null
  readonly fields: readonly SourceField[]
}): SurveyKind | null {
  if (layer.geometryType !== null && !/polygon|patch|surface|geometry|unknown/i.test(layer.geometryType)) return null
  const names = new Set(layer.fields.map((field) => field.name.toUpperCase()))
  const weights = layerKinds
    .filter((kind) => isMendTable(layer) || (layers[kind].geometryType === null) === (layer.geometryType === null))
    .map((kind) => {
      const known = layers[kind].columns.filter((column) => column.codes.some((code) => names.has(code.toUpperCase())))
      const signs = SIGNS[kind].fields.filter((field) => names.has(field)).length
      return { kind, weight: known.length + SIGN_WEIGHT * (signs + (SIGNS[kind].name.test(layer.name) ? 1 : 0)) }
    })
    .toSorted((a, b) => b.weight - a.weight)
  const [best, second] = weights
  if (best === undefined || best.weight < LEAST_WEIGHT || best.weight === second?.weight) return null
  return best.kind
}
