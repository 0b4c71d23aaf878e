import { oc } from '@orpc/contract'
import * as z from 'zod/mini'
import { type AreaUnit, areaUnits } from '../model/area-unit.ts'
import { type ListLayer, listLayers } from '../model/list-columns.ts'
import { type MapLayer, mapLayers } from './map.ts'
import { type PaneSizes, paneSizes } from './panes.ts'
import { answer, file } from './parts.ts'

/** What a machine remembers of its user, as a window sees it. */
export interface ApplicationState {
  readonly version: string
  /** Who signs the journal; null: not asked yet. */
  readonly operator: string | null
  readonly team: string | null
  /** null: as the system has it. */
  readonly language: 'zh' | 'en' | null
  readonly theme: 'light' | 'dark' | null
  readonly recent: readonly RecentFile[]
  readonly backup: BackupState
  /** null: as CunDi draws it at first. */
  readonly map: MapPreferences | null
  /** Tables whose columns were never changed are not in it. */
  readonly columns: ColumnPreferences
  /** null: m². */
  readonly areaUnit: AreaUnit | null
  readonly panes: PaneSizes
}

/** Columns of each table as its user left them. */
export type ColumnPreferences = Readonly<Partial<Record<ListLayer, readonly ColumnPreference[]>>>

export interface ColumnPreference {
  readonly column: string
  readonly isHidden: boolean
  readonly pinned: 'left' | 'right' | null
  /** In pixels; null: as at first. */
  readonly width: number | null
}

/** How the user wants the survey's layers drawn. */
export interface MapPreferences {
  /** From the ground up. */
  readonly layers: readonly MapLayerPreference[]
  readonly drawing: 'auto' | 'webgl' | 'canvas'
  /** Whether layers and legend stand beside the map; not there: as there is room. */
  readonly isPanelOpen?: boolean | undefined
}

export interface MapLayerPreference {
  readonly layer: MapLayer
  readonly isVisible: boolean
  readonly hasLabels: boolean
  /** 0 to 1. */
  readonly opacity: number
}

/** Where snapshots go and how many are kept. */
export interface BackupState {
  /** null: in a folder beside each survey. */
  readonly folder: { readonly file: string; readonly name: string } | null
  /** Between two automatic snapshots while there are changes; 0: none are made. */
  readonly everyMinutes: number
  /** The latest so many stay whatever their age. */
  readonly keepLast: number
  /** Of so many days the last snapshot of each stays. */
  readonly keepDays: number
}

export interface RecentFile {
  readonly file: string
  readonly name: string
  /** ISO 8601. */
  readonly openedAt: string
  /** Whether it can be reached just now. */
  readonly isThere: boolean
}

const setting = z.nullable(z.string())

export const mapPreferences: z.ZodMiniType<MapPreferences> = z.object({
  layers: z
    .array(
      z.object({
        layer: z.enum(mapLayers),
        isVisible: z.boolean(),
        hasLabels: z.boolean(),
        opacity: z.number().check(z.minimum(0), z.maximum(1)),
      }),
    )
    .check(z.maxLength(mapLayers.length)),
  drawing: z.enum(['auto', 'webgl', 'canvas']),
  isPanelOpen: z.optional(z.boolean()),
})

const MOST_COLUMNS = 200

export const columnPreferences: z.ZodMiniType<ColumnPreferences> = z.partialRecord(
  z.enum(listLayers),
  z
    .array(
      z.object({
        column: z.string().check(z.maxLength(64)),
        isHidden: z.boolean(),
        pinned: z.nullable(z.enum(['left', 'right'])),
        width: z.nullable(z.number().check(z.minimum(1))),
      }),
    )
    .check(z.maxLength(MOST_COLUMNS)),
)

export const areaUnitPreference = z.enum(areaUnits)

export const application = {
  /** Takes a file off the list of recent ones; the file stays. */
  forget: oc.input(z.object({ file })).output(answer<ApplicationState>()),
  state: oc.output(answer<ApplicationState>()),
  save: oc
    .input(
      z.object({
        operator: z.optional(setting),
        team: z.optional(setting),
        language: z.optional(z.nullable(z.enum(['zh', 'en']))),
        theme: z.optional(z.nullable(z.enum(['light', 'dark']))),
        map: z.optional(mapPreferences),
        columns: z.optional(columnPreferences),
        areaUnit: z.optional(areaUnitPreference),
        panes: z.optional(paneSizes),
      }),
    )
    .output(answer<ApplicationState>()),
}
