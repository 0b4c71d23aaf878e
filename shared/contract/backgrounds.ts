import { oc } from '@orpc/contract'
import * as z from 'zod/mini'
import type { MapBytes } from './map.ts'
import type { Refusal } from './outcome.ts'
import { answer, file, survey } from './parts.ts'

/** A picture below the survey, from a file that stays where it is. From the ground up in lists. */
export interface Background {
  readonly background: string
  readonly name: string
  readonly isVisible: boolean
  /** 0 to 1. */
  readonly opacity: number
  /** What it shows, or why it cannot be shown just now. */
  readonly state:
    | { readonly kind: 'ready'; readonly facts: BackgroundFacts }
    | { readonly kind: 'unavailable'; readonly refusal: Refusal }
}

export interface BackgroundFacts {
  /**
   * `plane`: tiles of 256 × 256 pixels in the survey's own plane, four bytes each (red, green, blue, opacity) from the north-west,
   * addressed as shared/geo/tile-grid.ts has it. `web-mercator`: pictures as the file has them, z/x/y from the north-west.
   */
  readonly tiles: 'plane' | 'web-mercator'
  readonly minZoom: number
  readonly maxZoom: number
  /** Of the survey's plane: west, south, east, north, in metres. */
  readonly extent: readonly [number, number, number, number]
  /** The file's own system. */
  readonly crs: Readonly<Record<'zh' | 'en', string>>
  readonly notes: readonly BackgroundNote[]
}

/** What a user must know before trusting a background; the text's code without its room, with what fills it. */
export interface BackgroundNote {
  readonly code: 'reprojected' | 'web-mercator' | 'wgs84' | 'other-datum' | 'crs-assumed' | 'elsewhere' | 'no-overviews'
  readonly params?: Readonly<Record<string, string | number>>
}

/** Of one survey. */
export const MOST_BACKGROUNDS = 30

const background = z.string()

export const backgrounds = {
  list: oc.input(z.object({ survey })).output(answer<readonly Background[]>()),
  /** Puts a file on top of the others. Refusals: background.*, settings.unreadable, settings.not-kept. */
  add: oc.input(z.object({ survey, file })).output(answer<readonly Background[]>()),
  /** Takes it off the list; the file stays. */
  remove: oc.input(z.object({ survey, background })).output(answer<null>()),
  /** Those that are named, in this order from the ground up, and how they are drawn. */
  arrange: oc
    .input(
      z.object({
        survey,
        backgrounds: z
          .array(
            z.object({
              background,
              isVisible: z.boolean(),
              opacity: z.number().check(z.minimum(0), z.maximum(1)),
            }),
          )
          .check(z.maxLength(MOST_BACKGROUNDS)),
      }),
    )
    .output(answer<null>()),
  /** No bytes where it shows nothing. Refusals: background.* */
  tile: oc.input(z.object({ survey, background, z: z.int(), x: z.int(), y: z.int() })).output(answer<MapBytes>()),
}
