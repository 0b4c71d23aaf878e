import { useMemo } from 'react'
import type { ConflictLine } from '../../../shared/contract/planning-answers.ts'
import { useWords } from '../../ui/words.tsx'
import { useFocusShapes, useShownPlace } from '../maps/focus.ts'
import { shownLayer } from '../maps/plan-look.ts'
import { PlanMap } from '../maps/plan-map.tsx'
import { usePlanMap } from '../maps/use-plan-map.ts'
import type { ChosenScenario } from '../use-plans.ts'

const SETTINGS = [
  shownLayer('planned_patch', 0.45),
  shownLayer('control_zone', 1),
  shownLayer('parcel', 1),
  shownLayer('building', 1),
]

/** The conflicts of the page as points above zones, parcels and planned patches; a point chooses its line, and the other way round. */
export function ConflictMap(props: {
  readonly chosen: ChosenScenario
  readonly lines: readonly ConflictLine[]
  readonly active: ConflictLine | null
  readonly onActive: (id: string | null) => void
}) {
  const { chosen, lines, active, onActive } = props
  const { word } = useWords()
  const { view, extent } = usePlanMap(chosen)
  const focus = useMemo(() => (active === null ? null : { layer: active.subject, id: active.subjectId }), [active])
  const shapes = useFocusShapes(focus)
  const markers = useMemo(() => lines.flatMap(({ id, at }) => (at === null ? [] : [{ id, at }])), [lines])
  const place = active?.at ?? null
  useShownPlace(view, place)
  if (view === null || extent === null) return null
  return (
    <div className="planning-conflict-map">
      <PlanMap
        title={word('planning.conflicts.map')}
        chosen={chosen}
        view={view}
        extent={extent}
        settings={SETTINGS}
        shapes={shapes}
        markers={markers}
        activeMarker={active?.id ?? null}
        onPick={(hit) => {
          if (hit === null || 'facility' in hit) onActive(null)
          else if ('marker' in hit) onActive(hit.marker)
          else onActive(lines.find(({ subjectId }) => subjectId === hit.id)?.id ?? null)
        }}
      />
    </div>
  )
}
