import type { Text } from '../lang/message.ts'
import type { ZoneKind } from '../model/plan-layers.ts'

/** What is looked at: survey parcels and buildings as they stand, and construction that the plan itself provides. */
export type ConflictSubject = 'parcel' | 'building' | 'planned_patch'

export interface ControlRule {
  readonly id: ControlRuleId
  readonly title: Text
  /** Law or standard, and how certain. */
  readonly source: string
  readonly severity: 'error' | 'warning'
  /** A zone in which construction is out of place; undefined: the rule is about what lies outside the allowed zones. */
  readonly forbids?: (zone: Zone) => boolean
  /** Zones of which construction must be part. */
  readonly allows?: (zone: Zone) => boolean
}

export type ControlRuleId =
  | 'plan.basic-farmland'
  | 'plan.red-line'
  | 'plan.prohibited'
  | 'plan.restricted'
  | 'plan.conditional'
  | 'plan.outside-boundary'

export interface Zone {
  readonly kind: ZoneKind
  readonly code: string | null
}

const isBoundary = (zone: Zone, ...codes: readonly string[]): boolean =>
  zone.kind === 'control_boundary' && codes.includes(zone.code ?? '')
const isControl = (zone: Zone, codes: RegExp): boolean =>
  zone.kind === 'construction_zone' && codes.test(zone.code ?? '')

/** Zones of both generations of plans. A zone that several rules name counts under each. */
export const controlRules: readonly ControlRule[] = [
  {
    id: 'plan.basic-farmland',
    title: { zh: '占用永久基本农田', en: 'on permanent basic farmland' },
    source: '土地管理法（2019）第35条；JSYDGZQ 048、GKBJ 0202、YJJBNTBHTB',
    severity: 'error',
    forbids: (zone) => zone.kind === 'basic_farmland' || isBoundary(zone, '0202') || isControl(zone, /^048$/),
  },
  {
    id: 'plan.red-line',
    title: { zh: '占用生态保护红线', en: 'within the ecological red line' },
    source: 'GKBJ 0102、STBHHX',
    severity: 'error',
    forbids: (zone) => zone.kind === 'red_line' || isBoundary(zone, '0102'),
  },
  {
    id: 'plan.prohibited',
    title: { zh: '位于禁止建设区', en: 'in a zone where construction is prohibited' },
    source: '村土地利用规划 JSYDGZQ 040–049',
    severity: 'error',
    forbids: (zone) => isControl(zone, /^04[0-79]$/),
  },
  {
    id: 'plan.restricted',
    title: { zh: '位于限制建设区', en: 'in a zone where construction is restricted' },
    source: '村土地利用规划 JSYDGZQ 030；GKBJ 0101、0201（待核实）',
    severity: 'warning',
    forbids: (zone) => isControl(zone, /^030$/) || isBoundary(zone, '0101', '0201'),
  },
  {
    id: 'plan.conditional',
    title: { zh: '位于有条件建设区', en: 'in a zone where construction is conditional' },
    source: '村土地利用规划 JSYDGZQ 021',
    severity: 'warning',
    forbids: (zone) => isControl(zone, /^02\d$/),
  },
  {
    id: 'plan.outside-boundary',
    title: { zh: '超出村庄建设边界', en: 'outside the village construction boundary' },
    source: '村庄规划 GKBJ 0301、0302、0400 与村庄建设边界（待核实）',
    severity: 'warning',
    allows: (zone) => zone.kind === 'construction_boundary' || isBoundary(zone, '0301', '0302', '0400'),
  },
]

export type ConflictCause = 'true-conflict' | 'sliver' | 'base-data-error'

/** Thresholds of the plan's own checks (domain 3.3); 待核实 for conflicts, and a person's decision stands above them. */
export const conflictLimits = {
  /** Neighbours that were drawn apart by less than this share a strip, not land. */
  xyToleranceM: 0.0001,
  /** Smallest patch of construction land. */
  sliverM2: 100,
  sliverShare: 0.02,
} as const

/**
 * A strip within the tolerance of coordinates is no conflict at all. A piece that is smaller than the smallest patch and a small
 * part of its subject is a sliver; one on land that the base already shows as built tells of the base or the zone, not of the builder.
 */
export function causeOf(piece: {
  readonly sharedM2: number
  readonly subjectM2: number
  readonly isBaseConstruction: boolean
}): ConflictCause {
  if (piece.sharedM2 < conflictLimits.sliverM2 && piece.sharedM2 <= piece.subjectM2 * conflictLimits.sliverShare)
    return 'sliver'
  return piece.isBaseConstruction ? 'base-data-error' : 'true-conflict'
}

export const isWithinTolerance = (sharedM2: number, perimeterM: number): boolean =>
  sharedM2 <= (conflictLimits.xyToleranceM * perimeterM) / 2
