import type { PlanLayerName } from '../../../shared/contract/planning-answers.ts'

/** Names that databases and folders of plans give their layers. */
const names: readonly (readonly [RegExp, PlanLayerName])[] = [
  [/GHGGJCSSD|规划.*设施/i, 'planned-facilities'],
  [/GGJCSSD|设施/i, 'facilities'],
  [/JQJSXMJHB|近期.*项目/i, 'projects'],
  [/YJJBNT|永久基本农田/i, 'basic-farmland'],
  [/STBHHX|生态.*红线/i, 'red-line'],
  [/JSYDGZQ|管制区/i, 'construction-zones'],
  [/GKBJ|管控边界/i, 'control-boundaries'],
  [/CZJSYDBJ|村庄建设边界/i, 'construction-boundary'],
  [/TDGHDL|GHDLTB|GHYT|规划地类|规划用途/i, 'planned'],
  [/DLTB|基期|现状地类/i, 'base'],
]

/** What a layer's name speaks for; null: the user says. */
export const guessPlanLayer = (layer: string): PlanLayerName | null =>
  names.find(([pattern]) => pattern.test(layer))?.[1] ?? null
