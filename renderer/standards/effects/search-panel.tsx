import { Alert, Button } from 'antd'
import { useMemo, useState } from 'react'
import type { LimitSearch, SimulatedSet, TradeOffPoint } from '../../../shared/contract/standards-answers.ts'
import { Chart, type ChartColours, useChartColours } from '../../ui/chart.tsx'
import { Fault } from '../../ui/fault.tsx'
import { useWords, type Words } from '../../ui/words.tsx'
import { refText } from '../set-words.ts'
import { numberText } from './figures.ts'
import { useTakeLimits } from './use-take-limits.ts'

/** Limits that reach the target with the fewest households, and what every other choice would cost. */
export function SearchPanel({ search, set }: { readonly search: LimitSearch; readonly set: SimulatedSet }) {
  const words = useWords()
  const { word } = words
  const colours = useChartColours()
  const { curve, found } = search
  const [picked, setPicked] = useState<number | null>(null)
  const { take, problem } = useTakeLimits(refText(set))
  const foundAt = found === null ? -1 : curve.findIndex((point) => sameLimits(point, found))
  const at = picked ?? (foundAt === -1 ? 0 : foundAt)
  const point = picked === null && found !== null ? found : curve[at]
  const option = useMemo(() => optionOf(curve, point, words, colours), [curve, point, words, colours])
  return (
    <section>
      <h3>{word('simulation.sheet.curve')}</h3>
      {problem === null ? null : <Fault error={problem} />}
      <Alert
        type={found === null ? 'warning' : 'success'}
        title={word(found === null ? 'standards.effects.not-found' : 'standards.effects.found')}
      />
      {search.approximate ? <p className="standards-quiet">{word('standards.effects.approximate')}</p> : null}
      <div className="standards-cards">
        <div className="standards-card">
          <Chart
            title={word('standards.effects.curve')}
            height={240}
            option={option}
            onPick={({ index }) => setPicked(index)}
          />
          <input
            type="range"
            className="standards-slider standards-screen-only"
            aria-label={word('standards.effects.point')}
            min={0}
            max={Math.max(0, curve.length - 1)}
            value={at}
            onChange={(event) => setPicked(event.target.valueAsNumber)}
          />
        </div>
        {point === undefined ? null : (
          <div className="standards-card">
            <PointTable point={point} />
            <Button type="primary" className="standards-screen-only" onClick={() => take(point.limits)}>
              {word('standards.effects.take')}
            </Button>
          </div>
        )}
      </div>
    </section>
  )
}

const sameLimits = (a: TradeOffPoint, b: TradeOffPoint): boolean =>
  Object.entries(a.limits).every(([id, limit]) => b.limits[id] === limit)

function PointTable({ point }: { readonly point: TradeOffPoint }) {
  const { word } = useWords()
  const rows: readonly (readonly [string, string])[] = [
    ...Object.entries(point.limits).map(
      ([id, limit]) => [`${id} · ${word('simulation.limit')}`, String(limit)] as const,
    ),
    [word('simulation.households-over'), numberText(point.householdsOver, 0)],
    [word('simulation.households-over-percent'), numberText(point.householdsOverPercent, 2)],
    [word('simulation.recovered'), numberText(point.recoveredM2, 2)],
    [word('simulation.land-down'), numberText(point.landDownPercent, 2)],
  ]
  return (
    <table className="standards-table" aria-label={word('standards.effects.point')}>
      <tbody>
        {rows.map(([name, value]) => (
          <tr key={name}>
            <td>{name}</td>
            <td className="standards-number">{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function optionOf(
  curve: readonly TradeOffPoint[],
  point: TradeOffPoint | undefined,
  { word }: Words,
  colours: ChartColours,
) {
  const at = (each: TradeOffPoint): readonly number[] => [each.landDownPercent, each.householdsOverPercent]
  const axis = (code: string) => ({
    type: 'value',
    name: word(code),
    nameLocation: 'middle',
    nameGap: 28,
    nameTextStyle: { color: colours.quiet },
    axisLabel: { color: colours.quiet },
    splitLine: { lineStyle: { color: colours.line } },
  })
  return {
    textStyle: { fontSize: 12, color: colours.ink },
    grid: { left: 28, right: 16, top: 12, bottom: 28, containLabel: true },
    xAxis: axis('simulation.land-down'),
    yAxis: axis('simulation.households-over-percent'),
    series: [
      {
        type: 'line',
        symbolSize: 7,
        itemStyle: { color: '#5b8f7b' },
        lineStyle: { color: '#5b8f7b' },
        data: curve.map(at),
      },
      {
        type: 'line',
        silent: true,
        symbol: 'circle',
        symbolSize: 14,
        itemStyle: { color: '#d97706' },
        data: point === undefined ? [] : [at(point)],
      },
    ],
  }
}
