import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, Space, Table, Tag } from 'antd'
import { useState } from 'react'
import type { PagedFinding } from '../../shared/contract/findings.ts'
import { wordFinding } from '../../shared/lang/words.ts'
import type { Severity } from '../../shared/model/finding-codes.ts'
import { useCore } from '../state/core-context.ts'
import { unwrap } from '../state/outcome.ts'
import { goTo } from '../state/section.ts'
import { useSelection } from '../state/selection.tsx'
import { surveyKey, useSurvey } from '../state/survey.tsx'
import { Fault } from '../ui/fault.tsx'
import { useWords } from '../ui/words.tsx'
import { WriteButton } from '../ui/write-button.tsx'
import { layerOfSubject } from './subject-layer.ts'
import { WaiveDialog } from './waive-dialog.tsx'

const PAGE = 50

/** Findings of one rule or of all, a page at a time. */
export function FindingTable(props: {
  readonly rule: string | null
  readonly waived: boolean | null
  readonly severity: Severity | null
}) {
  const { rule, waived, severity } = props
  const words = useWords()
  const core = useCore()
  const { survey } = useSurvey()
  const [page, setPage] = useState(1)
  const [deciding, setDeciding] = useState<PagedFinding | null>(null)
  const { data, error, isFetching } = useQuery({
    queryKey: [...surveyKey(survey), 'findings', rule, waived, severity, page],
    queryFn: async ({ signal }) =>
      unwrap(
        await core.quality.findings(
          { survey: survey.id, rule, waived, severity, from: (page - 1) * PAGE, to: page * PAGE },
          { signal },
        ),
      ),
    placeholderData: keepPreviousData,
  })
  const lastPage = Math.max(1, Math.ceil((data?.count ?? 0) / PAGE))
  // The last finding of a page may have been waived away.
  if (data !== undefined && !isFetching && page > lastPage) setPage(lastPage)
  if (error !== null) return <Fault error={error} />
  return (
    <div className="quality-findings">
      <Table<PagedFinding>
        size="small"
        rowKey="id"
        sticky
        loading={isFetching && data === undefined}
        dataSource={[...(data?.rows ?? [])]}
        pagination={{
          current: page,
          pageSize: PAGE,
          total: data?.count ?? 0,
          showSizeChanger: false,
          showTotal: (count) => words.word('quality.count', { count }),
          onChange: setPage,
        }}
        columns={[
          {
            title: words.word('quality.finding'),
            render: (_, finding) => (
              <Space orientation="vertical" size={0}>
                <span>{wordFinding(finding.rule, finding.params, words.language)}</span>
                {finding.why === null ? null : (
                  <span className="quality-waived">{words.word('quality.waived-because', { why: finding.why })}</span>
                )}
              </Space>
            ),
          },
          {
            title: words.word('quality.objects'),
            width: 260,
            render: (_, finding) => (
              <Space wrap size={4}>
                {finding.subjects.map((subject) => (
                  <Tag key={subject.id}>
                    {subject.code ??
                      (subject.record === null ? '—' : words.word('quality.record', { record: subject.record }))}
                  </Tag>
                ))}
              </Space>
            ),
          },
          {
            width: 240,
            align: 'right',
            render: (_, finding) => (
              <Space>
                <ShowButton finding={finding} />
                <WriteButton size="small" onClick={() => setDeciding(finding)}>
                  {words.word(finding.waived ? 'quality.unwaive' : 'quality.waive')}
                </WriteButton>
              </Space>
            ),
          },
        ]}
      />
      {deciding === null ? null : <WaiveDialog finding={deciding} onClosed={() => setDeciding(null)} />}
    </div>
  )
}

/** Leads to the first object that a window can show, or to the batches where a batch or what it rejected is meant. */
function ShowButton({ finding }: { readonly finding: PagedFinding }) {
  const { word } = useWords()
  const { setActive } = useSelection()
  const shown = finding.subjects
    .map(({ kind, id }) => ({ layer: layerOfSubject(kind), id }))
    .find(({ layer }) => layer !== null)
  if (finding.subjects.some(({ kind }) => kind === 'rejected' || kind === 'batch'))
    return (
      <Button size="small" onClick={() => goTo('import', { view: 'batches' })}>
        {word('quality.show-batches')}
      </Button>
    )
  if (shown === undefined || shown.layer === null) return null
  const { layer, id } = shown
  return (
    <Button
      size="small"
      onClick={() => {
        setActive({ layer, id })
        goTo('survey', { layer })
      }}
    >
      {word('quality.show-place')}
    </Button>
  )
}
