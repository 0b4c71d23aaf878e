import type { EChartsCoreOption } from 'echarts/core'
import { useMemo } from 'react'
import type { Regularity } from '../../../shared/contract/planning-answers.ts'
import { Chart, type ChartColours, useChartColours } from '../../ui/chart.tsx'
import { useWords, type Words } from '../../ui/words.tsx'
import { areaText, countText, decimalText, m2Text, percentText } from '../plan-figures.ts'

const LANDS = ['arable', 'construction'] as const
const BASE_COLOUR = '#9aa7a0'
const PLANNED_COLOUR = '#2f8f6d'

interface FigureLine {
  readonly id: string
  of(row: Regularity): string
}

const optional = (value: number | null, text: (value: number) => string): string => (value === null ? '—' : text(value))

const figures: readonly FigureLine[] = [
  { id: 'patches', of: ({ patches }) => countText(patches) },
  { id: 'area', of: ({ areaM2 }) => areaText(areaM2, 'ha') },
  { id: 'largest', of: ({ largestShare }) => optional(largestShare, percentText) },
  { id: 'mean', of: ({ meanPatchM2 }) => optional(meanPatchM2, m2Text) },
  { id: 'edge', of: ({ edgeDensityMPerHa }) => optional(edgeDensityMPerHa, (value) => decimalText(value, 2)) },
  { id: 'compactness', of: ({ compactness }) => optional(compactness, (value) => decimalText(value, 4)) },
]

/** Figures before and after, with a chart of the two that are shares. */
export function RegularityResult({ rows }: { readonly rows: readonly Regularity[] }) {
  const words = useWords()
  const { word } = words
  const colours = useChartColours()
  const find = (land: Regularity['land'], state: Regularity['state']) =>
    rows.find((row) => row.land === land && row.state === state)
  const option = useMemo(() => optionOf(rows, colours, words), [rows, colours, words])
  return (
    <div className="planning-regularity">
      <table className="planning-table">
        <thead>
          <tr>
            <th scope="col">{word('planning.regularity.figure')}</th>
            {LANDS.flatMap((land) =>
              (['base', 'planned'] as const).map((state) => (
                <th key={`${land} ${state}`} scope="col">
                  {word(`plan.land.${land}`)}
                  <br />
                  {word(`plan.state.${state}`)}
                </th>
              )),
            )}
          </tr>
        </thead>
        <tbody>
          {figures.map(({ id, of }) => (
            <tr key={id}>
              <th scope="row">{word(`planning.regularity.${id}`)}</th>
              {LANDS.flatMap((land) =>
                (['base', 'planned'] as const).map((state) => {
                  const row = find(land, state)
                  return <td key={`${land} ${state}`}>{row === undefined ? '—' : of(row)}</td>
                }),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <Chart title={word('planning.regularity.chart')} height={240} option={option} />
    </div>
  )
}

function optionOf(rows: readonly Regularity[], colours: ChartColours, { word }: Words): EChartsCoreOption {
  const shares = LANDS.flatMap((land) => (['largest', 'compactness'] as const).map((figure) => ({ land, figure })))
  const shareOf = (state: Regularity['state'], land: Regularity['land'], figure: 'largest' | 'compactness') => {
    const row = rows.find((each) => each.land === land && each.state === state)
    return (figure === 'largest' ? row?.largestShare : row?.compactness) ?? null
  }
  const series = (state: Regularity['state'], color: string) => ({
    name: word(`plan.state.${state}`),
    type: 'bar',
    barMaxWidth: 28,
    itemStyle: { color },
    data: shares.map(({ land, figure }) => shareOf(state, land, figure)),
  })
  return {
    textStyle: { color: colours.ink },
    legend: { top: 0, textStyle: { color: colours.ink } },
    tooltip: { trigger: 'axis' },
    grid: { left: 8, right: 8, top: 32, bottom: 4, containLabel: true },
    xAxis: {
      type: 'category',
      data: shares.map(
        ({ land, figure }) => `${word(`plan.land.${land}`)}\n${word(`planning.regularity.${figure}.short`)}`,
      ),
      axisLabel: { color: colours.quiet, interval: 0, width: 104, overflow: 'break', lineHeight: 14 },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: 1,
      axisLabel: { color: colours.quiet },
      splitLine: { lineStyle: { color: colours.line } },
    },
    series: [series('base', BASE_COLOUR), series('planned', PLANNED_COLOUR)],
  }
}
