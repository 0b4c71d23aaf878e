import type { TiledLayer } from '../../db/queries/tiled-layer.ts'
import type { TileQuestion } from '../../db/queries/tiles.ts'
import { type MapBytes, type MapLegend, mapLayers } from '../../shared/contract/map.ts'
import type { Reader } from './readers.ts'

/** Makes a layer's index in steps, so that tiles that need none are answered between them. */
async function completeIndex(reader: Reader, layer: TiledLayer, signal: AbortSignal | undefined): Promise<void> {
  while (!(await reader.ask('map.advance', layer, signal))) signal?.throwIfAborted()
}

export async function mapTile(reader: Reader, tile: TileQuestion, signal: AbortSignal | undefined): Promise<MapBytes> {
  for (;;) {
    const bytes = await reader.ask('map.tile', tile, signal)
    if (bytes !== null) return new Blob([bytes as Uint8Array<ArrayBuffer>])
    await completeIndex(reader, { layer: tile.layer, owner: tile.owner }, signal)
  }
}

export async function mapLegendOf(reader: Reader, signal: AbortSignal | undefined): Promise<MapLegend> {
  for (;;) {
    const legend = await reader.ask('map.legend', null, signal)
    if (legend !== null) return legend
    for (const layer of mapLayers) await completeIndex(reader, { layer, owner: null }, signal)
  }
}
