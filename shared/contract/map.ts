import { oc, type } from '@orpc/contract'
import * as z from 'zod/mini'
import { answer, survey } from './parts.ts'

/** Layers of the survey that a map draws, from the ground up. */
export const mapLayers = ['land_use', 'village', 'parcel', 'building'] as const
export type MapLayer = (typeof mapLayers)[number]

/** Class of a parcel in tiles and legends: the place of its word here, with a mark of its utilisation above. */
export const standings = [
  'within',
  'over-small',
  'over-medium',
  'over-large',
  'not-assessable',
  'not-homestead',
  'not-assessed',
] as const
export type Standing = (typeof standings)[number]

/** m² over the limit up to which an excess counts as small and as medium. */
export const excessStepsM2 = { small: 20, medium: 50 } as const

/** Added to a parcel's class. */
export const utilisationMarks = { idle: 0x10, abandoned: 0x20 } as const

/** Class of a village: the place of its type here. */
export const mapVillageTypes = ['unknown', 'urban_village', 'near_suburb', 'far_suburb'] as const

/** Class of a land-use patch: the place of its kind here. */
export const landUseKinds = [
  'other',
  'arable',
  'garden',
  'forest',
  'grass',
  'residential',
  'construction',
  'transport',
  'water',
] as const

/** The system in which a map draws: the survey's own. */
export interface MapCrs {
  readonly epsg: number
  readonly name: Readonly<Record<'zh' | 'en', string>>
  readonly proj4: string
  /** Of the same datum, in degrees. */
  readonly geographicProj4: string
  /** Degrees east; null: no Gauss-Krüger zone. */
  readonly centralMeridian: number | null
  readonly zone: number | null
  /** The easting begins with the zone number. */
  readonly zonePrefixed: boolean
}

export interface MapView {
  readonly crs: MapCrs
  /** West, south, east, north, in metres; null: nothing has a shape. */
  readonly extent: readonly [number, number, number, number] | null
  readonly layers: readonly { readonly layer: MapLayer; readonly count: number }[]
}

/** How many objects of a layer have which class. */
export interface MapLegend {
  readonly layers: readonly {
    readonly layer: MapLayer
    readonly classes: readonly { readonly class: number; readonly count: number }[]
  }[]
}

/** Bytes as both doors carry them: a Blob. */
export interface MapBytes {
  readonly size: number
  arrayBuffer(): Promise<ArrayBuffer>
}

/** An object with its shape as it is stored: polygons of rings of x0, y0, x1, y1 … */
export interface MapShape {
  readonly layer: MapLayer
  readonly id: string
  readonly extent: readonly [number, number, number, number]
  readonly polygons: readonly (readonly (readonly number[])[])[]
}

/** Objects whose shapes are asked for at once. */
export const MOST_SHAPES = 500

const layer = z.enum(mapLayers)

export const map = {
  view: oc.input(z.object({ survey })).output(answer<MapView>()),
  legend: oc.input(z.object({ survey })).output(answer<MapLegend>()),
  /** One tile (shared/geo/tile.ts), addressed as shared/geo/tile-grid.ts has it. */
  tile: oc.input(z.object({ survey, layer, z: z.int(), x: z.int(), y: z.int() })).output(type<MapBytes>()),
  /** What lies at a point, or within metres of it, the topmost layer first. */
  identify: oc
    .input(
      z.object({
        survey,
        x: z.number(),
        y: z.number(),
        withinM: z.number().check(z.nonnegative()),
        layers: z.array(layer),
      }),
    )
    .output(answer<readonly { readonly layer: MapLayer; readonly id: string }[]>()),
  /** Shapes of objects; those without one are left out. */
  shapes: oc
    .input(z.object({ survey, layer, ids: z.array(z.string()).check(z.maxLength(MOST_SHAPES)) }))
    .output(answer<readonly MapShape[]>()),
}
