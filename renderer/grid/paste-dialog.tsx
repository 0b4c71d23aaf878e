import { useQuery } from '@tanstack/react-query'
import { Alert, App, Modal, Spin, Table } from 'antd'
import { useState } from 'react'
import type { ListValue } from '../../shared/contract/lists.ts'
import type { PasteCell, PastePreview } from '../../shared/contract/object-answers.ts'
import { type ListColumn, listColumns } from '../../shared/model/list-columns.ts'
import { type PasteRequest, usePaste } from '../commands/paste-cells.ts'
import { useSurvey } from '../state/survey.tsx'
import { Fault } from '../ui/fault.tsx'
import { useWords } from '../ui/words.tsx'
import { cellText, titleOfColumn } from './columns.ts'

/** Shows what a paste would change before it does: old and new, and which cells cannot be pasted and why. */
export function PasteDialog({ request, onClose }: { readonly request: PasteRequest; readonly onClose: () => void }) {
  const { word } = useWords()
  const { survey, state } = useSurvey()
  const paste = usePaste()
  const { message } = App.useApp()
  const [problem, setProblem] = useState<string | null>(null)
  const [isWorking, setWorking] = useState(false)
  const { data, error, refetch } = useQuery({
    // Not under the survey's key: while it is being pasted the preview must not be asked for again.
    queryKey: ['paste', survey.id, request],
    queryFn: () => paste.preview(request),
    gcTime: 0,
  })
  const preview = data !== undefined && 'cells' in data ? data : null
  const apply = async (sound: PastePreview): Promise<void> => {
    setWorking(true)
    const end = await paste.apply(request, sound)
    setWorking(false)
    if (end.kind === 'done') {
      const { cells, objects } = end.value
      void message.success(word('paste.done', { cells, objects }))
      onClose()
    } else {
      setProblem(end.kind === 'cancelled' ? word('bulk.cancelled') : end.message)
      void refetch()
    }
  }
  return (
    <Modal
      open
      width={880}
      title={word('paste.title')}
      okText={word('paste.apply', { changed: preview?.changed ?? 0 })}
      okButtonProps={{ disabled: preview === null || preview.changed === 0, loading: isWorking || state.writers > 0 }}
      onOk={() => (preview === null ? undefined : void apply(preview))}
      onCancel={onClose}
    >
      {error === null ? null : <Fault error={error} />}
      {problem === null ? null : <Alert type="warning" title={problem} />}
      {data !== undefined && 'message' in data ? <Alert type="warning" title={data.message} /> : null}
      {data === undefined && error === null ? <Spin /> : null}
      {preview === null ? null : <Preview request={request} preview={preview} />}
    </Modal>
  )
}

function Preview({ request, preview }: { readonly request: PasteRequest; readonly preview: PastePreview }) {
  const words = useWords()
  const { word } = words
  const columnOf = (cell: PasteCell): ListColumn | undefined =>
    listColumns[request.layer].find(({ name }) => name === request.columns[cell.column])
  const titleOf = (cell: PasteCell): string => {
    const column = columnOf(cell)
    return column === undefined ? '' : titleOfColumn(column, words)
  }
  const shown = (cell: PasteCell, value: ListValue): string => {
    const column = columnOf(cell)
    if (value === null) return word('object.blank')
    return column === undefined ? String(value) : cellText(column, value, words)
  }
  const { changed, unchanged, invalid, gone, more } = preview
  const { leftOut, names } = request
  return (
    <>
      <p>{word('paste.counts', { changed, unchanged, invalid, gone })}</p>
      {leftOut.rows === 0 && leftOut.columns === 0 ? null : (
        <Alert type="warning" title={word('paste.left-out', leftOut)} />
      )}
      <Table<PasteCell>
        size="small"
        virtual
        scroll={{ x: 800, y: 360 }}
        pagination={false}
        rowKey={(cell) => `${cell.row} ${cell.column}`}
        dataSource={[...preview.cells]}
        columns={[
          { title: word('paste.row'), width: 190, render: (_, cell) => `${cell.row + 1} · ${names[cell.row] ?? ''}` },
          { title: word('bulk.column'), width: 150, render: (_, cell) => titleOf(cell) },
          { title: word('paste.before'), width: 160, render: (_, cell) => shown(cell, cell.before) },
          { title: word('paste.after'), width: 160, render: (_, cell) => shown(cell, cell.after) },
          {
            title: word('paste.problem'),
            width: 190,
            render: (_, cell) =>
              cell.problem === null ? null : (
                <span className="paste-invalid">
                  {word(cell.problem === 'field.not-editable' ? 'paste.read-only' : cell.problem, {
                    field: titleOf(cell),
                  })}
                </span>
              ),
          },
        ]}
      />
      {more === 0 ? null : <p>{word('paste.more', { more })}</p>}
    </>
  )
}
