import type { GridApi } from 'ag-grid-community'
import { App, Button, Dropdown } from 'antd'
import type { ListQuery, ListRow } from '../../shared/contract/lists.ts'
import { listTitle } from '../../shared/model/list-columns.ts'
import { useCore } from '../state/core-context.ts'
import { useJobs } from '../state/jobs.tsx'
import { useSurvey } from '../state/survey.tsx'
import { usePickFile } from '../ui/file-picker.tsx'
import { useWords } from '../ui/words.tsx'

type Format = 'xlsx' | 'csv'

/** Writes what the table shows: its rows in their order, its columns in theirs. */
export function ExportListButton(props: { readonly query: ListQuery; readonly api: GridApi<ListRow> | null }) {
  const { query, api } = props
  const { word, pick, refusal, language } = useWords()
  const core = useCore()
  const { survey } = useSurvey()
  const { run } = useJobs()
  const { message, modal } = App.useApp()
  const pickFile = usePickFile()

  const write = async (format: Format, to: string, name: string, force: boolean): Promise<void> => {
    const columns = api?.getAllDisplayedColumns().map((column) => column.getColId()) ?? []
    const request = { survey: survey.id, query, columns, to, format, language, force }
    const end = await run('grid.export.running', (signal) => core.lists.export(request, { signal }))
    if (end === 'cancelled') return
    if (end.ok) message.success(word('grid.export.done', { name, count: end.value.rows }))
    else if (end.refusal.code === 'target.exists')
      modal.confirm({
        title: word('grid.export.replace', { name }),
        okText: word('grid.export.replace.yes'),
        onOk: () => void attempt(write(format, to, name, true)),
      })
    else message.error(refusal(end.refusal))
  }
  const start = async (format: Format): Promise<void> => {
    const stem = survey.name.replace(/\.gpkg$/i, '')
    const target = await pickFile({
      mode: 'save',
      title: word('grid.export'),
      endings: [format],
      suggestedName: `${stem}-${pick(listTitle(query.layer))}.${format}`,
    })
    if (target !== null) await write(format, target.file, target.name, false)
  }
  const attempt = (work: Promise<void>): Promise<void> =>
    work.catch(() => {
      message.error(word('window.fault'))
    })
  return (
    <Dropdown
      disabled={api === null}
      trigger={['click']}
      menu={{
        items: [
          { key: 'xlsx', label: word('grid.export.xlsx') },
          { key: 'csv', label: word('grid.export.csv') },
        ],
        onClick: ({ key }) => void attempt(start(key === 'csv' ? 'csv' : 'xlsx')),
      }}
    >
      <Button>{word('grid.export')}</Button>
    </Dropdown>
  )
}
