import { Alert, Table } from 'antd'
import { useMemo, useState } from 'react'
import type { CoverageAnswer, CoverageFinding } from '../../../shared/contract/planning-answers.ts'
import { Mark } from '../../ui/mark.tsx'
import { useWords } from '../../ui/words.tsx'
import { countText, decimalText, m2Text, percentText } from '../plan-figures.ts'
import type { ChosenScenario } from '../use-plans.ts'
import { CoverageMap, type Located } from './coverage-map.tsx'
import { ExportCoverage } from './export-coverage.tsx'

const LAYERS = ['planned', 'zones'] as const
const KINDS = ['gap', 'overlap'] as const

const PAGE = 50

/** Slivers may be less than a hundredth of a square metre. */
const areaOf = ({ areaM2 }: CoverageFinding): string => (areaM2 < 0.1 ? decimalText(areaM2, 4) : m2Text(areaM2))

/** Totals by layer and kind, villages with their covered share, and every finding beside its place on the map. */
export function CoverageResult({
  coverage,
  chosen,
}: {
  readonly coverage: CoverageAnswer
  readonly chosen: ChosenScenario
}) {
  const { word } = useWords()
  const [active, setActive] = useState<string | null>(null)
  const [page, setPage] = useState(1)
  /** From the map: the line must be on the page that is seen. */
  const choose = (id: string | null): void => {
    setActive(id)
    if (id !== null) setPage(Math.floor(Number(id) / PAGE) + 1)
  }
  const lines = useMemo<readonly Located[]>(
    () => coverage.findings.map((finding, place) => ({ ...finding, id: String(place) })),
    [coverage],
  )
  return (
    <>
      <CoverageTotals coverage={coverage} chosen={chosen} />
      {lines.length === 0 ? null : <ExportCoverage chosen={chosen} />}
      {coverage.isCut ? <Alert type="warning" showIcon title={word('planning.coverage.cut')} /> : null}
      {lines.length === 0 ? (
        <Alert type="success" showIcon title={word('planning.coverage.clean')} />
      ) : (
        <div className="planning-split">
          <Table<Located>
            size="small"
            rowKey="id"
            dataSource={[...lines]}
            pagination={{ current: page, pageSize: PAGE, showSizeChanger: false, size: 'small', onChange: setPage }}
            rowClassName={({ id }) => (id === active ? 'planning-active-row' : '')}
            columns={[
              {
                title: word('planning.coverage.finding'),
                render: (_, { id, kind, layer }) => (
                  <button
                    type="button"
                    className="planning-link"
                    aria-pressed={id === active}
                    title={word('planning.show')}
                    onClick={() => setActive(id)}
                  >
                    {word(`plan.coverage.${layer}`)} <Mark tone="error">{word(`plan.coverage.${kind}`)}</Mark>
                  </button>
                ),
              },
              { title: word('planning.pieces.village'), render: (_, { village }) => village ?? '—' },
              {
                title: word('planning.pieces.area'),
                align: 'right',
                className: 'planning-figures',
                render: (_, line) => areaOf(line),
              },
              {
                title: word('planning.coverage.perimeter'),
                align: 'right',
                className: 'planning-figures',
                render: (_, { perimeterM }) => (perimeterM === undefined ? '—' : m2Text(perimeterM)),
              },
              {
                title: <span title={word('planning.coverage.width.about')}>{word('planning.coverage.width')}</span>,
                align: 'right',
                className: 'planning-figures',
                render: (_, { areaM2, perimeterM }) =>
                  perimeterM === undefined ? '—' : decimalText((2 * areaM2) / perimeterM, 4),
              },
            ]}
          />
          <CoverageMap chosen={chosen} lines={lines} active={active} onActive={choose} />
        </div>
      )}
    </>
  )
}

function CoverageTotals({ coverage, chosen }: { readonly coverage: CoverageAnswer; readonly chosen: ChosenScenario }) {
  const { word } = useWords()
  const nameOf = (code: string): string => chosen.plan.villages.find((village) => village.code === code)?.name ?? code
  return (
    <div className="planning-row planning-top">
      <table className="planning-table">
        <thead>
          <tr>
            <th scope="col">{word('planning.coverage.layer')}</th>
            {KINDS.map((kind) => (
              <th key={kind} scope="col">
                {word('planning.coverage.kind', { kind: word(`plan.coverage.${kind}`) })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {LAYERS.map((layer) => (
            <tr key={layer}>
              <th scope="row">{word(`plan.coverage.${layer}`)}</th>
              {KINDS.map((kind) => {
                const { count, areaM2 } = coverage.totals[layer][kind]
                return (
                  <td key={kind}>
                    {word('planning.coverage.total', { number: countText(count), area: m2Text(areaM2) })}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <table className="planning-table">
        <thead>
          <tr>
            <th scope="col">{word('planning.pieces.village')}</th>
            <th scope="col">{word('planning.coverage.share')}</th>
          </tr>
        </thead>
        <tbody>
          {coverage.villages.map(({ code, hasBoundary, coveredShare }) => (
            <tr key={code}>
              <th scope="row">{nameOf(code)}</th>
              <td>
                {hasBoundary && coveredShare !== null
                  ? percentText(coveredShare)
                  : word('planning.coverage.no-boundary')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
