import { skipToken, useQuery } from '@tanstack/react-query'
import { type MapLayer, type MapShape, MOST_SHAPES, mapLayers } from '../../shared/contract/map.ts'
import { useCore } from '../state/core-context.ts'
import { unwrap } from '../state/outcome.ts'
import type { ObjectRef } from '../state/selection.tsx'
import { surveyKey, useSurvey } from '../state/survey.tsx'

const none: readonly MapShape[] = []

const isMapLayer = (layer: string): layer is MapLayer => (mapLayers as readonly string[]).includes(layer)

/** Shapes of a few objects; of tables without shapes there are none. */
export function useShapes(layer: string | null, ids: readonly string[]): readonly MapShape[] {
  const core = useCore()
  const { survey } = useSurvey()
  const isAsked = layer !== null && isMapLayer(layer) && ids.length > 0
  const { data } = useQuery({
    queryKey: [...surveyKey(survey), 'map', 'shapes', layer, ids],
    queryFn: isAsked
      ? async ({ signal }) =>
          unwrap(await core.map.shapes({ survey: survey.id, layer, ids: ids.slice(0, MOST_SHAPES) }, { signal }))
      : skipToken,
    placeholderData: none,
  })
  return isAsked ? (data ?? none) : none
}

const noIds: readonly string[] = []

export const useShapeOf = (object: ObjectRef | null): readonly MapShape[] =>
  useShapes(object?.layer ?? null, object === null ? noIds : [object.id])
