import { Button, Checkbox, Empty, Segmented, Select, Space, Spin } from 'antd'
import type View from 'ol/View'
import { useMemo, useState } from 'react'
import type { PlanMapLayer } from '../../../shared/contract/planning-map.ts'
import type { Extent } from '../../../shared/geo/geometry.ts'
import { Fault } from '../../ui/fault.tsx'
import { useWords } from '../../ui/words.tsx'
import { keysScroll } from '../keys-scroll.ts'
import { type ChosenScenario, usePlanPlace } from '../use-plans.ts'
import { useChosenVillage, VillageSelect } from '../village-select.tsx'
import { FacilityCard } from './facility-card.tsx'
import { FacilityLegend } from './facility-legend.tsx'
import { focusOf, focusText, useFocusedView, useFocusShapes, useShownPlace, useVillageOutline } from './focus.ts'
import { type Above, PANES, type Pane, SideBySide, Swipe } from './map-panes.tsx'
import { PatchCard } from './patch-card.tsx'
import { PlanLegend } from './plan-legend.tsx'
import { PrintButtons } from './print-buttons.tsx'
import { ProjectList } from './project-list.tsx'
import { useFacilities } from './use-facilities.ts'
import { usePlanMap } from './use-plan-map.ts'

type Layout = 'side' | 'swipe'

/** Base, planned and the difference: side by side, or one over the other with a swipe. */
export function MapsView({ chosen }: { readonly chosen: ChosenScenario }) {
  const { word } = useWords()
  const { params, go } = usePlanPlace()
  const village = useChosenVillage(chosen.plan)
  const outline = useVillageOutline(village)
  const { isKnown, error, view, extent, layerOf } = usePlanMap(chosen, village)
  const [layout, setLayout] = useState<Layout>('side')
  const [panes, setPanes] = useState<readonly Pane[]>(['base_patch', 'planned_patch'])
  const [above, setAbove] = useState<Above>({
    zones: false,
    parcels: false,
    facilities: true,
    labels: true,
  })
  const focus = focusOf(params.focus)
  const shapes = useFocusShapes(focus)
  useFocusedView(view, shapes)
  useFocusedView(view, outline)
  const facilities = useFacilities(chosen.scenario.id)
  const facility = focus?.layer === 'plan_facility' ? facilities.signs.find(({ id }) => id === focus.id) : undefined
  useShownPlace(view, facility?.at ?? null)
  const schemes = useMemo(
    () => ({ base: chosen.plan.baseScheme, planned: chosen.scenario.scheme }),
    [chosen.plan.baseScheme, chosen.scenario.scheme],
  )
  if (error !== null) return <Fault error={error} />
  if (!isKnown) return <Spin />
  if (view === null || extent === null)
    return <Empty className="planning-empty" description={word('planning.map.empty')} />
  const shown = PANES.filter((pane) => panes.includes(pane))
  const legends: readonly PlanMapLayer[] = above.zones ? [...shown, 'control_zone'] : shown
  const stage = {
    chosen,
    view,
    extent,
    above,
    shapes,
    signs: facilities.signs,
    activeFacility: facility?.id ?? null,
    only: outline,
  }
  return (
    <div className="planning-maps">
      <div className="planning-row">
        <Segmented<Layout>
          aria-label={word('planning.map.layout')}
          value={layout}
          onChange={(next) => {
            setLayout(next)
            if (next === 'swipe' && shown.length !== 2) setPanes(['base_patch', 'planned_patch'])
          }}
          options={(['side', 'swipe'] as const).map((value) => ({
            value,
            label: word(`planning.map.layout.${value}`),
          }))}
        />
        {layout === 'side' ? (
          <Checkbox.Group<Pane>
            aria-label={word('planning.map.panes')}
            value={[...panes]}
            onChange={(next) => next.length > 0 && setPanes(next)}
            options={PANES.map((value) => ({ value, label: word(`planning.map.${value}`) }))}
          />
        ) : (
          <SwipePanes panes={shown} onChange={setPanes} />
        )}
        <VillageSelect plan={chosen.plan} />
        <span className="planning-push" />
        {(['zones', 'facilities', 'parcels', 'labels'] as const).map((part) => (
          <Checkbox
            key={part}
            checked={above[part]}
            onChange={({ target }) => setAbove({ ...above, [part]: target.checked })}
          >
            {word(`planning.map.above.${part}`)}
          </Checkbox>
        ))}
        <ZoomButtons view={view} extent={extent} />
        <PrintButtons chosen={chosen} />
      </div>
      <div className="planning-stage">
        {layout === 'side' ? <SideBySide {...stage} panes={shown} /> : <Swipe {...stage} panes={shown} />}
        <aside ref={keysScroll} className="planning-aside" aria-label={word('planning.map.legend')}>
          {focus === null ? null : focus.layer === 'plan_facility' ? (
            <FacilityCard facility={facility} />
          ) : (
            <PatchCard focus={{ ...focus, layer: focus.layer }} schemes={schemes} />
          )}
          {legends.map((layer) => (
            <PlanLegend key={layer} layer={layer} answer={layerOf(layer)} schemes={schemes} />
          ))}
          {above.facilities ? (
            <FacilityLegend
              facilities={facilities}
              active={facility?.id ?? null}
              onShow={(id) => go({ focus: focusText('plan_facility', id) })}
            />
          ) : null}
          <ProjectList projects={facilities.projects} />
        </aside>
      </div>
    </div>
  )
}

function SwipePanes(props: { readonly panes: readonly Pane[]; readonly onChange: (panes: readonly Pane[]) => void }) {
  const { word } = useWords()
  const [left = 'base_patch', right = 'planned_patch'] = props.panes
  const pairs = [
    ['base_patch', 'planned_patch'],
    ['base_patch', 'plan_change'],
    ['planned_patch', 'plan_change'],
  ] as const
  return (
    <Select
      aria-label={word('planning.map.panes')}
      value={`${left} ${right}`}
      onChange={(pair) => props.onChange(pair.split(' ') as Pane[])}
      popupMatchSelectWidth={false}
      options={pairs.map((pair) => ({
        value: pair.join(' '),
        label: pair.map((pane) => word(`planning.map.${pane}`)).join(' | '),
      }))}
    />
  )
}

function ZoomButtons({ view, extent }: { readonly view: View; readonly extent: Extent }) {
  const { word } = useWords()
  const zoom = (steps: number): void =>
    view.animate({ resolution: (view.getResolution() ?? 1) / 2 ** steps, duration: 200 })
  return (
    <Space.Compact>
      <Button aria-label={word('map.zoom.in')} onClick={() => zoom(1)}>
        +
      </Button>
      <Button aria-label={word('map.zoom.out')} onClick={() => zoom(-1)}>
        −
      </Button>
      <Button onClick={() => view.fit([...extent], { padding: [16, 16, 16, 16], duration: 200 })}>
        {word('planning.map.all')}
      </Button>
    </Space.Compact>
  )
}
