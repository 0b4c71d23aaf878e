import type View from 'ol/View'
import { useMemo, useState } from 'react'
import type { MapLayer } from '../../../shared/contract/map.ts'
import type { PlanShape } from '../../../shared/contract/planning-map.ts'
import type { Extent } from '../../../shared/geo/geometry.ts'
import { stageOf } from '../../../shared/planning/facility-kinds.ts'
import type { TileSetting } from '../../map/survey-layer.ts'
import { useWords } from '../../ui/words.tsx'
import { type ChosenScenario, usePlanPlace } from '../use-plans.ts'
import type { FacilitySign } from './facility-signs.ts'
import { focusText } from './focus.ts'
import type { PlanTiled } from './plan-look.ts'
import { PlanMap } from './plan-map.tsx'
import type { PlanMapHit } from './plan-map-controller.ts'

export const PANES = ['base_patch', 'planned_patch', 'plan_change'] as const
export type Pane = (typeof PANES)[number]

/** What lies above the plan's own patches. */
export interface Above {
  readonly zones: boolean
  readonly parcels: boolean
  readonly facilities: boolean
  readonly labels: boolean
}

interface Stage {
  readonly chosen: ChosenScenario
  readonly view: View
  readonly extent: Extent
  readonly above: Above
  readonly shapes: readonly PlanShape[]
  readonly signs: readonly FacilitySign[]
  readonly activeFacility: string | null
  /** Land around these is veiled; none: nothing is. */
  readonly only: readonly PlanShape[]
  readonly panes: readonly Pane[]
}

/** What one pane draws, from the ground up. */
function useSettings(pane: Pane, { zones, parcels, labels }: Above): readonly TileSetting<PlanTiled>[] {
  return useMemo(() => {
    const setting = (layer: PlanTiled, isVisible: boolean, hasLabels: boolean, opacity = 1) => ({
      layer,
      isVisible,
      hasLabels,
      opacity,
    })
    const survey = (layer: MapLayer): TileSetting<PlanTiled> => setting(layer, parcels, false)
    return [
      // Under the changes the base lies faintly, so that one sees where they are.
      ...(pane === 'plan_change' ? [setting('base_patch', true, false, 0.18)] : []),
      setting(pane, true, labels),
      setting('control_zone', zones, zones && labels),
      survey('parcel'),
      survey('building'),
    ]
  }, [pane, zones, parcels, labels])
}

function Pane({ pane, ...stage }: Omit<Stage, 'panes'> & { readonly pane: Pane }) {
  const { chosen, view, extent, above, shapes, signs, activeFacility, only } = stage
  const { word } = useWords()
  const { go } = usePlanPlace()
  const settings = useSettings(pane, above)
  const facilities = useMemo(
    () => ({
      // What is only planned has no place in the present state.
      signs: above.facilities ? signs.filter((sign) => pane !== 'base_patch' || stageOf(sign) === 'existing') : [],
      hasNames: above.labels,
      active: activeFacility,
    }),
    [signs, above.facilities, above.labels, activeFacility, pane],
  )
  return (
    <PlanMap
      title={word('planning.map.of', { pane: word(`planning.map.${pane}`) })}
      chosen={chosen}
      view={view}
      extent={extent}
      settings={settings}
      shapes={shapes}
      markers={noMarkers}
      activeMarker={null}
      facilities={facilities}
      only={only}
      onPick={(hit) => go({ focus: focusOfHit(hit) })}
    />
  )
}

const noMarkers: readonly never[] = []

function focusOfHit(hit: PlanMapHit): string | undefined {
  if (hit === null || 'marker' in hit) return undefined
  return 'facility' in hit ? focusText('plan_facility', hit.facility) : focusText(hit.layer, hit.id)
}

export function SideBySide({ panes, ...stage }: Stage) {
  const { word } = useWords()
  return (
    <div className="planning-panes" style={{ gridTemplateColumns: `repeat(${panes.length}, minmax(0, 1fr))` }}>
      {panes.map((pane) => (
        <figure key={pane}>
          <figcaption>{word(`planning.map.${pane}`)}</figcaption>
          <Pane pane={pane} {...stage} />
        </figure>
      ))}
    </div>
  )
}

/** The second map lies over the first and is cut off at the line. */
export function Swipe({ panes, ...stage }: Stage) {
  const { word } = useWords()
  const [percent, setPercent] = useState(50)
  const [under = 'base_patch', over = 'planned_patch'] = panes
  return (
    <div className="planning-swipe">
      <figure>
        <figcaption>{word(`planning.map.${under}`)}</figcaption>
        <Pane pane={under} {...stage} />
      </figure>
      <figure style={{ clipPath: `inset(0 0 0 ${percent}%)` }}>
        <figcaption className="planning-right">{word(`planning.map.${over}`)}</figcaption>
        <Pane pane={over} {...stage} />
      </figure>
      <span className="planning-swipe-line" style={{ left: `${percent}%` }} aria-hidden="true" />
      <input
        type="range"
        className="planning-swipe-range"
        aria-label={word('planning.map.swipe')}
        min={0}
        max={100}
        step={1}
        value={percent}
        onChange={({ target }) => setPercent(target.valueAsNumber)}
      />
    </div>
  )
}
