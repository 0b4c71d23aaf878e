import type { SchemeId } from './scheme.ts'
import type { StructureRow } from './structure.ts'

/** Land of one class in one village, at one of the plan's two times. */
export interface ClassArea {
  /** 12 digits; null: the patches name no village of the survey. */
  readonly village: string | null
  /** null: not known. */
  readonly scheme: SchemeId | null
  /** null: the patches have no class. */
  readonly code: string | null
  readonly row: StructureRow
  /** Ellipsoidal area closed to the village's control area, m², a multiple of 0.01. */
  readonly areaM2: number
  readonly patches: number
}

/** Land that is of one class now and of one in the plan. Summed over `to` it is the base, over `from` the plan. */
export interface TransitionArea {
  readonly village: string | null
  readonly from: StructureRow
  /** In the scheme of the base. */
  readonly fromCode: string | null
  /** null: no planned patch covers it. */
  readonly to: StructureRow | null
  readonly toCode: string | null
  /** A multiple of 0.01 m²; the cells of a village and base class sum exactly to its base area. */
  readonly areaM2: number
}

/** What a plan says of its village beside the map. null: not known, and whatever rests on it is not said. */
export interface PlanFacts {
  readonly baseYear: number | null
  readonly targetYear: number | null
  readonly populationBase: number | null
  readonly populationTarget: number | null
  readonly householdsBase: number | null
  readonly householdsTarget: number | null
  /** 永久基本农田保护面积 as protected zones of the plan have it, m². */
  readonly basicFarmlandBaseM2: number | null
  readonly basicFarmlandTargetM2: number | null
  /** 生态保护红线, m². */
  readonly redLineM2: number | null
  /** 乡级规划: what the town's plan gives the village, m², by indicator. */
  readonly townTargetsM2: Readonly<Partial<Record<TownIndicator, number>>>
}

/** Indicators for which a town's plan gives a figure (F1, column 乡级规划). */
export type TownIndicator = 'arable' | 'basic_farmland' | 'construction' | 'urban_rural'

/** F5 规划保障措施表. */
export interface PlanMeasure {
  readonly measure: string
  readonly content: string
  readonly responsible: string
}

/** 近期项目 (JQJSXMJHB). Areas in m², investment in 10 000 yuan. */
export interface PlanProject {
  readonly kind: string | null
  readonly name: string
  readonly landAreaM2: number | null
  readonly location: string | null
  readonly scale: string | null
  readonly years: string | null
  readonly investment10kYuan: number | null
  readonly fundedBy: string | null
}
