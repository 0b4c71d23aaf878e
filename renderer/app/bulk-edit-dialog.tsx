import { Alert, App, Checkbox, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import type { ObjectSelection } from '../../shared/contract/lists.ts'
import { editableColumns } from '../../shared/model/object-columns.ts'
import { codeWithName, readTyped } from '../../shared/model/object-values.ts'
import { useBulkEdit } from '../commands/bulk-edit.ts'
import { Later } from '../ui/later.tsx'
import { useWords } from '../ui/words.tsx'

/** One value for all objects of a selection; `count`: how many they are. A job: it can be cancelled in the bar. */
export function BulkEditDialog(props: {
  readonly selection: ObjectSelection
  readonly count: number
  readonly onClose: () => void
}) {
  const { selection, count, onClose } = props
  const { word, pick, language } = useWords()
  const { message } = App.useApp()
  const bulkEdit = useBulkEdit()
  const layer = selection.kind === 'ids' ? selection.layer : selection.query.layer
  const columns = editableColumns(layer).filter((column) => column.single !== true && column.reference === undefined)
  const [name, setName] = useState<string | null>(null)
  const [text, setText] = useState('')
  const [isClearing, setClearing] = useState(false)
  const [why, setWhy] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [isWorking, setWorking] = useState(false)
  const column = columns.find((candidate) => candidate.name === name)
  const typed = column === undefined ? null : readTyped(layer, column, isClearing ? null : text)
  const isGiven = isClearing || text.trim() !== ''
  const apply = async (): Promise<void> => {
    if (column === undefined) return
    setWorking(true)
    const reason = why.trim() === '' ? null : why.trim()
    const end = await bulkEdit(selection, { [column.name]: isClearing ? null : text }, reason).finally(() =>
      setWorking(false),
    )
    if (end.kind === 'done') {
      const { objects, unchanged, gone } = end.value
      void message.success(word('bulk.done', { objects, unchanged, gone }))
      onClose()
    } else setProblem(end.kind === 'cancelled' ? word('bulk.cancelled') : end.message)
  }
  const wrong =
    typed !== null && isGiven && !typed.ok
      ? word(typed.code, { field: pick(column?.title ?? { zh: '', en: '' }) })
      : null
  return (
    <Modal
      open
      title={word('bulk.title')}
      okText={word('bulk.apply')}
      okButtonProps={{ disabled: typed === null || !typed.ok || !isGiven, loading: isWorking }}
      onOk={() => void apply()}
      onCancel={onClose}
    >
      <p>{word('bulk.count', { count: count.toLocaleString('en-US') })}</p>
      {problem === null ? null : <Alert type="warning" title={problem} />}
      <Later>
        <Form layout="vertical">
          <Form.Item label={word('bulk.column')} htmlFor="bulk-column">
            <Select
              id="bulk-column"
              showSearch={{ optionFilterProp: 'label' }}
              placeholder={word('object.choose')}
              value={name}
              onChange={(chosen) => {
                setName(chosen)
                setText('')
              }}
              options={columns.map((candidate) => ({ value: candidate.name, label: pick(candidate.title) }))}
            />
          </Form.Item>
          <Form.Item
            label={word('bulk.value')}
            htmlFor="bulk-value"
            validateStatus={wrong === null ? '' : 'error'}
            help={wrong ?? undefined}
          >
            {column?.codeList === undefined ? (
              <Input
                id="bulk-value"
                disabled={column === undefined || isClearing}
                value={isClearing ? '' : text}
                suffix={column?.unit === 'm2' ? 'm²' : null}
                onChange={(event) => setText(event.target.value)}
              />
            ) : (
              <Select
                id="bulk-value"
                disabled={isClearing}
                value={isClearing || text === '' ? null : text}
                onChange={setText}
                options={Object.keys(column.codeList.codes).map((code) => ({
                  value: code,
                  label: codeWithName(column, code, language),
                }))}
              />
            )}
          </Form.Item>
          <Checkbox
            checked={isClearing}
            disabled={column === undefined || column.required === true}
            onChange={(event) => setClearing(event.target.checked)}
          >
            {word('bulk.clear')}
          </Checkbox>
          <Form.Item label={word('object.why')} htmlFor="bulk-why">
            <Input id="bulk-why" value={why} onChange={(event) => setWhy(event.target.value)} />
          </Form.Item>
        </Form>
      </Later>
    </Modal>
  )
}
