import type View from 'ol/View'
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import type { PlanShape } from '../../../shared/contract/planning-map.ts'
import type { Extent } from '../../../shared/geo/geometry.ts'
import type { TileSetting } from '../../map/survey-layer.ts'
import { useApplication } from '../../state/application.tsx'
import { useCore } from '../../state/core-context.ts'
import { useSurvey } from '../../state/survey.tsx'
import { useTheme } from '../../ui/theme.tsx'
import { useLegend } from '../legend/use-legend.tsx'
import type { ChosenScenario } from '../use-plans.ts'
import '../../map/map.css'
import type { FacilitySign, ShownFacilities } from './facility-signs.ts'
import { isPlanLayer, type PlanTiled, planLook } from './plan-look.ts'
import { type MapMarker, PlanMapController, type PlanMapHit } from './plan-map-controller.ts'
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
  /** Places that are wrong, outlined below the shapes. */
  readonly areas?: readonly PlanShape[]
  readonly markers: readonly MapMarker[]
  readonly activeMarker: string | null
  /** Signs above the patches. */
  readonly facilities?: ShownFacilities
  /** Land around these is veiled; none: nothing is. */
  readonly only?: readonly PlanShape[]
  readonly onPick: (what: PlanMapHit) => void
}) {
  const { title, chosen, view, extent, settings, shapes, markers, activeMarker, facilities, areas, only, onPick } =
    props
  const core = useCore()
  const { survey, state } = useSurvey()
  const application = useApplication().state
  const mode = useTheme(application.theme)
  const element = useRef<HTMLDivElement>(null)
  const tip = useRef<HTMLDivElement>(null)
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
          hovered: (sign, pixel) => tip.current !== null && showTip(tip.current, sign, pixel),
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
  useEffect(() => controller?.showAreas(areas ?? nowhere), [controller, areas])
  useEffect(() => controller?.showOnly(only ?? nowhere, mode), [controller, only, mode])
  useEffect(() => controller?.showFacilities(facilities ?? noFacilities), [controller, facilities])
  return (
    <>
      <div ref={element} className="planning-map" role="application" aria-label={title} />
      <div ref={tip} className="planning-tip" hidden />
    </>
  )
}

const nowhere: readonly PlanShape[] = []
const noFacilities: ShownFacilities = { signs: [], hasNames: false, active: null }
const TIP_PX = 14

/** Moved by hand: a map is not drawn anew for every move of the pointer. */
function showTip(tip: HTMLElement, sign: FacilitySign | null, [x = 0, y = 0]: readonly number[]): void {
  tip.hidden = sign === null
  if (sign === null) return
  tip.textContent = sign.title
  const width = tip.parentElement?.clientWidth ?? 0
  const isRight = x > width / 2
  tip.style.left = isRight ? 'auto' : `${x + TIP_PX}px`
  tip.style.right = isRight ? `${width - x + TIP_PX}px` : 'auto'
  tip.style.top = `${y + TIP_PX}px`
}
