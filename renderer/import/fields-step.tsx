import { Radio, Select, Space, Switch, Table, Tabs } from 'antd'
import type { ColumnDefinition } from '../../shared/model/column.ts'
import { mapKeys } from '../../shared/model/column-plan.ts'
import { layers } from '../../shared/model/layers.ts'
import { Mark } from '../ui/mark.tsx'
import { useWords } from '../ui/words.tsx'
import { chosenOf, fieldsOf, type Item, itemKey, planOf, sampleOf } from './wizard.ts'
import { useWizard, withChoice } from './wizard-store.ts'

/** Which column of the file fills which field, layer by layer, and how the import behaves. */
export function FieldsStep() {
  const { word, pick } = useWords()
  const { wizard } = useWizard()
  const items = chosenOf(wizard)
  return (
    <div className="import-fields">
      <Options />
      <Tabs
        size="small"
        aria-label={word('import.step.fields')}
        items={items.map((item) => ({
          key: itemKey(item),
          label: (
            <span>
              {item.layer.name}{' '}
              <span className="import-quiet">
                {item.choice.kind === null ? '' : pick(layers[item.choice.kind].title)}
              </span>
            </span>
          ),
          children: <Mapping item={item} />,
        }))}
      />
    </div>
  )
}

function Options() {
  const { word } = useWords()
  const { wizard, change } = useWizard()
  const { options } = wizard
  const set = (more: Partial<typeof options>): void =>
    change((before) => ({ ...before, trial: null, options: { ...before.options, ...more } }))
  const hasParcels = chosenOf(wizard).some(({ choice }) => choice.kind === 'parcel')
  return (
    <div className="import-options">
      <Space wrap>
        <span id="import-duplicate">{word('import.duplicate')}</span>
        <Radio.Group
          aria-labelledby="import-duplicate"
          value={options.onDuplicate}
          optionType="button"
          size="small"
          options={(['reject', 'skip', 'update'] as const).map((value) => ({
            value,
            label: word(`import.duplicate.${value}`),
          }))}
          onChange={({ target }) => set({ onDuplicate: target.value })}
        />
      </Space>
      {hasParcels ? (
        <Space wrap>
          <Switch
            size="small"
            id="import-village"
            checked={options.villageFromCode}
            onChange={(villageFromCode) => set({ villageFromCode })}
          />
          <label htmlFor="import-village">{word('import.village-from-code')}</label>
          <span className="import-quiet">{word('import.village-from-code.advice')}</span>
        </Space>
      ) : null}
    </div>
  )
}

interface Row {
  readonly column: ColumnDefinition
  readonly source: string | null
  /** How it came: by its code, by the user or an earlier file, or not. */
  readonly how: 'code' | 'map' | 'none'
}

function Mapping({ item }: { readonly item: Item }) {
  const { word, pick } = useWords()
  const { change } = useWizard()
  const { choice, source } = item
  const plan = planOf(item)
  if (choice.kind === null || plan === null) return null
  const fields = fieldsOf(item)
  const values = sampleOf(item)?.values ?? []
  const planned = [...plan.columns, ...plan.personal]
  const rows = layers[choice.kind].columns.map((column): Row => {
    const index = planned.find(({ name }) => name === column.name)?.sources[0]
    const name = index === undefined ? null : (fields[index]?.name ?? null)
    const isMapped = mapKeys(column).some((key) => (choice.map[key] ?? '') !== '')
    return { column, source: name, how: name === null ? 'none' : isMapped ? 'map' : 'code' }
  })
  const choose = (column: ColumnDefinition, field: string | null): void => {
    const keys = mapKeys(column)
    const [first, ...rest] = keys
    const others = Object.fromEntries(Object.entries(choice.map).filter(([key]) => !keys.includes(key)))
    const own = field === null ? Object.fromEntries(keys.map((key) => [key, ''])) : { [first]: field }
    const left =
      field === null ? {} : Object.fromEntries(rest.filter((code) => choice.map[code] === '').map((code) => [code, '']))
    change((before) => withChoice(before, source.key, choice.name, { map: { ...others, ...left, ...own } }))
  }
  const firstValue = (name: string | null): string => {
    const at = fields.findIndex((field) => field.name === name)
    return at < 0 ? '' : (values[at] ?? '')
  }
  return (
    <>
      <Table<Row>
        size="small"
        pagination={false}
        rowKey={({ column }) => column.name}
        dataSource={rows}
        scroll={{ y: 'calc(100vh - 430px)' }}
        columns={[
          {
            title: word('import.field'),
            width: 260,
            render: (_, { column }) => `${pick(column.title)} ${column.codes[0] ?? ''}`,
          },
          {
            title: word('import.column'),
            width: 300,
            render: (_, { column, source: name }) => (
              <Select
                size="small"
                className="import-column"
                allowClear
                showSearch
                aria-label={word('import.column.for', { field: pick(column.title) })}
                placeholder={word('import.column.none')}
                value={name}
                options={fields.map((field) => ({ value: field.name, label: field.name }))}
                onChange={(field: string | undefined) => choose(column, field ?? null)}
              />
            ),
          },
          {
            title: word('import.how'),
            width: 130,
            render: (_, { how }) =>
              how === 'none' ? null : <Mark tone={how === 'code' ? 'good' : 'info'}>{word(`import.how.${how}`)}</Mark>,
          },
          { title: word('import.first-value'), ellipsis: true, render: (_, row) => firstValue(row.source) },
        ]}
      />
      {plan.unknown.length === 0 ? null : (
        <p>
          {word('import.kept')}{' '}
          {plan.unknown.map((name) => (
            <Mark key={name}>{name}</Mark>
          ))}
        </p>
      )}
    </>
  )
}
