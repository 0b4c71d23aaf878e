import { useQueries, useQuery } from '@tanstack/react-query'
import type View from 'ol/View'
import { useMemo } from 'react'
import { type PlanMapLayer, planMapLayers } from '../../../shared/contract/planning-map.ts'
import type { Extent } from '../../../shared/geo/geometry.ts'
import { createView } from '../../map/map-view.ts'
import { useCore } from '../../state/core-context.ts'
import { unwrap } from '../../state/outcome.ts'
import { surveyKey, useSurvey } from '../../state/survey.tsx'
import type { ChosenScenario } from '../use-plans.ts'

export const ownerOf = (layer: PlanMapLayer, { plan, scenario }: ChosenScenario): string =>
  layer === 'base_patch' ? plan.id : scenario.id

/**
 * Where each layer of a plan lies and which classes it has, in all or in one of its villages, and the view that its maps share;
 * undefined: not known yet.
 */
export function usePlanMap(chosen: ChosenScenario, village: string | null = null) {
  const core = useCore()
  const { survey } = useSurvey()
  const { data: mapView, error } = useQuery({
    queryKey: [...surveyKey(survey), 'map', 'view'],
    queryFn: async ({ signal }) => unwrap(await core.map.view({ survey: survey.id }, { signal })),
  })
  const answers = useQueries({
    queries: planMapLayers.map((layer) => ({
      queryKey: [...surveyKey(survey), 'planning', 'map', layer, ownerOf(layer, chosen)],
      queryFn: async ({ signal }: { readonly signal: AbortSignal }) =>
        unwrap(await core.planningMap.layer({ survey: survey.id, layer, owner: ownerOf(layer, chosen) }, { signal })),
    })),
  })
  const limited = useQueries({
    queries: planMapLayers.map((layer) => ({
      queryKey: [...surveyKey(survey), 'planning', 'map', layer, ownerOf(layer, chosen), village],
      enabled: village !== null,
      queryFn: async ({ signal }: { readonly signal: AbortSignal }) =>
        unwrap(
          await core.planningMap.layer(
            { survey: survey.id, layer, owner: ownerOf(layer, chosen), village },
            { signal },
          ),
        ),
    })),
  })
  const extents = answers.flatMap(({ data }) => data?.extent ?? [])
  const isKnown = mapView !== undefined && answers.every(({ data }) => data !== undefined)
  const extentKey = isKnown && extents.length > 0 ? around(extents).join(' ') : null
  const crsKey = mapView?.crs.epsg
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new answer with the same extent must not move the map
  const view = useMemo<View | null>(() => {
    if (mapView === undefined || extentKey === null) return null
    const extent = extentKey.split(' ').map(Number)
    return createView({ ...mapView, extent: [extent[0] ?? 0, extent[1] ?? 0, extent[2] ?? 0, extent[3] ?? 0] })
  }, [crsKey, extentKey])
  return {
    isKnown,
    error: error ?? answers.find((answer) => answer.error !== null)?.error ?? null,
    view,
    extent: extentKey === null ? null : around(extents),
    /** Of the village where one is given. */
    layerOf: (layer: PlanMapLayer) => (village === null ? answers : limited)[planMapLayers.indexOf(layer)]?.data,
  }
}

/** Four numbers an extent, one after the other. */
function around(numbers: readonly number[]): Extent {
  const each = (place: number): number[] => numbers.filter((_, i) => i % 4 === place)
  return [Math.min(...each(0)), Math.min(...each(1)), Math.max(...each(2)), Math.max(...each(3))]
}
