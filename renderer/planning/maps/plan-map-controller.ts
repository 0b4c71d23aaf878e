import Feature from 'ol/Feature'
import Point from 'ol/geom/Point'
import VectorLayer from 'ol/layer/Vector'
import type OlMap from 'ol/Map'
import type MapBrowserEvent from 'ol/MapBrowserEvent'
import VectorSource from 'ol/source/Vector'
import Circle from 'ol/style/Circle'
import Fill from 'ol/style/Fill'
import Stroke from 'ol/style/Stroke'
import Style from 'ol/style/Style'
import type View from 'ol/View'
import type { MapPreferences } from '../../../shared/contract/application.ts'
import type { PlanShape } from '../../../shared/contract/planning-map.ts'
import type { Extent } from '../../../shared/geo/geometry.ts'
import { createHighlight, featureOf } from '../../map/highlight.ts'
import { choosePainter } from '../../map/map-controller.ts'
import { createOlMap } from '../../map/map-view.ts'
import type { Mode } from '../../map/palette.ts'
import { SurveyLayer, type TileHit, type TileLook, type TileSetting } from '../../map/survey-layer.ts'
import type { FetchTile } from '../../map/tile-store.ts'
import { createFacilityLayer, type FacilitySign, type ShownFacilities } from './facility-signs.ts'
import type { PlanTiled } from './plan-look.ts'
import { createVeil } from './veil.ts'

/** A place on the map that stands for a line of a list. */
export interface MapMarker {
  readonly id: string
  readonly at: readonly [x: number, y: number]
}

/** What a click means: a marker, a facility, or the object that lies topmost; null: nothing. */
export type PlanMapHit = { readonly marker: string } | { readonly facility: string } | TileHit<PlanTiled> | null

export interface PlanMapListener {
  picked(what: PlanMapHit): void
  /** A facility under the pointer, with its place on the screen; null: none. */
  hovered(sign: FacilitySign | null, pixel: readonly number[]): void
  /** False while tiles are missing. */
  painted(isComplete: boolean): void
}

const dot = (colour: string, radius: number): Style =>
  new Style({
    image: new Circle({
      radius,
      fill: new Fill({ color: colour }),
      stroke: new Stroke({ color: '#ffffff', width: 2 }),
    }),
  })

const PLAIN_DOT = dot('#c62828', 5)
const ACTIVE_DOT = dot('#0050d8', 8)
const HIT_PX = 4
const PADDING_PX = [16, 16, 16, 16]
/** Set on a view that shows what it is to begin with. */
const FITTED = 'fitted'

/** One map of a plan; the view may be shared with others. */
export class PlanMapController {
  readonly map: OlMap
  readonly #tiles: SurveyLayer<PlanTiled>
  readonly #shapes = createHighlight('active', 45)
  readonly #markers = new VectorSource()
  readonly #areas = createHighlight('fault', 44)
  readonly #veil = createVeil()
  readonly #facilities = createFacilityLayer()
  readonly #listener: PlanMapListener

  constructor(
    view: View,
    drawing: MapPreferences['drawing'],
    tiles: {
      readonly fetch: FetchTile<PlanTiled>
      readonly look: TileLook<PlanTiled>
      readonly settings: readonly TileSetting<PlanTiled>[]
    },
    listener: PlanMapListener,
  ) {
    this.#listener = listener
    this.map = createOlMap(view)
    this.#tiles = new SurveyLayer(tiles.fetch, tiles.look, choosePainter(drawing), tiles.settings, (state) =>
      listener.painted(state.isComplete),
    )
    const markers = new VectorLayer({ source: this.#markers, zIndex: 60, updateWhileInteracting: true })
    for (const layer of [
      this.#tiles,
      this.#veil.layer,
      this.#areas.layer,
      this.#shapes.layer,
      this.#facilities.layer,
      markers,
    ])
      this.map.addLayer(layer)
    this.map.on('click', (event) => this.#clicked(event, markers))
    this.map.on('pointermove', (event) => {
      if (!event.dragging) listener.hovered(this.#facilityAt(event), event.pixel)
    })
  }

  /** Shows the map in an element. The first map of a shared view brings the extent into it. */
  mount(element: HTMLElement, extent: Extent): void {
    element.tabIndex = 0 // its keys move the map
    this.map.setTarget(element)
    const fitOnce = (): void => {
      const [width = 0, height = 0] = this.map.getSize() ?? []
      const view = this.map.getView()
      if (width < 2 || height < 2 || view.get(FITTED) === true) return
      view.set(FITTED, true)
      view.fit([...extent], { size: [width, height], padding: PADDING_PX })
    }
    this.map.on('change:size', fitOnce)
    fitOnce()
  }

  setSettings(settings: readonly TileSetting<PlanTiled>[]): void {
    this.#tiles.setSettings(settings)
  }

  setMode(mode: Mode): void {
    this.#tiles.setMode(mode)
    this.#facilities.setMode(mode)
  }

  setRevision(revision: number): void {
    this.#tiles.setRevision(revision)
  }

  showShapes(shapes: readonly PlanShape[]): void {
    this.#shapes.show(shapes.map(featureOf))
  }

  showFacilities(shown: ShownFacilities): void {
    this.#facilities.show(shown)
  }

  showAreas(shapes: readonly PlanShape[]): void {
    this.#areas.show(shapes.map(featureOf))
  }

  /** Veils what lies around; shapes none: nothing. */
  showOnly(shapes: readonly PlanShape[], mode: Mode): void {
    this.#veil.show(shapes, mode)
  }

  showMarkers(markers: readonly MapMarker[], active: string | null): void {
    this.#markers.clear(true)
    this.#markers.addFeatures(
      markers.map(({ id, at }) => {
        const feature = new Feature(new Point([...at]))
        feature.setId(id)
        feature.setStyle(id === active ? ACTIVE_DOT : PLAIN_DOT)
        return feature
      }),
    )
  }

  dispose(): void {
    this.map.setTarget(undefined)
    this.map.dispose()
    this.#tiles.dispose()
  }

  #clicked(event: MapBrowserEvent, markers: VectorLayer): void {
    const marker = this.map.forEachFeatureAtPixel(event.pixel, (feature) => feature.getId(), {
      layerFilter: (layer) => layer === markers,
      hitTolerance: HIT_PX,
    })
    if (marker !== undefined) this.#listener.picked({ marker: String(marker) })
    else {
      const facility = this.#facilityAt(event)
      const [x = 0, y = 0] = event.coordinate
      this.#listener.picked(facility === null ? this.#tiles.hitAt([x, y]) : { facility: facility.id })
    }
  }

  #facilityAt({ pixel }: MapBrowserEvent): FacilitySign | null {
    return (
      this.map.forEachFeatureAtPixel(pixel, (feature) => feature.get('sign') as FacilitySign, {
        layerFilter: (layer) => layer === this.#facilities.layer,
        hitTolerance: HIT_PX,
      }) ?? null
    )
  }
}
