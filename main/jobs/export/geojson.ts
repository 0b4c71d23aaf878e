import { join } from 'node:path'
import type { Crs } from '../../../shared/geo/crs/catalogue.ts'
import { crsOf, epsgText } from '../../../shared/geo/crs/catalogue.ts'
import type { Coordinates, MultiPolygon } from '../../../shared/geo/geometry.ts'
import { signedRingArea } from '../../../shared/geo/plane-area.ts'
import { closeRing, isClosed } from '../../../shared/geo/rings.ts'
import { layers } from '../../../shared/model/layers.ts'
import { createReprojection, type TransformCoordinates } from '../../platform/reprojection.ts'
import { createChunkedFile } from './chunked-file.ts'
import type { LayerExport, LayerRow } from './layer-reader.ts'
import type { LossTally } from './losses.ts'
import { ringsToTurn } from './shapefile.ts'

/** CGCS2000 in degrees; it lies within centimetres of WGS 84, and no shift is applied. */
const CGCS2000_DEGREES = 4490

/** Writes one layer as GeoJSON (RFC 7946): WGS 84 longitude and latitude, shells counter-clockwise, one feature a line. */
export async function exportGeojson(folder: string, layer: LayerExport, crs: Crs, losses: LossTally): Promise<void> {
  const degrees = crsOf(CGCS2000_DEGREES)
  const transform = degrees === null ? null : createReprojection(crs, degrees)
  if (transform === null) throw new Error(`no way from ${epsgText(crs)} to degrees`)
  if (layers[layer.kind].geometryType !== null) losses.say('loss.reprojected', layer.kind, { from: epsgText(crs) })
  const file = await createChunkedFile(join(folder, `${layer.kind}.geojson`))
  try {
    await file.writeText(`{"type":"FeatureCollection","name":${JSON.stringify(layer.kind)},"features":[`)
    let separator = '\n'
    for (const page of layer.rows()) {
      for (const row of page) {
        await file.writeText(`${separator}${featureText(row, layer, transform, losses)}`)
        separator = ',\n'
      }
    }
    await file.writeText('\n]}\n')
    await file.finish()
  } finally {
    await file.abandon()
  }
}

function featureText(
  { geometry, values }: LayerRow,
  layer: LayerExport,
  transform: TransformCoordinates,
  losses: LossTally,
): string {
  const properties: Record<string, string | number | null> = {}
  layer.columns.forEach((column, index) => (properties[column.field] = values[index] ?? null))
  const id = properties.CUNDI_ID ?? null
  const shape =
    geometry === null ? null : { type: 'MultiPolygon', coordinates: coordinatesOf(geometry, layer, transform, losses) }
  return JSON.stringify({ type: 'Feature', ...(id === null ? {} : { id }), geometry: shape, properties })
}

function coordinatesOf(
  geometry: MultiPolygon,
  { kind }: LayerExport,
  transform: TransformCoordinates,
  losses: LossTally,
) {
  losses.count('loss.orientation', kind, undefined, ringsToTurn(geometry, 1))
  return geometry.polygons.map((rings) =>
    rings.map((ring, index) => {
      if (!isClosed(ring)) losses.count('loss.ring-closed', kind)
      const closed = isClosed(ring) ? ring : closeRing(ring)
      const turn = signedRingArea(ring) * (index === 0 ? 1 : -1) < 0
      return positions(transform(closed), turn)
    }),
  )
}

function positions(ring: Coordinates, turn: boolean): [number, number][] {
  const list: [number, number][] = []
  for (let i = 0; i + 1 < ring.length; i += 2) list.push([ring[i] ?? Number.NaN, ring[i + 1] ?? Number.NaN])
  return turn ? list.reverse() : list
}
