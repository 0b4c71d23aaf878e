import { useMemo } from 'react'
import type { CoverageFinding } from '../../../shared/contract/planning-answers.ts'
import type { PlanShape } from '../../../shared/contract/planning-map.ts'
import { extentOf } from '../../../shared/geo/plane-area.ts'
import { useWords } from '../../ui/words.tsx'
import { useShownExtent } from '../maps/focus.ts'
import { shownLayer } from '../maps/plan-look.ts'
import { PlanMap } from '../maps/plan-map.tsx'
import { usePlanMap } from '../maps/use-plan-map.ts'
import type { ChosenScenario } from '../use-plans.ts'

/** A finding with its place in the list as its id. */
export interface Located extends CoverageFinding {
  readonly id: string
}

const SETTINGS = [shownLayer('planned_patch', 0.7), shownLayer('control_zone', 0.6), shownLayer('village', 1)]

/** Every gap and overlap with its outline and a point, for most are too thin to be seen from afar. */
export function CoverageMap(props: {
  readonly chosen: ChosenScenario
  readonly lines: readonly Located[]
  readonly active: string | null
  readonly onActive: (id: string | null) => void
}) {
  const { chosen, lines, active, onActive } = props
  const { word } = useWords()
  const { view, extent } = usePlanMap(chosen)
  const areas = useMemo(() => lines.flatMap(shapeOf), [lines])
  const chosenLine = lines.find(({ id }) => id === active)
  const shapes = useMemo(() => (chosenLine === undefined ? [] : shapeOf(chosenLine)), [chosenLine])
  const place = useMemo(
    () => (chosenLine === undefined ? null : (shapes[0]?.extent ?? ([...chosenLine.at, ...chosenLine.at] as const))),
    [chosenLine, shapes],
  )
  useShownExtent(view, place)
  if (view === null || extent === null) return null
  return (
    <div className="planning-conflict-map">
      <PlanMap
        title={word('planning.coverage.map')}
        chosen={chosen}
        view={view}
        extent={extent}
        settings={SETTINGS}
        areas={areas}
        shapes={shapes}
        markers={lines}
        activeMarker={active}
        onPick={(hit) => onActive(hit !== null && 'marker' in hit ? hit.marker : null)}
      />
    </div>
  )
}

function shapeOf({ id, rings }: Located): readonly PlanShape[] {
  if (rings === undefined || rings === null) return []
  const extent = extentOf({ type: 'MultiPolygon', polygons: [rings.map((ring) => Float64Array.from(ring))] })
  return extent === null ? [] : [{ id, extent, polygons: [rings] }]
}
