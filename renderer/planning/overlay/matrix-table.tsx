import { memo } from 'react'
import { fillOfRow } from '../../../shared/planning/legend.ts'
import type { StructureRow } from '../../../shared/planning/structure.ts'
import { useWords } from '../../ui/words.tsx'
import { keysScroll } from '../keys-scroll.ts'
import { useLegend } from '../legend/use-legend.tsx'
import { type AreaUnit, areaText, percentText } from '../plan-figures.ts'
import { type Matrix, type ToRow, UNCOVERED } from './matrix.ts'

export interface CellRef {
  readonly from: StructureRow
  readonly to: ToRow
}

/** From class to class; a cell opens the pieces behind it. Its colour is its share of its row. */
export const MatrixTable = memo(function MatrixTable(props: {
  readonly matrix: Matrix
  readonly unit: AreaUnit
  readonly opened: CellRef | null
  readonly onOpen: (cell: CellRef) => void
}) {
  const { matrix, unit } = props
  const { word } = useWords()
  return (
    <div ref={keysScroll} className="planning-scroll">
      <table className="planning-matrix">
        <caption>{word('planning.matrix.about', { unit: word(`planning.unit.${unit}`) })}</caption>
        <thead>
          <tr>
            <th scope="col">{word('planning.matrix.corner')}</th>
            {matrix.columns.map((to) => (
              <th key={to} scope="col">
                <RowTitle row={to} />
              </th>
            ))}
            <th scope="col">{word('planning.matrix.base-sum')}</th>
          </tr>
        </thead>
        <tbody>
          {matrix.rows.map((from) => (
            <MatrixRow key={from} from={from} {...props} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{word('planning.matrix.planned-sum')}</th>
            {matrix.columns.map((to) => (
              <td key={to}>{areaText(matrix.columnSums.get(to) ?? 0, unit)}</td>
            ))}
            <td>{areaText(matrix.totalM2, unit)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  )
})

function MatrixRow(props: {
  readonly from: StructureRow
  readonly matrix: Matrix
  readonly unit: AreaUnit
  readonly opened: CellRef | null
  readonly onOpen: (cell: CellRef) => void
}) {
  const { from, matrix, unit, opened, onOpen } = props
  const sum = matrix.rowSums.get(from) ?? 0
  return (
    <tr>
      <th scope="row">
        <RowTitle row={from} />
      </th>
      {matrix.columns.map((to) => (
        <Cell
          key={to}
          cell={{ from, to }}
          matrix={matrix}
          unit={unit}
          rowM2={sum}
          isOpened={opened?.from === from && opened.to === to}
          onOpen={onOpen}
        />
      ))}
      <td className="planning-sum">{areaText(sum, unit)}</td>
    </tr>
  )
}

function Cell(props: {
  readonly cell: CellRef
  readonly matrix: Matrix
  readonly unit: AreaUnit
  readonly rowM2: number
  readonly isOpened: boolean
  readonly onOpen: (cell: CellRef) => void
}) {
  const { cell, matrix, unit, rowM2, isOpened, onOpen } = props
  const { word } = useWords()
  const found = matrix.cell(cell.from, cell.to)
  if (found === undefined) return <td />
  const share = rowM2 === 0 ? 0 : found.areaM2 / rowM2
  const from = word(`plan.row.${cell.from}`)
  const to = word(`plan.row.${cell.to}`)
  const about = word('planning.matrix.cell', {
    from,
    to,
    m2: areaText(found.areaM2, 'm2'),
    ha: areaText(found.areaM2, 'ha'),
    share: percentText(share),
  })
  const tint = cell.to === UNCOVERED ? 'var(--bad)' : 'var(--accent)'
  const style = { background: `color-mix(in srgb, ${tint} ${Math.round(4 + 30 * share)}%, transparent)` }
  if (found.pieces === 0)
    return (
      <td style={style} title={about} data-same={cell.from === cell.to}>
        {areaText(found.areaM2, unit)}
      </td>
    )
  return (
    <td style={style} data-same={cell.from === cell.to}>
      <button
        type="button"
        title={about}
        aria-label={`${about} ${word('planning.matrix.pieces', { count: found.pieces })}`}
        aria-pressed={isOpened}
        onClick={() => onOpen(cell)}
      >
        {areaText(found.areaM2, unit)}
      </button>
    </td>
  )
}

function RowTitle({ row }: { readonly row: ToRow }) {
  const { word } = useWords()
  const legend = useLegend()
  return (
    <span className="planning-row-title">
      <span
        className="planning-swatch"
        style={{ background: row === UNCOVERED ? 'transparent' : fillOfRow(legend, row) }}
        aria-hidden="true"
      />
      {word(`plan.row.${row}`)}
    </span>
  )
}
