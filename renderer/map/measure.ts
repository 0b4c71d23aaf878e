import LineString from 'ol/geom/LineString'
import Polygon from 'ol/geom/Polygon'
import Draw from 'ol/interaction/Draw'
import VectorLayer from 'ol/layer/Vector'
import type OlMap from 'ol/Map'
import VectorSource from 'ol/source/Vector'
import { signedRingArea } from '../../shared/geo/plane-area.ts'
import { crossesItself } from '../../shared/geo/ring-crossing.ts'
import { highlightStyles } from './highlight.ts'

export type MapTool = 'choose' | 'polygon' | 'length' | 'area'

/** Metres along a line, or around an area. */
export type Measured =
  | { readonly kind: 'length'; readonly lengthM: number }
  /** Area null: the outline crosses itself, and encloses none that means anything. */
  | { readonly kind: 'area'; readonly lengthM: number; readonly areaM2: number | null }

/** A tool that draws point by point; by pointer as OpenLayers has it, and by what is here. */
export interface DrawnTool {
  add(at: readonly [number, number]): void
  /** Takes the last point away. */
  undo(): void
  /** Ends with the points that are set, where they are enough. */
  finish(): void
  /** Drops what is being drawn; false: nothing is. */
  cancel(): boolean
  /** Takes what was drawn away and the tool off the map. */
  end(): void
}

/** Measures on the survey's plane; tells at every move of the pointer, and null where a drawing is dropped. */
export function startMeasuring(
  map: OlMap,
  kind: Measured['kind'],
  tell: (measured: Measured | null) => void,
): DrawnTool {
  const source = new VectorSource()
  const layer = new VectorLayer({ source, style: [...highlightStyles.area], zIndex: 60 })
  const draw = new Draw({ source, type: kind === 'length' ? 'LineString' : 'Polygon', stopClick: true })
  draw.on('drawstart', ({ feature }) => {
    source.clear()
    const geometry = feature.getGeometry()
    geometry?.on('change', () => tell(measure(geometry)))
  })
  draw.on('drawabort', () => tell(null))
  map.addLayer(layer)
  const tool = toolOf(map, draw)
  return {
    ...tool,
    end() {
      tool.end()
      map.removeLayer(layer)
    },
  }
}

/** Lets a polygon be drawn and gives its ring once, as x0, y0, x1, y1 … */
export function startAreaDrawing(map: OlMap, drawn: (ring: readonly number[]) => void): DrawnTool {
  const draw = new Draw({ type: 'Polygon', stopClick: true })
  draw.on('drawend', ({ feature }) => {
    const geometry = feature.getGeometry()
    if (geometry instanceof Polygon) drawn(Array.from(flatOf(geometry.getCoordinates()[0] ?? [])))
  })
  return toolOf(map, draw)
}

function toolOf(map: OlMap, draw: Draw): DrawnTool {
  let sketch: unknown = null
  draw.on('drawstart', ({ feature }) => {
    sketch = feature.getGeometry()
  })
  for (const ending of ['drawend', 'drawabort'] as const)
    draw.on(ending, () => {
      sketch = null
    })
  map.addInteraction(draw)
  return {
    add: (at) => draw.appendCoordinates([[...at]]),
    undo() {
      if (sketch !== null) draw.removeLastPoint()
    },
    finish() {
      if (isEnough(sketch)) draw.finishDrawing()
    },
    cancel() {
      const isDrawing = sketch !== null
      draw.abortDrawing()
      return isDrawing
    },
    end: () => map.removeInteraction(draw),
  }
}

/** A sketch has one point more than are set, under the pointer; that of a polygon is closed besides. */
function isEnough(sketch: unknown): boolean {
  if (sketch instanceof LineString) return sketch.getCoordinates().length > 2
  return sketch instanceof Polygon && (sketch.getCoordinates()[0]?.length ?? 0) > 4
}

function measure(geometry: unknown): Measured {
  if (geometry instanceof Polygon) {
    const ring = flatOf(geometry.getLinearRing(0)?.getCoordinates() ?? [])
    return { kind: 'area', lengthM: alongM(ring), areaM2: crossesItself(ring) ? null : Math.abs(signedRingArea(ring)) }
  }
  const line = geometry instanceof LineString ? flatOf(geometry.getCoordinates()) : new Float64Array()
  return { kind: 'length', lengthM: alongM(line) }
}

const flatOf = (coordinates: readonly (readonly number[])[]): Float64Array =>
  Float64Array.from(coordinates.flatMap(([x = 0, y = 0]) => [x, y]))

function alongM(run: Float64Array): number {
  let sum = 0
  for (let i = 2; i < run.length; i += 2)
    sum += Math.hypot((run[i] ?? 0) - (run[i - 2] ?? 0), (run[i + 1] ?? 0) - (run[i - 1] ?? 0))
  return sum
}
