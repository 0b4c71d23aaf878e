import type View from 'ol/View'
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import type { PlanShape } from '../../../shared/contract/planning-map.ts'
import type { Extent } from '../../../shared/geo/geometry.ts'
import type { TileHit, TileSetting } from '../../map/survey-layer.ts'
import { useApplication } from '../../state/application.tsx'
import { useCore } from '../../state/core-context.ts'
import { useSurvey } from '../../state/survey.tsx'
import { useTheme } from '../../ui/theme.tsx'
import { useLegend } from '../legend/use-legend.tsx'
import type { ChosenScenario } from '../use-plans.ts'
import '../../map/map.css'
import { isPlanLayer, type PlanTiled, planLook } from './plan-look.ts'
import { type MapMarker, PlanMapController } from './plan-map-controller.ts'
import { ownerOf } from './use-plan-map.ts'

/** One map of a plan. Give it the same view as another, and both show the same place. */
export function PlanMap(props: {
  readonly title: string
  readonly chosen: ChosenScenario
  readonly view: View
  /** What is shown at first. */
  readonly extent: Extent
  readonly settings: readonly TileSetting<PlanTiled>[]
  readonly shapes: readonly PlanShape[]
  readonly markers: readonly MapMarker[]
  readonly activeMarker: string | null
  readonly onPick: (what: { readonly marker: string } | TileHit<PlanTiled> | null) => void
}) {
  const { title, chosen, view, extent, settings, shapes, markers, activeMarker, onPick } = props
  const core = useCore()
  const { survey, state } = useSurvey()
  const application = useApplication().state
  const mode = useTheme(application.theme)
  const element = useRef<HTMLDivElement>(null)
  const [controller, setController] = useState<PlanMapController | null>(null)
  const picked = useEffectEvent(onPick)
  const { base, planned } = { base: chosen.plan.baseScheme, planned: chosen.scenario.scheme }
  const legend = useLegend()
  const look = useMemo(() => planLook({ base, planned, legend }), [base, planned, legend])
  const owners = `${chosen.plan.id} ${chosen.scenario.id}`
  const begin = useEffectEvent(
    () =>
      new PlanMapController(
        view,
        application.map?.drawing ?? 'auto',
        {
          async fetch(layer, address, signal) {
            const tile = isPlanLayer(layer)
              ? core.planningMap.tile(
                  { survey: survey.id, layer, owner: ownerOf(layer, chosen), ...address },
                  { signal },
                )
              : core.map.tile({ survey: survey.id, layer, ...address }, { signal })
            return new Uint8Array(await (await tile).arrayBuffer())
          },
          look,
          settings,
        },
        {
          picked,
          painted: (isComplete) => element.current?.setAttribute('data-complete', String(isComplete)),
        },
      ),
  )
  const mount = useEffectEvent((made: PlanMapController, target: HTMLElement) => made.mount(target, extent))
  // biome-ignore lint/correctness/useExhaustiveDependencies: a map is made anew for other owners, another look or another view
  useEffect(() => {
    if (element.current === null) return
    const made = begin()
    mount(made, element.current)
    setController(made)
    return () => made.dispose()
  }, [survey.id, owners, look, view])
  useEffect(() => controller?.setSettings(settings), [controller, settings])
  useEffect(() => controller?.setMode(mode), [controller, mode])
  useEffect(() => controller?.setRevision(state.revision), [controller, state.revision])
  useEffect(() => controller?.showShapes(shapes), [controller, shapes])
  useEffect(() => controller?.showMarkers(markers, activeMarker), [controller, markers, activeMarker])
  return <div ref={element} className="planning-map" role="application" aria-label={title} />
}
