import { oc, type } from '@orpc/contract'
import * as z from 'zod/mini'
import type { ZoneKind } from '../model/plan-layers.ts'
import type { FacilityKey } from '../planning/facility-kinds.ts'
import type { PlanProject } from '../planning/plan-areas.ts'
import type { SchemeId } from '../planning/scheme.ts'
import type { StructureRow } from '../planning/structure.ts'
import { type MapBytes, MOST_SHAPES } from './map.ts'
import { answer, survey } from './parts.ts'

/** Layers of one plan or scenario that a map draws. */
export const planMapLayers = ['base_patch', 'planned_patch', 'control_zone', 'plan_change'] as const
export type PlanMapLayer = (typeof planMapLayers)[number]

/** A line of a map's legend: how much land has which class. Areas are ellipsoidal, m²; null: some are not known. */
export interface PlanLegendLine {
  /** Class in the tiles. */
  readonly class: number
  readonly scheme: SchemeId | null
  /** Code of a land-use class or of a zone. */
  readonly code: string | null
  readonly zoneKind: ZoneKind | null
  /** Of changes: what the land becomes. */
  readonly row: StructureRow | null
  readonly count: number
  readonly areaM2: number | null
}

export interface PlanLayerAnswer {
  /** West, south, east, north, in metres; null: nothing has a shape. */
  readonly extent: readonly [number, number, number, number] | null
  readonly lines: readonly PlanLegendLine[]
}

/** A shape to be shown above the tiles: polygons of rings of x0, y0, x1, y1 … */
export interface PlanShape {
  readonly id: string
  readonly extent: readonly [number, number, number, number]
  readonly polygons: readonly (readonly (readonly number[])[])[]
}

/** What is known of one patch, piece or zone, for whoever points at it. */
export interface PlanPatchFacts {
  readonly layer: PlanMapLayer
  readonly id: string
  readonly number: string | null
  readonly villageCode: string | null
  readonly scheme: SchemeId | null
  readonly code: string | null
  /** Of changes: the class that it had. */
  readonly fromCode: string | null
  readonly zoneKind: ZoneKind | null
  readonly name: string | null
  /** Ellipsoidal, m². */
  readonly areaM2: number | null
}

/** A facility with a place, metres of the plane CRS. */
export interface PlanFacility extends FacilityKey {
  readonly id: string
  readonly villageCode: string | null
  readonly at: readonly [x: number, y: number]
}

export interface PlanFacilities {
  readonly facilities: readonly PlanFacility[]
  /** Facilities without a point: in no map. */
  readonly unplaced: number
  /** Facilities beyond what a map draws. */
  readonly left: number
  /** Near-term projects; the standard's table of them has no geometry, only words for the place. */
  readonly projects: readonly PlanProject[]
}

const layer = z.enum(planMapLayers)
/** The plan of base patches, the scenario of everything else. */
const owner = z.string()

/** Maps of plans. */
export const planningMap = {
  /** One tile (shared/geo/tile.ts), addressed as shared/geo/tile-grid.ts has it. */
  tile: oc.input(z.object({ survey, layer, owner, z: z.int(), x: z.int(), y: z.int() })).output(type<MapBytes>()),
  /** `village`: only its own patches, as in planning.changes. */
  layer: oc
    .input(z.object({ survey, layer, owner, village: z.optional(z.nullable(z.string())) }))
    .output(answer<PlanLayerAnswer>()),
  /** The boundary of a village; null: the survey has none. */
  village: oc.input(z.object({ survey, code: z.string() })).output(answer<PlanShape | null>()),
  /** Shapes of patches, pieces and zones; those without one are left out. */
  shapes: oc
    .input(z.object({ survey, layer, ids: z.array(z.string()).check(z.maxLength(MOST_SHAPES)) }))
    .output(answer<readonly PlanShape[]>()),
  /** What stands on a scenario's map as a sign, and its near-term projects. */
  facilities: oc.input(z.object({ survey, scenario: z.string() })).output(answer<PlanFacilities>()),
  /** null: it is gone. */
  patch: oc.input(z.object({ survey, layer, id: z.string() })).output(answer<PlanPatchFacts | null>()),
}
