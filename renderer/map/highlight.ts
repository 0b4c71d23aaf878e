import Feature from 'ol/Feature'
import MultiPolygon from 'ol/geom/MultiPolygon'
import Polygon from 'ol/geom/Polygon'
import VectorLayer from 'ol/layer/Vector'
import VectorSource from 'ol/source/Vector'
import Fill from 'ol/style/Fill'
import Stroke from 'ol/style/Stroke'
import Style from 'ol/style/Style'
import type { MapShape } from '../../shared/contract/map.ts'

const pairs = (run: readonly number[]): number[][] =>
  Array.from({ length: run.length / 2 }, (_, i) => [run[2 * i] ?? 0, run[2 * i + 1] ?? 0])

export const featureOf = ({ polygons }: Pick<MapShape, 'polygons'>): Feature =>
  new Feature(new MultiPolygon(polygons.map((rings) => rings.map(pairs))))

export const areaFeature = (ring: readonly number[]): Feature => new Feature(new Polygon([pairs(ring)]))

/** A white seam under a strong line: seen on every colour below. */
const outlined = (colour: string, width: number, fill: string, dash?: number[]): Style[] => [
  new Style({ stroke: new Stroke({ color: 'rgba(255,255,255,0.95)', width: width + 3 }) }),
  new Style({
    stroke: new Stroke(dash === undefined ? { color: colour, width } : { color: colour, width, lineDash: dash }),
    fill: new Fill({ color: fill }),
  }),
]

export const highlightStyles = {
  hovered: outlined('#101418', 1.5, 'rgba(255,255,255,0.12)'),
  selected: outlined('#0050d8', 2, 'rgba(0,80,216,0.12)'),
  active: outlined('#0050d8', 3.5, 'rgba(0,80,216,0.18)'),
  fault: outlined('#c62828', 1.5, 'rgba(198,40,40,0.35)'),
  area: outlined('#0050d8', 1.5, 'rgba(0,80,216,0.05)', [6, 4]),
} as const

/** A few objects drawn by themselves on canvas, above all tiles. */
export function createHighlight(kind: keyof typeof highlightStyles, zIndex: number) {
  const source = new VectorSource()
  const layer = new VectorLayer({ source, style: highlightStyles[kind], zIndex, updateWhileInteracting: true })
  return {
    layer,
    show(features: readonly Feature[]): void {
      source.clear(true)
      source.addFeatures([...features])
    },
  }
}
