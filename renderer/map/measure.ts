import LineString from 'ol/geom/LineString'
import Polygon from 'ol/geom/Polygon'
import Draw from 'ol/interaction/Draw'
import VectorLayer from 'ol/layer/Vector'
import type OlMap from 'ol/Map'
import VectorSource from 'ol/source/Vector'
import { signedRingArea } from '../../shared/geo/plane-area.ts'
import { highlightStyles } from './highlight.ts'

export type MapTool = 'choose' | 'polygon' | 'length' | 'area'

export interface Measured {
  readonly kind: 'length' | 'area'
  /** Metres along the line, or around the area. */
  readonly lengthM: number
  /** 0 for a line. */
  readonly areaM2: number
}

export interface DrawnTool {
  /** Takes what was drawn away and the tool off the map. */
  end(): void
}

/** Measures on the survey's plane; tells at every move of the pointer. */
export function startMeasuring(map: OlMap, kind: Measured['kind'], tell: (measured: Measured) => void): DrawnTool {
  const source = new VectorSource()
  const layer = new VectorLayer({ source, style: [...highlightStyles.area], zIndex: 60 })
  const draw = new Draw({ source, type: kind === 'length' ? 'LineString' : 'Polygon', stopClick: true })
  draw.on('drawstart', ({ feature }) => {
    source.clear()
    const geometry = feature.getGeometry()
    geometry?.on('change', () => tell(measure(kind, geometry)))
  })
  map.addLayer(layer)
  map.addInteraction(draw)
  return {
    end() {
      map.removeInteraction(draw)
      map.removeLayer(layer)
    },
  }
}

function measure(kind: Measured['kind'], geometry: unknown): Measured {
  if (geometry instanceof Polygon) {
    const ring = flatOf(geometry.getLinearRing(0)?.getCoordinates() ?? [])
    return { kind, lengthM: alongM(ring), areaM2: Math.abs(signedRingArea(ring)) }
  }
  const line = geometry instanceof LineString ? flatOf(geometry.getCoordinates()) : new Float64Array()
  return { kind, lengthM: alongM(line), areaM2: 0 }
}

const flatOf = (coordinates: readonly (readonly number[])[]): Float64Array =>
  Float64Array.from(coordinates.flatMap(([x = 0, y = 0]) => [x, y]))

function alongM(run: Float64Array): number {
  let sum = 0
  for (let i = 2; i < run.length; i += 2)
    sum += Math.hypot((run[i] ?? 0) - (run[i - 2] ?? 0), (run[i + 1] ?? 0) - (run[i - 1] ?? 0))
  return sum
}

/** Lets a polygon be drawn and gives its ring once, as x0, y0, x1, y1 … */
export function startAreaDrawing(map: OlMap, drawn: (ring: readonly number[]) => void): DrawnTool {
  const draw = new Draw({ type: 'Polygon', stopClick: true })
  draw.on('drawend', ({ feature }) => {
    const geometry = feature.getGeometry()
    if (geometry instanceof Polygon) drawn(Array.from(flatOf(geometry.getCoordinates()[0] ?? [])))
  })
  map.addInteraction(draw)
  return { end: () => map.removeInteraction(draw) }
}
