import { shiftKeyOnly } from 'ol/events/condition'
import DragBox from 'ol/interaction/DragBox'
import type OlMap from 'ol/Map'
import type MapBrowserEvent from 'ol/MapBrowserEvent'
import type { Background } from '../../shared/contract/backgrounds.ts'
import type { MapLayer, MapShape, MapView } from '../../shared/contract/map.ts'
import type { Extent } from '../../shared/geo/geometry.ts'
import { BackgroundLayers, type FetchBackground } from './background-layers.ts'
import { createCanvasPainter } from './canvas-painter.ts'
import { createGlPainter } from './gl-painter.ts'
import { areaFeature, createHighlight, featureOf } from './highlight.ts'
import type { DrawingWay, MapSettings } from './layer-settings.ts'
import { bringIntoView, createOlMap, createView, fitTo, zoomBy } from './map-view.ts'
import { type DrawnTool, type MapTool, type Measured, startAreaDrawing, startMeasuring } from './measure.ts'
import type { Painter } from './painter.ts'
import { layerStyle, type Mode } from './palette.ts'
import { type Painted, SurveyLayer, type TileHit, type TileLook } from './survey-layer.ts'
import type { FetchTile } from './tile-store.ts'

/** What a map tells its surroundings. */
export interface MapListener {
  moved(at: readonly [number, number] | null, resolution: number): void
  hovered(hit: TileHit<MapLayer> | null): void
  clicked(at: readonly [number, number], withinM: number, isAdding: boolean): void
  /** A box or polygon was drawn: its ring. */
  enclosed(ring: readonly number[]): void
  /** null: what was measured is taken away. */
  measured(measured: Measured | null): void
  painted(state: Painted): void
}

const HIT_PX = 4

/** The map as an object of its own: React shows its surroundings, and it shows the survey. */
export class MapController {
  readonly map: OlMap
  readonly #survey: SurveyLayer<MapLayer>
  readonly #backgrounds: BackgroundLayers
  readonly #listener: MapListener
  readonly #view: MapView
  readonly #hovered = createHighlight('hovered', 50)
  readonly #selected = createHighlight('selected', 40)
  readonly #active = createHighlight('active', 45)
  readonly #area = createHighlight('area', 35)
  #way: DrawingWay
  #tool: DrawnTool | null = null
  #toolKind: MapTool = 'choose'
  #preferred: MapLayer = 'parcel'
  /** What the last fit showed: while nobody has moved the map, a new size shows everything again. */
  #fitted: string

  constructor(
    view: MapView,
    fetch: { readonly tile: FetchTile<MapLayer>; readonly background: FetchBackground },
    settings: MapSettings,
    listener: MapListener,
  ) {
    this.#view = view
    this.#listener = listener
    this.#way = settings.drawing
    this.map = createOlMap(createView(view))
    this.#fitted = this.#place()
    const painter = choosePainter(settings.drawing)
    this.#survey = new SurveyLayer(fetch.tile, surveyLook, painter, settings.layers, listener.painted)
    this.#backgrounds = new BackgroundLayers(this.map.getView().getProjection(), fetch.background)
    this.map.addLayer(this.#backgrounds.group)
    for (const layer of [this.#survey, this.#area.layer, this.#selected.layer, this.#active.layer, this.#hovered.layer])
      this.map.addLayer(layer)
    this.map.on('pointermove', (event) => this.#pointerMoved(event))
    this.map.on('moveend', () => this.#moved())
    this.map.on('click', (event) => this.#clicked(event))
    this.map.getView().on('change:resolution', () => listener.moved(null, this.resolution))
    this.#boxSelection()
  }

  get resolution(): number {
    return this.map.getView().getResolution() ?? 1
  }

  /** Shows the map in an element, with everything in view until the user moves it. */
  mount(element: HTMLElement): void {
    element.tabIndex = 0 // its keys move the map
    element.addEventListener('keydown', () => element.setAttribute('data-keys', ''))
    element.addEventListener('pointerleave', () => this.#listener.hovered(null))
    this.map.setTarget(element)
    const fitOnce = (): void => {
      const [width = 0, height = 0] = this.map.getSize() ?? []
      if (width < 2 || height < 2 || this.#fitted !== this.#place()) return
      this.fitAll('at once')
      this.#fitted = this.#place()
    }
    this.map.on('change:size', fitOnce)
    fitOnce()
  }

  fitAll(how: 'at once' | 'glide'): void {
    if (this.#view.extent !== null) fitTo(this.map, this.#view.extent, how)
  }

  fitExtent(extent: Extent): void {
    fitTo(this.map, extent, 'glide', 0.1)
  }

  bringIntoView(extent: Extent): void {
    bringIntoView(this.map, extent)
  }

  /** What a key does, in the middle of the map where a pointer would be; false: nothing. */
  press(key: string, isAdding: boolean): boolean {
    const middle = this.#middle
    switch (key) {
      case 'Enter':
        if (this.#tool === null) this.#listener.clicked(middle, HIT_PX * this.resolution, isAdding)
        else this.#tool.finish()
        return true
      case ' ':
        if (this.#tool === null) this.#listener.clicked(middle, HIT_PX * this.resolution, isAdding)
        else this.#tool.add(middle)
        return true
      case 'Backspace':
        this.#tool?.undo()
        return this.#tool !== null
      case 'Escape':
        return this.#tool?.cancel() ?? false
      default:
        return false
    }
  }

  focus(): void {
    this.map.getTargetElement()?.focus()
  }

  zoom(steps: number): void {
    zoomBy(this.map, steps)
  }

  setSettings(settings: MapSettings): void {
    this.#survey.setSettings(settings.layers)
    if (settings.drawing === this.#way) return
    this.#way = settings.drawing
    this.#survey.setPainter(choosePainter(settings.drawing))
  }

  /** From the ground up. */
  setBackgrounds(backgrounds: readonly Background[]): void {
    this.#backgrounds.show(backgrounds)
  }

  /** Whose objects are under the pointer where several layers are. */
  preferHits(layer: MapLayer): void {
    this.#preferred = layer
  }

  setMode(mode: Mode): void {
    this.#survey.setMode(mode)
  }

  setRevision(revision: number): void {
    this.#survey.setRevision(revision)
  }

  show(what: 'hovered' | 'selected' | 'active', shapes: readonly MapShape[]): void {
    const highlights = { hovered: this.#hovered, selected: this.#selected, active: this.#active }
    highlights[what].show(shapes.map(featureOf))
  }

  showArea(ring: readonly number[] | null): void {
    this.#area.show(ring === null ? [] : [areaFeature(ring)])
  }

  setTool(kind: MapTool): void {
    this.#tool?.end()
    this.#toolKind = kind
    if (kind !== 'choose') this.#listener.hovered(null)
    this.#tool =
      kind === 'choose'
        ? null
        : kind === 'polygon'
          ? startAreaDrawing(this.map, this.#listener.enclosed)
          : startMeasuring(this.map, kind, this.#listener.measured)
  }

  dispose(): void {
    this.#tool?.end()
    this.map.setTarget(undefined)
    this.map.dispose()
    this.#survey.dispose()
  }

  get #middle(): readonly [number, number] {
    const [x = 0, y = 0] = this.map.getView().getCenter() ?? []
    return [x, y]
  }

  /** Where keys have moved the map, its middle is what a pointer would be over. */
  #moved(): void {
    if (!this.map.getTargetElement()?.hasAttribute('data-keys')) return
    const middle = this.#middle
    this.#listener.moved(middle, this.resolution)
    if (this.#toolKind === 'choose') this.#listener.hovered(this.#survey.hitAt(middle, this.#preferred))
  }

  #place(): string {
    return `${this.map.getView().getCenter()} ${this.map.getView().getResolution()}`
  }

  #pointerMoved(event: MapBrowserEvent): void {
    const [x = 0, y = 0] = event.coordinate
    this.map.getTargetElement()?.removeAttribute('data-keys')
    this.#listener.moved([x, y], this.resolution)
    if (event.dragging || this.#toolKind !== 'choose') return
    this.#listener.hovered(this.#survey.hitAt([x, y], this.#preferred))
  }

  #clicked(event: MapBrowserEvent): void {
    if (this.#toolKind !== 'choose') return
    const [x = 0, y = 0] = event.coordinate
    const keys = event.originalEvent as PointerEvent
    this.#listener.clicked([x, y], HIT_PX * this.resolution, keys.ctrlKey || keys.metaKey)
  }

  #boxSelection(): void {
    const box = new DragBox({ condition: (event) => shiftKeyOnly(event), className: 'map-box' })
    box.on('boxend', () => {
      const [minX = 0, minY = 0, maxX = 0, maxY = 0] = box.getGeometry().getExtent()
      this.#listener.enclosed([minX, minY, maxX, minY, maxX, maxY, minX, maxY, minX, minY])
    })
    this.map.addInteraction(box)
  }
}

/** Coarser views leave land use and buildings out: there they would be a stain. */
const coarsestM: Readonly<Record<MapLayer, number>> = { land_use: 200, village: 2000, parcel: 2000, building: 3 }

const surveyLook: TileLook<MapLayer> = { coarsestM: (layer) => coarsestM[layer], styleOf: layerStyle }

/** WebGL where a graphics card does it; by software it is slower than a canvas. */
export const choosePainter = (way: DrawingWay): Painter =>
  (way === 'canvas' ? null : createGlPainter({ evenBySoftware: way === 'webgl' })) ?? createCanvasPainter()

export const selectableLayers: readonly MapLayer[] = ['parcel', 'building', 'land_use', 'village']
