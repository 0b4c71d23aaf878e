import { shiftKeyOnly } from 'ol/events/condition'
import { defaults as defaultInteractions } from 'ol/interaction/defaults'
import KeyboardPan from 'ol/interaction/KeyboardPan'
import OlMap from 'ol/Map'
import View from 'ol/View'
import type { MapView } from '../../shared/contract/map.ts'
import type { Extent } from '../../shared/geo/geometry.ts'
import { surveyProjection } from './projection.ts'

const FINEST_M = 0.005
const COARSEST_M = 1000
/** Room for the tools, which stand in two columns where the map is low. */
const LOW_PX = 340
const paddingPx = (height: number): number[] => [24, 40, 24, height < LOW_PX ? 106 : 70]
const GLIDE_MS = 250
/** By an arrow key with Shift: to put the middle of the map on a corner. */
const SMALL_STEP_PX = 8

/** What is seen, north up, in the survey's own plane; maps that show the same place share it. */
export function createView(view: MapView): View {
  const projection = surveyProjection(view)
  return new View({
    projection,
    extent: projection.getExtent(),
    constrainOnlyCenter: true,
    smoothExtentConstraint: false,
    enableRotation: false,
    minResolution: FINEST_M,
    maxResolution: COARSEST_M,
    center: [0, 0],
    resolution: 1,
  })
}

/** A map without its layers. */
export function createOlMap(view: View): OlMap {
  const interactions = defaultInteractions({ altShiftDragRotate: false, pinchRotate: false, shiftDragZoom: false })
  interactions.push(new KeyboardPan({ condition: shiftKeyOnly, pixelDelta: SMALL_STEP_PX }))
  return new OlMap({ controls: [], interactions, view })
}

export function fitTo(map: OlMap, extent: Extent, how: 'at once' | 'glide', finestM = 0.05): void {
  const [, height = 0] = map.getSize() ?? []
  map.getView().fit([...extent], {
    padding: paddingPx(height),
    minResolution: finestM,
    duration: how === 'glide' ? GLIDE_MS : 0,
  })
}

/** Moves just so far that an extent is seen; what is seen already moves nothing. */
export function bringIntoView(map: OlMap, extent: Extent): void {
  const [minX = 0, minY = 0, maxX = 0, maxY = 0] = map.getView().calculateExtent()
  if (extent[0] >= minX && extent[1] >= minY && extent[2] <= maxX && extent[3] <= maxY) return
  map.getView().animate({ center: [(extent[0] + extent[2]) / 2, (extent[1] + extent[3]) / 2], duration: GLIDE_MS })
}

export function zoomBy(map: OlMap, steps: number): void {
  const view = map.getView()
  view.animate({ resolution: (view.getResolution() ?? 1) / 2 ** steps, duration: GLIDE_MS })
}
