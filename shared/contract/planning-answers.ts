import type { PlanKind, ZoneKind } from '../model/plan-layers.ts'
import type { ClassArea, PlanFacts, PlanMeasure, TransitionArea } from '../planning/plan-areas.ts'
import type { SchemeId } from '../planning/scheme.ts'

export type PlanStatus = 'draft' | 'notice' | 'approved'

/** Layers that `plan import` knows, and what becomes of each. */
export const planLayerNames = [
  'base',
  'planned',
  'basic-farmland',
  'red-line',
  'construction-zones',
  'control-boundaries',
  'construction-boundary',
  'facilities',
  'planned-facilities',
  'projects',
] as const
export type PlanLayerName = (typeof planLayerNames)[number]

/** Codes that the planner may choose for a class that the crosswalk leaves open. */
export interface OpenClass {
  readonly scheme: SchemeId
  readonly code: string
  readonly options: readonly string[]
  readonly chosen: string | null
  readonly areaM2: number
}

export interface PlanRun {
  readonly kind: 'overlay' | 'conflicts' | 'coverage' | 'regularity'
  readonly at: string
  readonly operator: string | null
  /** The patches have changed since. */
  readonly isStale: boolean
}

export interface ScenarioLine {
  readonly id: string
  readonly version: number
  readonly name: string | null
  readonly status: PlanStatus
  readonly document: string | null
  /** 'YYYY-MM-DD' */
  readonly statusOn: string | null
  readonly contentHash: string | null
  /** Of an approved one: whether its content still is what was approved. */
  readonly isAsApproved: boolean | null
  readonly counts: Readonly<Record<PlanKind, number>>
  readonly zones: Readonly<Record<ZoneKind, number>>
  readonly scheme: SchemeId | null
  readonly runs: readonly PlanRun[]
}

export interface PlanLine {
  readonly id: string
  readonly title: string
  readonly facts: PlanFacts
  readonly measures: readonly PlanMeasure[]
  readonly villages: readonly { readonly code: string | null; readonly name: string | null }[]
  readonly baseScheme: SchemeId | null
  /** A scenario of it is approved: its base is locked with it. */
  readonly isLocked: boolean
  readonly choices: Readonly<Record<string, string>>
  readonly scenarios: readonly ScenarioLine[]
}

/** How the patches of one village were closed to its control area. */
export interface VillageClosing {
  readonly village: string | null
  /** Ellipsoidal area of the village's own boundary, m²; null: the survey has none. */
  readonly controlM2: number | null
  readonly patchesM2: number
  /** Patches whose area was moved by 0.01 m² or more, and by how much together. */
  readonly adjustedPatches: number
  readonly isClosed: boolean
}

/** Base × planned. Areas are ellipsoidal, m², shared out by plane areas; `planeM2` of the same piece for whoever checks. */
export interface OverlayAnswer {
  readonly scenario: string
  readonly at: string
  readonly isStale: boolean
  readonly base: readonly ClassArea[]
  /** Column sums of the matrix. */
  readonly planned: readonly ClassArea[]
  readonly transitions: readonly (TransitionArea & { readonly planeM2: number; readonly pieces: number })[]
  readonly closings: readonly VillageClosing[]
  readonly openClasses: readonly OpenClass[]
  /** Patches left out: their shapes are not valid or missing. */
  readonly unusable: { readonly base: number; readonly planned: number }
  /** Base land under no planned patch, plane m². */
  readonly uncoveredM2: number
  /** Land under more than one planned patch, plane m². */
  readonly overplannedM2: number
  readonly baseScheme: SchemeId | null
  readonly plannedScheme: SchemeId | null
}
