import { Button, Checkbox, Empty, Segmented, Select, Space, Spin } from 'antd'
import type View from 'ol/View'
import { useMemo, useState } from 'react'
import type { MapLayer } from '../../../shared/contract/map.ts'
import type { PlanMapLayer } from '../../../shared/contract/planning-map.ts'
import type { Extent } from '../../../shared/geo/geometry.ts'
import type { TileSetting } from '../../map/survey-layer.ts'
import { Fault } from '../../ui/fault.tsx'
import { useWords } from '../../ui/words.tsx'
import { keysScroll } from '../keys-scroll.ts'
import { type ChosenScenario, usePlanPlace } from '../use-plans.ts'
import { focusOf, focusText, useFocusedView, useFocusShapes } from './focus.ts'
import { PatchCard } from './patch-card.tsx'
import { PlanLegend } from './plan-legend.tsx'
import type { PlanTiled } from './plan-look.ts'
import { PlanMap } from './plan-map.tsx'
import { PrintButtons } from './print-buttons.tsx'
import { usePlanMap } from './use-plan-map.ts'

const PANES = ['base_patch', 'planned_patch', 'plan_change'] as const
type Pane = (typeof PANES)[number]
type Layout = 'side' | 'swipe'

/** What lies above the plan's own patches. */
interface Above {
  readonly zones: boolean
  readonly parcels: boolean
  readonly labels: boolean
}

/** Base, planned and the difference: side by side, or one over the other with a swipe. */
export function MapsView({ chosen }: { readonly chosen: ChosenScenario }) {
  const { word } = useWords()
  const { params } = usePlanPlace()
  const { isKnown, error, view, extent, layerOf } = usePlanMap(chosen)
  const [layout, setLayout] = useState<Layout>('side')
  const [panes, setPanes] = useState<readonly Pane[]>(['base_patch', 'planned_patch'])
  const [above, setAbove] = useState<Above>({ zones: false, parcels: false, labels: true })
  const focus = focusOf(params.focus)
  const shapes = useFocusShapes(focus)
  useFocusedView(view, shapes)
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
  const stage = { chosen, view, extent, above, shapes }
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
        <span className="planning-push" />
        {(['zones', 'parcels', 'labels'] as const).map((part) => (
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
          {focus === null ? null : <PatchCard focus={focus} schemes={schemes} />}
          {legends.map((layer) => (
            <PlanLegend key={layer} layer={layer} answer={layerOf(layer)} schemes={schemes} />
          ))}
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

interface Stage {
  readonly chosen: ChosenScenario
  readonly view: View
  readonly extent: Extent
  readonly above: Above
  readonly shapes: ReturnType<typeof useFocusShapes>
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
  const { chosen, view, extent, above, shapes } = stage
  const { word } = useWords()
  const { go } = usePlanPlace()
  const settings = useSettings(pane, above)
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
      onPick={(hit) => go({ focus: hit === null || 'marker' in hit ? undefined : focusText(hit.layer, hit.id) })}
    />
  )
}

const noMarkers: readonly never[] = []

function SideBySide({ panes, ...stage }: Stage) {
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
function Swipe({ panes, ...stage }: Stage) {
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
