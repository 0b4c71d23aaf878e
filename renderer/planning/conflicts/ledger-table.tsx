import { Space, Table } from 'antd'
import type { ConflictLine, ConflictPage } from '../../../shared/contract/planning-answers.ts'
import { Mark } from '../../ui/mark.tsx'
import { useWords } from '../../ui/words.tsx'
import { WriteButton } from '../../ui/write-button.tsx'
import { m2Text, percentText } from '../plan-figures.ts'

export const LEDGER_PAGE = 25

const standingTones = { new: 'error', remaining: 'warning', solved: 'good' } as const

/** Lines of the ledger, a page at a time; one is shown on the map, one or many are settled. */
export function LedgerTable(props: {
  readonly page: number
  readonly answer: ConflictPage | undefined
  readonly isLoading: boolean
  readonly active: string | null
  readonly selected: readonly ConflictLine[]
  readonly onSelect: (lines: readonly ConflictLine[]) => void
  readonly onPage: (page: number) => void
  readonly onActive: (line: ConflictLine) => void
  readonly onDecide: (lines: readonly ConflictLine[]) => void
}) {
  const { page, answer, isLoading, active, selected, onSelect, onPage, onActive, onDecide } = props
  const { word } = useWords()
  return (
    <section className="planning-ledger" aria-label={word('planning.ledger')}>
      <Space wrap>
        <WriteButton size="small" type="primary" disabled={selected.length === 0} onClick={() => onDecide(selected)}>
          {word('planning.decide.many', { number: selected.length })}
        </WriteButton>
        {answer === undefined ? null : (
          <span className="planning-quiet" role="status">
            {word('planning.ledger.sum', { count: answer.count, area: m2Text(answer.sharedM2) })}
          </span>
        )}
      </Space>
      <Table<ConflictLine>
        size="small"
        rowKey="id"
        loading={isLoading}
        dataSource={[...(answer?.lines ?? [])]}
        locale={{ emptyText: word('planning.ledger.none') }}
        rowClassName={({ id }) => (id === active ? 'planning-active-row' : '')}
        rowSelection={{
          selectedRowKeys: selected.map(({ id }) => id),
          preserveSelectedRowKeys: true,
          onChange: (_, lines) => onSelect(lines),
          getCheckboxProps: (line) =>
            ({ 'aria-label': word('planning.ledger.select', { name: line.subjectName ?? '—' }) }) as object,
          getTitleCheckboxProps: () => ({ 'aria-label': word('planning.ledger.select-all') }) as object,
        }}
        pagination={{
          current: page,
          pageSize: LEDGER_PAGE,
          total: answer?.count ?? 0,
          showSizeChanger: false,
          size: 'small',
          onChange: onPage,
        }}
        columns={[
          {
            title: word('planning.ledger.subject'),
            render: (_, line) => (
              <button
                type="button"
                className="planning-link"
                aria-pressed={line.id === active}
                title={word('planning.show')}
                onClick={() => onActive(line)}
              >
                {word(`plan.subject.${line.subject}`)} {line.subjectName ?? '—'}
              </button>
            ),
          },
          {
            title: word('planning.conflicts.rule'),
            render: (_, line) => (
              <Space orientation="vertical" size={0}>
                <span>{word(line.rule)}</span>
                {line.zoneName === null ? null : <span className="planning-quiet">{line.zoneName}</span>}
              </Space>
            ),
          },
          {
            title: word('planning.ledger.shared'),
            align: 'right',
            className: 'planning-figures',
            render: (_, { sharedM2, subjectM2 }) => (
              <Space orientation="vertical" size={0}>
                <span>{m2Text(sharedM2)}</span>
                <span className="planning-quiet">
                  {subjectM2 === null || subjectM2 === 0 ? '—' : percentText(sharedM2 / subjectM2)}
                </span>
              </Space>
            ),
          },
          {
            title: word('planning.ledger.state'),
            render: (_, line) => (
              <Space wrap size={4}>
                <Mark tone={standingTones[line.standing]}>{word(`plan.standing.${line.standing}`)}</Mark>
                <Mark>{word(`plan.cause.${line.cause}`)}</Mark>
                {line.isBreach === true ? (
                  <Mark tone="error">{word('planning.ledger.breach', { since: line.since ?? '—' })}</Mark>
                ) : null}
              </Space>
            ),
          },
          {
            title: word('planning.ledger.decision'),
            render: (_, line) => <Decision line={line} onDecide={() => onDecide([line])} />,
          },
        ]}
      />
    </section>
  )
}

function Decision(props: { readonly line: ConflictLine; readonly onDecide: () => void }) {
  const { line, onDecide } = props
  const { word } = useWords()
  return (
    <Space orientation="vertical" size={2} className="planning-decision">
      {line.decision === null ? null : (
        <span title={line.evidence ?? undefined}>
          {line.decision}
          {line.decidedAt === null ? null : (
            <span className="planning-quiet">
              {' '}
              {word('planning.ledger.by', { who: line.decidedBy ?? '—', on: line.decidedAt.slice(0, 10) })}
            </span>
          )}
        </span>
      )}
      <WriteButton size="small" onClick={onDecide}>
        {word(line.decision === null ? 'planning.decide' : 'planning.decide.again')}
      </WriteButton>
    </Space>
  )
}
