import type { PlanKind, ZoneKind } from '../model/plan-layers.ts'
import type { ConflictCause, ConflictSubject, ControlRuleId } from '../planning/control-rules.ts'
import type { ClassArea, PlanFacts, PlanMeasure, TransitionArea } from '../planning/plan-areas.ts'
import type { SchemeId } from '../planning/scheme.ts'
import type { CheckedTable } from '../planning/table-check.ts'
import type { PlanTables } from '../planning/tables/plan-tables.ts'

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
  /** F5. */
  readonly measures: readonly PlanMeasure[]
}

export interface PlanLine {
  readonly id: string
  readonly title: string
  readonly facts: PlanFacts
  /** Those of the latest scenario; each has its own. */
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

/** Counts of a scenario's ledger after a run. */
export interface ConflictsAnswer {
  readonly scenario: string
  readonly at: string
  readonly isStale: boolean
  /** In the order of the rules; a rule for which the scenario has no zones was not asked. */
  readonly rules: readonly {
    readonly rule: ControlRuleId
    readonly isAsked: boolean
    readonly open: number
    readonly added: number
    readonly remaining: number
    readonly solved: number
    readonly slivers: number
    /** Plane m² of what is open, slivers left out; land under two zones of one rule counts under each. */
    readonly sharedM2: number
  }[]
  /** Subjects left out: their shapes are not valid or missing. */
  readonly unusable: Readonly<Record<ConflictSubject, number>>
}

export type ConflictStanding = 'new' | 'remaining' | 'solved'

/** One line of the ledger. Areas are plane m², raw. */
export interface ConflictLine {
  readonly id: string
  readonly rule: ControlRuleId
  readonly subject: ConflictSubject
  readonly subjectId: string
  /** What people know it by: a parcel's code, a building's number, a patch's number. */
  readonly subjectName: string | null
  readonly villageCode: string | null
  readonly zoneId: string | null
  readonly zoneName: string | null
  readonly sharedM2: number
  readonly subjectM2: number | null
  /** A point of the shared land, in the survey's plane. */
  readonly at: readonly [x: number, y: number] | null
  readonly cause: ConflictCause
  readonly causeBy: 'computed' | 'decided'
  readonly standing: ConflictStanding
  /** Day, month or year from which the subject stands there, as far as it is known. */
  readonly since: string | null
  readonly sinceFrom: 'acquired' | 'built' | 'surveyed' | null
  /** Whether it came after the plan's approval; null: not approved, or the day cannot be told. */
  readonly isBreach: boolean | null
  readonly decision: string | null
  readonly evidence: string | null
  readonly decidedBy: string | null
  readonly decidedAt: string | null
}

export interface ConflictPage {
  readonly count: number
  readonly sharedM2: number
  readonly lines: readonly ConflictLine[]
}

/** A gap or an overlap of patches, located. */
export interface CoverageFinding {
  readonly kind: 'gap' | 'overlap'
  readonly layer: 'planned' | 'zones'
  readonly village: string | null
  readonly areaM2: number
  readonly at: readonly [x: number, y: number]
  /** Length of all its rings. Absent in results of before it was kept. */
  readonly perimeterM?: number
  /** What is not covered, or covered twice, as rings of x0, y0, x1, y1 …; null: too long to be kept. Absent as above. */
  readonly rings?: readonly (readonly number[])[] | null
  /** The patches or zones concerned: two of an overlap, none of a gap. */
  readonly patches: readonly string[]
}

export interface CoverageAnswer {
  readonly scenario: string
  readonly at: string
  readonly isStale: boolean
  readonly findings: readonly CoverageFinding[]
  /** More were found than are kept. */
  readonly isCut: boolean
  readonly totals: Readonly<
    Record<
      'planned' | 'zones',
      Readonly<Record<CoverageFinding['kind'], { readonly count: number; readonly areaM2: number }>>
    >
  >
  readonly villages: readonly {
    readonly code: string
    readonly hasBoundary: boolean
    readonly coveredShare: number | null
  }[]
}

/** How contiguous (集中连片) or compact (紧凑) land of one kind is, before and after. */
export interface Regularity {
  readonly land: 'arable' | 'construction'
  readonly state: 'base' | 'planned'
  /** Contiguous patches: neighbours with a common boundary are one. */
  readonly patches: number
  readonly areaM2: number
  /** Share of the largest contiguous patch, 0…1. */
  readonly largestShare: number | null
  readonly meanPatchM2: number | null
  /** Length of edges by area, m per hectare. */
  readonly edgeDensityMPerHa: number | null
  /** 4π·area / perimeter², weighted by area; 1 is a circle. */
  readonly compactness: number | null
}

export interface RegularityAnswer {
  readonly scenario: string
  readonly at: string
  readonly isStale: boolean
  readonly rows: readonly Regularity[]
}

/** Tables F1–F5 and the newer ones, with their checks, from the overlay of that time. */
export interface PlanTablesAnswer {
  readonly scenario: string
  readonly at: string
  readonly tables: PlanTables
  readonly checked: readonly CheckedTable[]
}

export interface PrintedPlan {
  readonly path: string
  /** 2000 stands for 1:2000. */
  readonly scale: number
  readonly orientation: 'landscape' | 'portrait'
  readonly patches: number
  /** Characters that the font lacks, printed as 〓. */
  readonly missingCharacters: readonly string[]
}

/** A piece of land behind one cell of the matrix. */
export interface ChangeLine {
  /** As maps know it; it changes when the overlay is computed anew. */
  readonly id: string
  readonly basePatch: string
  readonly plannedPatch: string | null
  readonly baseNumber: string | null
  readonly plannedNumber: string | null
  readonly village: string | null
  readonly fromCode: string | null
  readonly toCode: string | null
  readonly planeM2: number
  readonly areaM2: number
  readonly at: readonly [x: number, y: number]
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
