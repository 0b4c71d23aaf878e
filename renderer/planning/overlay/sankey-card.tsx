import type { EChartsCoreOption } from 'echarts/core'
import { memo, useMemo } from 'react'
import { fillOfRow, type Legend } from '../../../shared/planning/legend.ts'
import type { StructureRow } from '../../../shared/planning/structure.ts'
import { Chart, type ChartColours, useChartColours } from '../../ui/chart.tsx'
import { useWords, type Words } from '../../ui/words.tsx'
import { useLegend } from '../legend/use-legend.tsx'
import { areaText } from '../plan-figures.ts'
import { type Matrix, type ToRow, UNCOVERED } from './matrix.ts'
import type { CellRef } from './matrix-table.tsx'

/** Where land goes, as streams; the table beside it is the keyboard's way to the same cells. */
export const SankeyCard = memo(function SankeyCard(props: {
  readonly matrix: Matrix
  readonly onOpen: (cell: CellRef) => void
}) {
  const { matrix, onOpen } = props
  const words = useWords()
  const colours = useChartColours()
  const legend = useLegend()
  const option = useMemo(() => optionOf(matrix, { ...colours, legend }, words), [matrix, colours, legend, words])
  const height = Math.max(260, 34 * Math.max(matrix.rows.length, matrix.columns.length))
  return (
    <Chart
      title={words.word('planning.sankey')}
      height={height}
      option={option}
      onPick={({ name }) => {
        const [from = '', to = ''] = name.split(' > ').map((node) => node.slice(2))
        if (matrix.cell(from as StructureRow, to as ToRow)?.pieces)
          onOpen({ from: from as StructureRow, to: to as ToRow })
      }}
    />
  )
})

interface SankeyColours extends ChartColours {
  readonly legend: Legend
}

const colourOf = (row: ToRow, { legend, quiet }: SankeyColours): string =>
  row === UNCOVERED ? quiet : fillOfRow(legend, row)

interface Hovered {
  readonly dataType?: string
  readonly name: string
  readonly value: number
  readonly data: { readonly source?: string; readonly target?: string }
}

/** Nodes are named b:row and p:row, because the same class stands on both sides. */
function optionOf(matrix: Matrix, colours: SankeyColours, { word }: Words): EChartsCoreOption {
  const titleOf = (node: string): string => word(`plan.row.${node.slice(2)}`)
  const node = (side: 'b' | 'p', row: ToRow) => ({
    name: `${side}:${row}`,
    depth: side === 'b' ? 0 : 1,
    itemStyle: { color: colourOf(row, colours), borderColor: colours.quiet, borderWidth: 0.5 },
    label: { position: side === 'b' ? 'right' : 'left' },
  })
  return {
    textStyle: { color: colours.ink },
    tooltip: {
      trigger: 'item',
      formatter: ({ dataType, name, value, data }: Hovered) =>
        dataType === 'edge'
          ? `${titleOf(data.source ?? '')} → ${titleOf(data.target ?? '')}: ${areaText(value, 'm2')} m²`
          : `${titleOf(name)}: ${areaText(value, 'm2')} m²`,
    },
    series: [
      {
        type: 'sankey',
        left: 8,
        right: 8,
        top: 8,
        bottom: 8,
        nodeGap: 10,
        layoutIterations: 0,
        draggable: false,
        emphasis: { focus: 'adjacency' },
        label: {
          color: colours.ink,
          textBorderColor: colours.surface,
          textBorderWidth: 2,
          formatter: ({ name }: { readonly name: string }) => titleOf(name),
        },
        lineStyle: { color: 'source', opacity: 0.55 },
        data: [...matrix.rows.map((row) => node('b', row)), ...matrix.columns.map((row) => node('p', row))],
        links: matrix.rows.flatMap((from) =>
          matrix.columns.flatMap((to) => {
            const cell = matrix.cell(from, to)
            return cell === undefined || cell.areaM2 === 0
              ? []
              : [{ source: `b:${from}`, target: `p:${to}`, value: cell.areaM2 }]
          }),
        ),
      },
    ],
  }
}
