import { Button, Form, Input, InputNumber, Select } from 'antd'
import type { ListFilter } from '../../shared/contract/lists.ts'
import type { Text } from '../../shared/lang/message.ts'
import { type ListColumn, type ListLayer, listColumns } from '../../shared/model/list-columns.ts'
import { useWords } from '../ui/words.tsx'
import { titleOfColumn } from './columns.ts'

interface Entry {
  readonly column: string
  readonly text?: string
  readonly from?: number | string | null
  readonly to?: number | string | null
  readonly codes?: readonly string[]
}

const BLANK = ''

/** One condition on one column: words for texts, a range for numbers and dates, names for codes. */
export function FilterForm({
  layer,
  onAdd,
}: {
  readonly layer: ListLayer
  readonly onAdd: (filter: ListFilter) => void
}) {
  const words = useWords()
  const [form] = Form.useForm<Entry>()
  const chosen = Form.useWatch('column', form)
  const column = listColumns[layer].find(({ name }) => name === chosen)
  return (
    <Form<Entry>
      form={form}
      layout="vertical"
      className="grid-filter-form"
      onFinish={(entry) => {
        if (column !== undefined) onAdd(filterOf(column, entry))
      }}
    >
      <Form.Item name="column" label={words.word('grid.filter.column')} rules={[{ required: true }]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={listColumns[layer].map((each) => ({ value: each.name, label: titleOfColumn(each, words) }))}
          onChange={() => form.resetFields(['text', 'from', 'to', 'codes'])}
        />
      </Form.Item>
      {column === undefined ? null : <Values column={column} />}
      <Button type="primary" htmlType="submit">
        {words.word('grid.filter.apply')}
      </Button>
    </Form>
  )
}

function Values({ column }: { readonly column: ListColumn }) {
  const words = useWords()
  if (column.codeList !== undefined) {
    const codes: Readonly<Record<string, Text>> = column.codeList.codes
    return (
      <Form.Item name="codes" label={words.word('grid.filter.codes')} rules={[{ required: true }]}>
        <Select
          mode="multiple"
          options={[
            ...Object.entries(codes).map(([value, title]) => ({ value, label: words.pick(title) })),
            { value: BLANK, label: words.word('grid.blank') },
          ]}
        />
      </Form.Item>
    )
  }
  if (column.type === 'text')
    return (
      <Form.Item name="text" label={words.word('grid.filter.contains')} rules={[{ required: true }]}>
        <Input />
      </Form.Item>
    )
  const Field = column.type === 'date' ? Input : InputNumber
  const placeholder = column.type === 'date' ? { placeholder: '2020-01-31' } : {}
  return (
    <>
      <Form.Item name="from" label={words.word('grid.filter.from')}>
        <Field style={{ width: '100%' }} {...placeholder} />
      </Form.Item>
      <Form.Item name="to" label={words.word('grid.filter.to')}>
        <Field style={{ width: '100%' }} {...placeholder} />
      </Form.Item>
    </>
  )
}

function filterOf(column: ListColumn, { text, from, to, codes }: Entry): ListFilter {
  if (column.codeList !== undefined)
    return {
      kind: 'one-of',
      column: column.name,
      values: (codes ?? []).map((code) => (code === BLANK ? null : code)),
    }
  if (column.type === 'text') return { kind: 'contains', column: column.name, text: text ?? '' }
  const bound = (value: number | string | null | undefined): number | string | null =>
    value === undefined || value === '' ? null : value
  return { kind: 'between', column: column.name, from: bound(from), to: bound(to) }
}
