import { useMemo } from 'react'
import type { SimulatedSet } from '../../../shared/contract/standards-answers.ts'
import { Chart, useChartColours } from '../../ui/chart.tsx'
import { useWords } from '../../ui/words.tsx'

/** Easy to tell apart in grey too. */
const COLOURS = ['#1f6f54', '#d97706', '#3b6ea8', '#8a4f9e', '#7a6a3a']

/** For each limit in steps of 10 m²: the share of assessed parcels that lie above it, one line a set. */
export function StepsChart({ sets }: { readonly sets: readonly SimulatedSet[] }) {
  const { word, pick } = useWords()
  const colours = useChartColours()
  const title = word('standards.effects.steps')
  const option = useMemo(() => {
    const axis = { axisLabel: { color: colours.quiet }, splitLine: { lineStyle: { color: colours.line } } }
    return {
      textStyle: { fontSize: 12, color: colours.ink },
      grid: { left: 8, right: 24, top: 36, bottom: 4, containLabel: true },
      legend: { top: 0, left: 0, textStyle: { color: colours.ink } },
      tooltip: { trigger: 'axis' },
      xAxis: { ...axis, type: 'value', axisLabel: { color: colours.quiet, formatter: '{value} m²' } },
      yAxis: { ...axis, type: 'value', max: 100, axisLabel: { color: colours.quiet, formatter: '{value} %' } },
      series: sets.map((set, i) => ({
        type: 'line',
        symbol: 'none',
        name: pick(set.title),
        itemStyle: { color: COLOURS[i % COLOURS.length] },
        data: set.affectedBySteps.map(({ limitM2, share }) => [limitM2, Math.round(10_000 * share) / 100]),
      })),
    }
  }, [sets, colours, pick])
  return (
    <section className="standards-card">
      <h3>{title}</h3>
      <Chart title={title} height={220} option={option} />
    </section>
  )
}
