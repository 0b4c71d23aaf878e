import type { MapLayer } from '../../shared/contract/map.ts'
import type { PlanMapLayer } from '../../shared/contract/planning-map.ts'
import type { ReadableDb } from '../open/database.ts'
import { planTileLayers } from './plan-tile-layers.ts'
import { latestRun, type TileLayer, tileLayers } from './tile-layers.ts'

/** What a tile is of; `owner`: the plan or scenario that a layer of plans is limited to. */
export interface TiledLayer {
  readonly layer: MapLayer | PlanMapLayer
  readonly owner: string | null
}

/** No layer is both. */
export const tileLayer = (layer: TiledLayer['layer']): TileLayer =>
  Object.hasOwn(planTileLayers, layer) ? planTileLayers[layer as PlanMapLayer] : tileLayers[layer as MapLayer]

/** SQL that limits a layer to its owner; a plus before the column, so that only shapes decide how rows are found. */
export const ownerSql = ({ layer }: TiledLayer): string => {
  const { owner } = tileLayer(layer)
  return owner === undefined ? '' : ` AND +${owner} = ?`
}

export const ownerParams = ({ owner }: TiledLayer): readonly string[] => (owner === null ? [] : [owner])

/** The run that a layer's classes rest on. */
export const runOf = (db: ReadableDb, { layer }: TiledLayer): number => (tileLayer(layer).run ?? latestRun)(db)
