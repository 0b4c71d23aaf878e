import { useQuery } from '@tanstack/react-query'
import { App, Button, Empty, Space, Spin, Table } from 'antd'
import type { BatchAnswer } from '../../shared/contract/answers.ts'
import type { Refusal } from '../../shared/contract/outcome.ts'
import { type LayerKind, layers } from '../../shared/model/layers.ts'
import { useCore } from '../state/core-context.ts'
import { useJobs } from '../state/jobs.tsx'
import { unwrap } from '../state/outcome.ts'
import { goTo, usePlace } from '../state/section.ts'
import { surveyKey, useSurvey } from '../state/survey.tsx'
import { Fault } from '../ui/fault.tsx'
import { Mark } from '../ui/mark.tsx'
import { useWords } from '../ui/words.tsx'
import { WriteButton } from '../ui/write-button.tsx'
import { BatchView } from './batch-view.tsx'
import { countText, wizardRefusal } from './import-words.ts'
import { RejectedButton } from './rejected-button.tsx'

/** What was imported, by whom and when; each batch can be taken back whole, and that too. */
export function BatchList() {
  const words = useWords()
  const { word, pick } = words
  const core = useCore()
  const { survey } = useSurvey()
  const { params } = usePlace()
  const { data, error } = useQuery({
    queryKey: [...surveyKey(survey), 'batches'],
    queryFn: async ({ signal }) => unwrap(await core.imports.batches({ survey: survey.id }, { signal })),
  })
  if (error !== null) return <Fault error={error} />
  if (data === undefined) return <Spin />
  if (data.length === 0)
    return (
      <Empty description={word('import.no-batches')}>
        <Button type="primary" onClick={() => goTo('import')}>
          {word('import.view.wizard')}
        </Button>
      </Empty>
    )
  const opened = Number(params.batch ?? 0)
  return (
    <Table<BatchAnswer>
      size="small"
      rowKey="batch"
      dataSource={data.toReversed()}
      pagination={{ pageSize: 50, hideOnSinglePage: true }}
      expandable={{
        expandedRowKeys: opened === 0 ? [] : [opened],
        onExpand: (isOpen, { batch }) =>
          goTo('import', { view: 'batches', ...(isOpen ? { batch: String(batch) } : {}) }),
        expandedRowRender: ({ batch, file }) => <BatchView batch={batch} file={file} />,
      }}
      columns={[
        { title: word('import.batch'), dataIndex: 'batch', width: 72 },
        {
          title: word('import.batch.file'),
          ellipsis: true,
          render: (_, { file, layer }) => (file === layer ? file : `${file} / ${layer}`),
        },
        { title: word('import.kind'), width: 110, render: (_, { kind }) => pick(layers[kind as LayerKind].title) },
        { title: word('import.batch.at'), width: 170, render: (_, { at }) => timeText(at, words.language) },
        {
          title: word('import.batch.by'),
          width: 120,
          ellipsis: true,
          render: (_, { operator }) => operator ?? word('import.unsigned'),
        },
        {
          title: word('import.batch.counts'),
          width: 210,
          render: (_, batch) =>
            word('import.batch.numbers', {
              imported: countText(words, batch.imported),
              updated: countText(words, batch.updated),
              rejected: countText(words, batch.rejected),
            }),
        },
        {
          title: word('import.batch.state'),
          width: 110,
          render: (_, { rolledBack }) =>
            rolledBack === null ? (
              <Mark tone="good">{word('import.batch.stands')}</Mark>
            ) : (
              <Mark title={timeText(rolledBack, words.language)}>{word('import.batch.rolled-back')}</Mark>
            ),
        },
        { title: '', width: 230, render: (_, batch) => <BatchActions batch={batch} /> },
      ]}
    />
  )
}

const timeText = (iso: string, language: string): string =>
  new Date(iso).toLocaleString(language === 'zh' ? 'zh-CN' : 'en-GB', { dateStyle: 'medium', timeStyle: 'short' })

function BatchActions({ batch }: { readonly batch: BatchAnswer }) {
  const words = useWords()
  const { word } = words
  const core = useCore()
  const { run } = useJobs()
  const { survey } = useSurvey()
  const { message, modal } = App.useApp()
  const explain = (refusal: Refusal): void => {
    const title = wizardRefusal(words, refusal, batch.file)
    if (refusal.code !== 'batch.in-use') return void modal.warning({ title, width: 560 })
    void modal.confirm({
      title,
      width: 560,
      content: <InUse works={refusal.proposals ?? []} />,
      okText: word('import.to-history'),
      onOk: () => goTo('history'),
    })
  }
  const rollBack = async (): Promise<void> => {
    const end = await run('import.job.rollback', (signal) =>
      core.imports.rollback({ survey: survey.id, batch: batch.batch }, { signal }),
    )
    if (end === 'cancelled') return
    if (end.ok) void message.success(word('import.rolled-back', { ...end.value }))
    else explain(end.refusal)
  }
  const bringBack = async (): Promise<void> => {
    const detail = unwrap(await core.imports.batch({ survey: survey.id, batch: batch.batch }))
    const end = await run('import.job.bring-back', (signal) =>
      core.history.undo({ survey: survey.id, entry: detail.rollbackEntry }, { signal }),
    )
    if (end === 'cancelled') return
    if (end.ok) void message.success(word('import.brought-back', { batch: batch.batch, count: end.value.restored }))
    else explain(end.refusal)
  }
  const ask = async (): Promise<void> => {
    const size = await core.imports.rollbackSize({ survey: survey.id, batch: batch.batch })
    if (!size.ok) return explain(size.refusal)
    void modal.confirm({
      title: word('import.rollback.ask', { batch: batch.batch }),
      content: word('import.rollback.what', { ...size.value }),
      okText: word('import.rollback'),
      okButtonProps: { danger: true },
      onOk: rollBack,
    })
  }
  return (
    <Space size="small" wrap>
      {batch.rolledBack === null ? (
        <WriteButton size="small" onClick={() => void ask()}>
          {word('import.rollback')}
        </WriteButton>
      ) : (
        <WriteButton size="small" onClick={() => void bringBack()}>
          {word('import.bring-back')}
        </WriteButton>
      )}
      {batch.rejected > 0 && batch.rolledBack === null ? (
        <RejectedButton batch={batch.batch} rejected={batch.rejected} size="small" />
      ) : null}
    </Space>
  )
}

/** What rests on the batch: `edit <id>`, `building <code>` … */
function InUse({ works }: { readonly works: readonly string[] }) {
  const { word } = useWords()
  return (
    <ul>
      {works.map((text) => {
        const [kind = '', ...rest] = text.split(' ')
        return <li key={text}>{word(`import.in-use.${kind}`, { name: rest.join(' ') })}</li>
      })}
    </ul>
  )
}
