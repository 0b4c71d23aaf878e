import { useEffect, useMemo } from 'react'
import type { ConflictLine } from '../../../shared/contract/planning-answers.ts'
import type { TileSetting } from '../../map/survey-layer.ts'
import { useWords } from '../../ui/words.tsx'
import { useFocusShapes } from '../maps/focus.ts'
import type { PlanTiled } from '../maps/plan-look.ts'
import { PlanMap } from '../maps/plan-map.tsx'
import { usePlanMap } from '../maps/use-plan-map.ts'
import type { ChosenScenario } from '../use-plans.ts'

const setting = (layer: PlanTiled, opacity: number): TileSetting<PlanTiled> => ({
  layer,
  isVisible: true,
  hasLabels: false,
  opacity,
})

const SETTINGS = [
  setting('planned_patch', 0.45),
  setting('control_zone', 1),
  setting('parcel', 1),
  setting('building', 1),
]

/** Metres around a conflict that are shown with it. */
const ROOM_M = 80

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
  useEffect(() => {
    if (view === null || place === null) return
    const [x, y] = place
    view.set('fitted', true)
    view.fit([x - ROOM_M, y - ROOM_M, x + ROOM_M, y + ROOM_M], { duration: 250 })
  }, [view, place])
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
          if (hit === null) onActive(null)
          else if ('marker' in hit) onActive(hit.marker)
          else onActive(lines.find(({ subjectId }) => subjectId === hit.id)?.id ?? null)
        }}
      />
    </div>
  )
}
