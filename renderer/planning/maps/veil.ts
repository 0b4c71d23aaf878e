import Feature from 'ol/Feature'
import MultiLineString from 'ol/geom/MultiLineString'
import Polygon from 'ol/geom/Polygon'
import VectorLayer from 'ol/layer/Vector'
import VectorSource from 'ol/source/Vector'
import Fill from 'ol/style/Fill'
import Stroke from 'ol/style/Stroke'
import Style from 'ol/style/Style'
import type { PlanShape } from '../../../shared/contract/planning-map.ts'
import type { Mode } from '../../map/palette.ts'

/** Metres around the shapes: farther than any map of a survey is moved. */
const FAR_M = 200_000

/** All land around some shapes, so that what lies within them stands out. */
export function createVeil() {
  const source = new VectorSource()
  const layer = new VectorLayer({ source, zIndex: 40, updateWhileInteracting: true })
  return {
    layer,
    show(shapes: readonly PlanShape[], mode: Mode): void {
      source.clear(true)
      const [first] = shapes
      if (first === undefined) return
      const [west, south, east, north] = first.extent
      const around = [
        [west - FAR_M, south - FAR_M],
        [east + FAR_M, south - FAR_M],
        [east + FAR_M, north + FAR_M],
        [west - FAR_M, north + FAR_M],
        [west - FAR_M, south - FAR_M],
      ]
      const shells = shapes.flatMap(({ polygons }) =>
        polygons.flatMap(([shell]) => (shell === undefined ? [] : [shell])),
      )
      const veil = new Feature(new Polygon([around, ...shells.map(pairs)]))
      veil.setStyle(
        new Style({ fill: new Fill({ color: mode === 'dark' ? 'rgba(16,18,17,0.82)' : 'rgba(255,255,255,0.8)' }) }),
      )
      // Only the boundary has a line: dashes along the far edge of the veil take the canvas seconds.
      const outline = new Feature(new MultiLineString(shells.map(pairs)))
      outline.setStyle(
        new Style({
          stroke: new Stroke({ color: mode === 'dark' ? '#f2f4f3' : '#111111', width: 2, lineDash: [10, 4, 2, 4] }),
        }),
      )
      source.addFeatures([veil, outline])
    },
  }
}

const pairs = (run: readonly number[]): number[][] =>
  Array.from({ length: run.length / 2 }, (_, i) => [run[2 * i] ?? 0, run[2 * i + 1] ?? 0])
