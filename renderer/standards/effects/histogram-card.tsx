import { InputNumber } from 'antd'
import type { EChartsCoreOption } from 'echarts/core'
import { memo, useMemo } from 'react'
import type { PlotDistributions } from '../../../shared/contract/standards-answers.ts'
import { createDistribution, histogramOf } from '../../../shared/standards/distribution.ts'
import { Chart, type ChartColours, useChartColours } from '../../ui/chart.tsx'
import { useWords } from '../../ui/words.tsx'
import { NUMBER_STYLES } from '../draft/fields.tsx'
import { muText } from '../set-words.ts'
import { numberText } from './figures.ts'

type Areas = PlotDistributions['standards'][number]

const STEP_M2 = 10
const WITHIN = '#5b8f7b'
const OVER = '#d97706'

/** Plot areas under one rule and its limit, which is moved by hand; what it would do is counted anew as it moves. */
export const HistogramCard = memo(function HistogramCard(props: {
  readonly areas: Areas
  readonly limitM2: number
  readonly onMove: (standard: string, limitM2: number) => void
}) {
  const { areas, limitM2, onMove } = props
  const words = useWords()
  const { word } = words
  const colours = useChartColours()
  const distribution = useMemo(() => createDistribution(areas.areasM2), [areas])
  const shown = useMemo(() => shownSteps(areas), [areas])
  const option = useMemo(() => optionOf(shown, limitM2, colours), [shown, limitM2, colours])
  const move = (to: number): void => onMove(areas.standard, Math.max(1, Math.round(Math.min(to, shown.endM2))))
  const over = distribution.countAbove(limitM2)
  const before = distribution.countAbove(areas.limitM2)
  const name = word('standards.effects.limit-of', { standard: areas.standard })
  return (
    <section className="standards-card" aria-label={areas.standard}>
      <header className="standards-row">
        <strong>{areas.standard}</strong>
        <span aria-hidden>{word('simulation.limit')}</span>
        <InputNumber<number>
          className="standards-input-number standards-limit"
          styles={NUMBER_STYLES}
          controls={false}
          min={1}
          aria-label={name}
          value={limitM2}
          onChange={(typed) => {
            if (typed !== null) onMove(areas.standard, typed)
          }}
        />
        <span className="standards-quiet">{muText(limitM2, words)}</span>
      </header>
      <Chart
        title={word('standards.effects.histogram', { standard: areas.standard })}
        height={170}
        option={option}
        onDrag={move}
      />
      <input
        type="range"
        className="standards-slider standards-screen-only"
        aria-label={word('standards.effects.slide', { standard: areas.standard })}
        min={0}
        max={shown.endM2}
        step={1}
        value={Math.min(limitM2, shown.endM2)}
        onChange={(event) => move(event.target.valueAsNumber)}
      />
      <p className="standards-recount" role="status">
        {word('standards.effects.recount', {
          over,
          count: distribution.count,
          area: numberText(distribution.excessAbove(limitM2), 2),
        })}
        {over === before ? '' : ` ${word('standards.effects.was', { over: before, limit: areas.limitM2 })}`}
      </p>
      {shown.beyond === 0 ? null : (
        <p className="standards-quiet">
          {word('standards.effects.beyond', { count: shown.beyond, area: shown.endM2 })}
        </p>
      )}
    </section>
  )
})

interface ShownSteps {
  readonly steps: readonly { readonly fromM2: number; readonly count: number }[]
  readonly endM2: number
  /** Plots larger than what is drawn. */
  readonly beyond: number
}

/** A few huge plots must not press the others into one bar: drawn is up to three times the limit and to where 99 of 100 lie. */
function shownSteps({ areasM2, limitM2 }: Areas): ShownSteps {
  const all = histogramOf(areasM2)
  let below = 0
  let endM2 = Math.ceil((limitM2 * 1.5) / STEP_M2) * STEP_M2
  for (const { fromM2, count } of all) {
    if (below >= areasM2.length * 0.99) break
    below += count
    endM2 = Math.max(endM2, fromM2 + STEP_M2)
  }
  endM2 = Math.min(endM2, Math.max(3 * limitM2, 100))
  const steps = all.filter(({ fromM2 }) => fromM2 < endM2)
  return { steps, endM2, beyond: areasM2.length - steps.reduce((sum, { count }) => sum + count, 0) }
}

interface DrawApi {
  value(dimension: number): number | string
  coord(point: readonly number[]): number[]
}

function optionOf({ steps, endM2 }: ShownSteps, limitM2: number, colours: ChartColours): EChartsCoreOption {
  const most = Math.max(1, ...steps.map(({ count }) => count))
  const part = (api: DrawApi, from: number, to: number, count: number, fill: string) => {
    const [left = 0, top = 0] = api.coord([from, count])
    const [right = 0, bottom = 0] = api.coord([to, 0])
    return {
      type: 'rect',
      shape: { x: left, y: top, width: Math.max(0, right - left - 1), height: bottom - top },
      style: { fill },
    }
  }
  return {
    textStyle: { fontSize: 12, color: colours.ink },
    grid: { left: 8, right: 12, top: 12, bottom: 4, containLabel: true },
    xAxis: {
      type: 'value',
      min: 0,
      max: endM2,
      axisLabel: { color: colours.quiet, formatter: '{value} m²', hideOverlap: true },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      max: most,
      axisLabel: { color: colours.quiet },
      splitLine: { lineStyle: { color: colours.line } },
    },
    series: [
      {
        type: 'custom',
        data: steps.map(({ fromM2, count }) => [fromM2, count]),
        renderItem: (_params: unknown, api: DrawApi) => {
          const [from, count] = [Number(api.value(0)), Number(api.value(1))]
          const cut = Math.min(Math.max(limitM2, from), from + STEP_M2)
          return {
            type: 'group',
            children: [part(api, from, cut, count, WITHIN), part(api, cut, from + STEP_M2, count, OVER)],
          }
        },
      },
      {
        type: 'line',
        silent: true,
        symbol: 'none',
        lineStyle: { color: colours.ink, width: 2, type: 'solid' },
        data: [
          [limitM2, 0],
          [limitM2, most],
        ],
      },
    ],
  }
}
