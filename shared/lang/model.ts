import { landsTaken, notAssessableReasons, plotKinds, terrains, villageTypes } from '../model/code-lists.ts'
import { layers } from '../model/layers.ts'
import { planLayers } from '../model/plan-layers.ts'
import type { Messages, Text } from './message.ts'

const titlesOf = (kinds: Readonly<Record<string, { readonly title: Text }>>): Readonly<Record<string, Text>> =>
  Object.fromEntries(Object.entries(kinds).map(([kind, { title }]) => [kind, title]))
const prefixed = (prefix: string, texts: Readonly<Record<string, Text>>): Messages =>
  Object.fromEntries(Object.entries(texts).map(([code, text]) => [`${prefix}.${code}`, text]))

/** Titles that code lists and layers already have, under the codes by which texts refer to them. */
export const modelMessages: Messages = {
  ...prefixed('village_type', villageTypes.codes),
  ...prefixed('terrain', terrains.codes),
  ...prefixed('land_taken', landsTaken.codes),
  ...prefixed('plot_kind', plotKinds.codes),
  ...notAssessableReasons.codes,
  ...prefixed('layer', titlesOf(layers)),
  ...prefixed('layer', titlesOf(planLayers)),
  'village_type.unknown': { zh: '类型未填', en: 'type not given' },
  'terrain.unknown': { zh: '地形未填', en: 'terrain not given' },
}
