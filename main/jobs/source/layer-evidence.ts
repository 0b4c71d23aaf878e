import type { CancelSignal } from '../../../shared/contract/job.ts'
import type { CoordinateEvidence } from '../../../shared/geo/crs/plausibility.ts'
import { coordinateRuns } from '../../../shared/geo/plane-area.ts'
import type { SourceLayer } from '../../platform/source/layer.ts'
import { readRecords } from './read-records.ts'

/** Places in the layer and records at each: some hundred records say where a layer lies, wherever its odd ones stand. */
const PLACES = 32
const RECORDS_AT_EACH = 8
/** Formats that are parsed from their beginning for each reading are looked at in one place. */
const SEQUENTIAL_RECORDS = 500

/** First vertices of records spread over the layer: what the decision about its coordinate system is held against. */
export async function layerEvidence(layer: SourceLayer, signal: CancelSignal): Promise<CoordinateEvidence> {
  const samples: number[] = []
  if (layer.geometryType === null && layer.kind !== 'geojson') return { samples: new Float64Array(0), extent: null }
  for (const [from, to] of placesOf(layer)) {
    for await (const batch of readRecords(layer, { from, to, columns: [], signal })) {
      for (const { geometry } of batch) {
        const [run] = geometry === null ? [] : coordinateRuns(geometry)
        const [x, y] = run ?? []
        if (x !== undefined && y !== undefined) samples.push(x, y)
      }
    }
  }
  return { samples: Float64Array.from(samples), extent: null }
}

function placesOf(layer: SourceLayer): readonly (readonly [number, number])[] {
  const { records } = layer
  if (records === 0) return []
  if (layer.ref.format === 'geojson') return [[1, Math.min(SEQUENTIAL_RECORDS, records)]]
  if (records <= PLACES * RECORDS_AT_EACH) return [[1, records]]
  const step = (records - RECORDS_AT_EACH) / (PLACES - 1)
  return Array.from({ length: PLACES }, (_, place) => {
    const from = 1 + Math.floor(place * step)
    return [from, from + RECORDS_AT_EACH - 1] as const
  })
}
