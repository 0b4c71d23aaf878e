import { Alert, Table } from 'antd'
import { useMemo, useState } from 'react'
import type { CoverageAnswer, CoverageFinding } from '../../../shared/contract/planning-answers.ts'
import { Mark } from '../../ui/mark.tsx'
import { useWords } from '../../ui/words.tsx'
import { useShownPlace } from '../maps/focus.ts'
import { shownLayer } from '../maps/plan-look.ts'
import { PlanMap } from '../maps/plan-map.tsx'
import { usePlanMap } from '../maps/use-plan-map.ts'
import { countText, m2Text, percentText } from '../plan-figures.ts'
import type { ChosenScenario } from '../use-plans.ts'

const LAYERS = ['planned', 'zones'] as const
const KINDS = ['gap', 'overlap'] as const

interface Line extends CoverageFinding {
  readonly id: string
}

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
  const lines = useMemo<readonly Line[]>(
    () => coverage.findings.map((finding, place) => ({ ...finding, id: String(place) })),
    [coverage],
  )
  return (
    <>
      <CoverageTotals coverage={coverage} chosen={chosen} />
      {coverage.isCut ? <Alert type="warning" showIcon title={word('planning.coverage.cut')} /> : null}
      {lines.length === 0 ? (
        <Alert type="success" showIcon title={word('planning.coverage.clean')} />
      ) : (
        <div className="planning-split">
          <Table<Line>
            size="small"
            rowKey="id"
            dataSource={[...lines]}
            pagination={{ pageSize: 50, showSizeChanger: false, size: 'small' }}
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
                render: (_, { areaM2 }) => m2Text(areaM2),
              },
            ]}
          />
          <CoverageMap chosen={chosen} lines={lines} active={active} onActive={setActive} />
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

const SETTINGS = [shownLayer('planned_patch', 0.7), shownLayer('control_zone', 0.6), shownLayer('village', 1)]
function CoverageMap(props: {
  readonly chosen: ChosenScenario
  readonly lines: readonly Line[]
  readonly active: string | null
  readonly onActive: (id: string | null) => void
}) {
  const { chosen, lines, active, onActive } = props
  const { word } = useWords()
  const { view, extent } = usePlanMap(chosen)
  const place = lines.find(({ id }) => id === active)?.at ?? null
  useShownPlace(view, place)
  if (view === null || extent === null) return null
  return (
    <div className="planning-conflict-map">
      <PlanMap
        title={word('planning.coverage.map')}
        chosen={chosen}
        view={view}
        extent={extent}
        settings={SETTINGS}
        shapes={noShapes}
        markers={lines}
        activeMarker={active}
        onPick={(hit) => onActive(hit !== null && 'marker' in hit ? hit.marker : null)}
      />
    </div>
  )
}

const noShapes: readonly never[] = []
