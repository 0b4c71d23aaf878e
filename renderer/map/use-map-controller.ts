import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { Background } from '../../shared/contract/backgrounds.ts'
import type { MapLayer, MapShape, MapView } from '../../shared/contract/map.ts'
import type { Extent } from '../../shared/geo/geometry.ts'
import { useCore } from '../state/core-context.ts'
import { unwrap } from '../state/outcome.ts'
import { useSelection } from '../state/selection.tsx'
import { useSurvey } from '../state/survey.tsx'
import type { MapSettings } from './layer-settings.ts'
import { MapController } from './map-controller.ts'
import { createPlaceStore } from './map-place.ts'
import type { MapTool, Measured } from './measure.ts'
import type { Mode } from './palette.ts'
import type { DrawnBy, TileHit } from './survey-layer.ts'
import { useShapeOf, useShapes } from './use-shapes.ts'

interface MapInput {
  readonly view: MapView
  readonly settings: MapSettings
  readonly backgrounds: readonly Background[]
  readonly onBackgroundFailed: (error: unknown) => void
  readonly mode: Mode
  readonly tool: MapTool
  /** Whose objects are chosen first where several lie on each other, and by a box or a polygon. */
  readonly selectLayer: MapLayer
  readonly onEnclosed: () => void
}

const noIds: readonly string[] = []

/** Keeps the map and the window's state in step, both ways. */
export function useMapController(input: MapInput) {
  const { view, settings, backgrounds, mode, tool, selectLayer } = input
  const core = useCore()
  const { survey, state } = useSurvey()
  const selection = useSelection()
  const stage = useRef<HTMLDivElement>(null)
  const element = useRef<HTMLDivElement>(null)
  const [controller, setController] = useState<MapController | null>(null)
  const [place] = useState(createPlaceStore)
  const [measured, setMeasured] = useState<Measured | null>(null)
  const [drawnBy, setDrawnBy] = useState<DrawnBy>('canvas')
  const chosenHere = useRef<string | null>(null)

  const identify = useEffectEvent(async ([x, y]: readonly [number, number], withinM: number, isAdding: boolean) => {
    const layers = settings.layers.filter(({ isVisible }) => isVisible).map(({ layer }) => layer)
    const hits = unwrap(await core.map.identify({ survey: survey.id, x, y, withinM, layers }))
    const order = layers.toReversed()
    const top = hits.toSorted((a, b) => order.indexOf(a.layer) - order.indexOf(b.layer))[0] ?? null
    const own = hits.find(({ layer }) => layer === selectLayer) ?? null
    // Rows chosen one by one are of one table; what is beside its objects takes nothing from them.
    if (isAdding) {
      if (own !== null) toggle(own)
    } else {
      const hit = own ?? top
      chosenHere.current = hit?.id ?? null
      selection.setActive(hit)
      // As a click on a row does.
      selection.setSelection(own === null ? null : { kind: 'ids', layer: own.layer, ids: [own.id] })
    }
  })
  const toggle = (hit: TileHit<MapLayer>): void => {
    const before = selection.selection
    // What is drawn may be no row of the list: it is no exception of all of them.
    const ids = before?.kind === 'ids' && before.layer === hit.layer ? before.ids : noIds
    const after = ids.includes(hit.id) ? ids.filter((id) => id !== hit.id) : [...ids, hit.id]
    selection.setSelection(after.length === 0 ? null : { kind: 'ids', layer: hit.layer, ids: after })
  }
  const hover = useEffectEvent((hit: TileHit<MapLayer> | null) => {
    selection.setHovered((now) => {
      if (hit === null) return now?.by === 'map' ? null : now
      return now?.by === 'map' && now.id === hit.id ? now : { layer: hit.layer, id: hit.id, by: 'map' }
    })
  })
  const enclose = useEffectEvent((ring: readonly number[]) => {
    selection.setArea({ layer: selectLayer, ring })
    input.onEnclosed()
  })
  const backgroundFailed = useEffectEvent((error: unknown) => input.onBackgroundFailed(error))
  const begin = useEffectEvent((fetch: ConstructorParameters<typeof MapController>[1]) => {
    return new MapController(view, fetch, settings, {
      moved: place.move,
      hovered: hover,
      clicked: (at, withinM, isAdding) => void identify(at, withinM, isAdding),
      enclosed: enclose,
      measured: setMeasured,
      painted({ isComplete, drawnBy: by }) {
        stage.current?.setAttribute('data-complete', String(isComplete))
        setDrawnBy(by)
      },
    })
  })

  useEffect(() => {
    const target = element.current
    if (target === null) return
    const made = begin({
      async tile(layer, address, signal) {
        const bytes = await core.map.tile({ survey: survey.id, layer, ...address }, { signal })
        return new Uint8Array(await bytes.arrayBuffer())
      },
      async background(background, address, signal) {
        try {
          const answer = await core.backgrounds.tile({ survey: survey.id, background, ...address }, { signal })
          return await unwrap(answer).arrayBuffer()
        } catch (error) {
          if (!signal.aborted) backgroundFailed(error)
          throw error
        }
      },
    })
    made.mount(target)
    setController(made)
    return () => made.dispose()
  }, [core, survey.id])
  useEffect(() => controller?.setSettings(settings), [controller, settings])
  useEffect(() => controller?.setBackgrounds(backgrounds), [controller, backgrounds])
  useEffect(() => controller?.setMode(mode), [controller, mode])
  useEffect(() => controller?.preferHits(selectLayer), [controller, selectLayer])
  useEffect(() => controller?.setRevision(state.revision), [controller, state.revision])
  useEffect(() => {
    setMeasured(null)
    controller?.setTool(tool)
  }, [controller, tool])

  const active = useShapeOf(selection.active)
  const hovered = useShapeOf(selection.hovered)
  const chosen = selection.selection?.kind === 'ids' ? selection.selection : null
  const selected = useShapes(chosen?.layer ?? null, chosen?.ids ?? noIds)
  useEffect(() => {
    controller?.show('active', active)
    const extent = extentOfShapes(active)
    // What was clicked on the map is in view already; a row of the grid may be far away.
    if (extent !== null && active[0]?.id !== chosenHere.current) controller?.bringIntoView(extent)
  }, [controller, active])
  useEffect(() => controller?.show('hovered', hovered), [controller, hovered])
  useEffect(() => controller?.show('selected', selected), [controller, selected])
  const ring = selection.area?.ring ?? null
  useEffect(() => controller?.showArea(ring), [controller, ring])

  const target = active.length > 0 ? active : selected
  const zoomToActive = useCallback(() => {
    const extent = extentOfShapes(target)
    if (extent !== null) controller?.fitExtent(extent)
  }, [controller, target])
  return { stage, element, controller, drawnBy, place, measured, zoomToActive, canZoomToActive: target.length > 0 }
}

function extentOfShapes(shapes: readonly MapShape[]): Extent | null {
  if (shapes.length === 0) return null
  return [
    Math.min(...shapes.map(({ extent }) => extent[0])),
    Math.min(...shapes.map(({ extent }) => extent[1])),
    Math.max(...shapes.map(({ extent }) => extent[2])),
    Math.max(...shapes.map(({ extent }) => extent[3])),
  ]
}
