import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, Table } from 'antd'
import { useState } from 'react'
import type { ChangeLine, OverlayAnswer } from '../../../shared/contract/planning-answers.ts'
import { useCore } from '../../state/core-context.ts'
import { unwrap } from '../../state/outcome.ts'
import { surveyKey, useSurvey } from '../../state/survey.tsx'
import { Fault } from '../../ui/fault.tsx'
import { useWords } from '../../ui/words.tsx'
import { classText, m2Text } from '../plan-figures.ts'
import type { CellRef } from './matrix-table.tsx'

const PAGE = 20

/** Pieces behind one cell, the largest first, a page at a time. */
export function PiecesPanel(props: {
  readonly overlay: OverlayAnswer
  readonly cell: CellRef
  /** null: all. */
  readonly village: string | null
  readonly onShow: (piece: ChangeLine) => void
  readonly onClose: () => void
}) {
  const { overlay, cell, village, onShow, onClose } = props
  const { word, language } = useWords()
  const core = useCore()
  const { survey } = useSurvey()
  const [page, setPage] = useState(1)
  const { data, error, isFetching } = useQuery({
    queryKey: [...surveyKey(survey), 'planning', 'changes', overlay.scenario, cell.from, cell.to, village, page],
    queryFn: async ({ signal }) =>
      unwrap(
        await core.planning.changes(
          {
            survey: survey.id,
            scenario: overlay.scenario,
            from: cell.from,
            to: cell.to,
            village,
            offset: (page - 1) * PAGE,
            limit: PAGE,
          },
          { signal },
        ),
      ),
    placeholderData: keepPreviousData,
  })
  const title = word('planning.pieces', { from: word(`plan.row.${cell.from}`), to: word(`plan.row.${cell.to}`) })
  return (
    <section className="planning-card planning-pieces" aria-label={title}>
      <header className="planning-row">
        <h2>{title}</h2>
        <span className="planning-push" />
        <Button size="small" onClick={onClose}>
          {word('planning.close')}
        </Button>
      </header>
      {error === null ? null : <Fault error={error} />}
      <Table<ChangeLine>
        size="small"
        rowKey="id"
        loading={isFetching && data === undefined}
        dataSource={[...(data?.lines ?? [])]}
        pagination={{
          current: page,
          pageSize: PAGE,
          total: data?.count ?? 0,
          showSizeChanger: false,
          showTotal: (count) => word('planning.pieces.count', { count }),
          onChange: setPage,
        }}
        columns={[
          { title: word('planning.pieces.base'), render: (_, { baseNumber }) => baseNumber ?? '—' },
          { title: word('planning.pieces.planned'), render: (_, { plannedNumber }) => plannedNumber ?? '—' },
          { title: word('planning.pieces.village'), render: (_, { village }) => village ?? '—' },
          {
            title: word('planning.pieces.from'),
            render: (_, { fromCode }) => classText(overlay.baseScheme, fromCode, language),
          },
          {
            title: word('planning.pieces.to'),
            render: (_, { toCode }) => classText(overlay.plannedScheme, toCode, language),
          },
          {
            title: word('planning.pieces.area'),
            align: 'right',
            className: 'planning-figures',
            render: (_, { areaM2 }) => m2Text(areaM2),
          },
          {
            align: 'right',
            render: (_, piece) => (
              <Button size="small" onClick={() => onShow(piece)}>
                {word('planning.show')}
              </Button>
            ),
          },
        ]}
      />
    </section>
  )
}
