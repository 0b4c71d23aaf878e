import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type View from 'ol/View'
import { useEffect } from 'react'
import type { PlanShape } from '../../../shared/contract/planning-map.ts'
import type { Extent } from '../../../shared/geo/geometry.ts'
import { useCore } from '../../state/core-context.ts'
import { unwrap } from '../../state/outcome.ts'
import { surveyKey, useSurvey } from '../../state/survey.tsx'
import { isPlanLayer, isSurveyLayer, type PlanTiled } from './plan-look.ts'

/** An object of a map as the address names it. */
export interface Focus {
  readonly layer: PlanTiled | 'plan_facility'
  readonly id: string
}

export const focusText = (layer: Focus['layer'], id: string): string => `${layer}:${id}`

export function focusOf(text: string | undefined): Focus | null {
  const [layer = '', id = ''] = (text ?? '').split(':')
  const isKnown = (name: string): name is Focus['layer'] =>
    isPlanLayer(name) || isSurveyLayer(name) || name === 'plan_facility'
  return id !== '' && isKnown(layer) ? { layer, id } : null
}

const none: readonly PlanShape[] = []

/** The shape of what is in focus; none while it is not known, and none of a facility, which is a point. */
export function useFocusShapes(named: Focus | null): readonly PlanShape[] {
  const core = useCore()
  const { survey } = useSurvey()
  const focus = named === null || named.layer === 'plan_facility' ? null : { ...named, layer: named.layer }
  const { data } = useQuery({
    queryKey: [...surveyKey(survey), 'planning', 'shapes', focus?.layer, focus?.id],
    enabled: focus !== null,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<readonly PlanShape[]> => {
      if (focus === null) return none
      const { layer, id } = focus
      return isPlanLayer(layer)
        ? unwrap(await core.planningMap.shapes({ survey: survey.id, layer, ids: [id] }, { signal }))
        : unwrap(await core.map.shapes({ survey: survey.id, layer, ids: [id] }, { signal }))
    },
  })
  return focus === null ? none : (data ?? none)
}

/** The boundary of the village that maps are limited to; none: they are not, or it has none. */
export function useVillageOutline(village: string | null): readonly PlanShape[] {
  const core = useCore()
  const { survey } = useSurvey()
  const { data } = useQuery({
    queryKey: [...surveyKey(survey), 'planning', 'village', village],
    enabled: village !== null,
    queryFn: async ({ signal }): Promise<readonly PlanShape[]> => {
      const shape = unwrap(await core.planningMap.village({ survey: survey.id, code: village ?? '' }, { signal }))
      return shape === null ? none : [shape]
    },
  })
  return village === null ? none : (data ?? none)
}

/** Metres around what is in focus, so that it is seen among its neighbours. */
const ROOM_M = 60

/** Brings what is in focus into a view, when the focus changes and not when the map is moved. */
export function useFocusedView(view: View | null, shapes: readonly PlanShape[]): void {
  const [shape] = shapes
  useEffect(() => {
    if (view !== null && shape !== undefined) show(view, shape.extent)
  }, [view, shape])
}

/** The same for a place of which only a point is known. */
export function useShownPlace(view: View | null, place: readonly [x: number, y: number] | null): void {
  useEffect(() => {
    if (view !== null && place !== null) show(view, [...place, ...place])
  }, [view, place])
}

/** The same for something thin or small: it fills the map, with its neighbours around. */
export function useShownExtent(view: View | null, extent: Extent | null): void {
  useEffect(() => {
    if (view === null || extent === null) return
    const [minX, minY, maxX, maxY] = extent
    show(view, extent, Math.max(NEAR_M, (maxX - minX) / 4, (maxY - minY) / 4))
  }, [view, extent])
}

const NEAR_M = 2

function show(view: View, [minX, minY, maxX, maxY]: Extent, roomM = ROOM_M): void {
  view.set('fitted', true)
  view.fit([minX - roomM, minY - roomM, maxX + roomM, maxY + roomM], { duration: 250 })
}
