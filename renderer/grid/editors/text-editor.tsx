import type { CustomCellEditorProps } from 'ag-grid-react'
import { useEffect, useRef, useState } from 'react'
import type { ListRow } from '../../../shared/contract/lists.ts'
import type { EditableColumn, ObjectLayer } from '../../../shared/model/object-columns.ts'
import { readTyped } from '../../../shared/model/object-values.ts'
import { useWords } from '../../ui/words.tsx'
import './editors.css'

export interface EditorParams {
  readonly layer: ObjectLayer
  readonly editable: EditableColumn
}

/** Text, numbers and dates, judged as they are typed. What is wrong is kept and said; the core would refuse it. */
export function TextCellEditor(props: CustomCellEditorProps<ListRow, string> & EditorParams) {
  const { eventKey, column, onValueChange, initialValue } = props
  // AG Grid refreshes an open editor without the parameters of its column.
  const [{ layer, editable }] = useState<EditorParams>(props)
  const { word, pick } = useWords()
  const isTyping = eventKey !== null && eventKey !== undefined && eventKey.length === 1
  const [text, setText] = useState(isTyping ? eventKey : (initialValue ?? ''))
  const input = useRef<HTMLInputElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the cell is opened
  useEffect(() => {
    onValueChange(text)
    input.current?.focus()
    if (!isTyping) input.current?.select()
  }, [])
  const typed = readTyped(layer, editable, text)
  const title = pick(editable.title)
  return (
    <div className="grid-editor" style={{ width: Math.max(column.getActualWidth(), 140) }}>
      <input
        ref={input}
        aria-label={title}
        aria-invalid={!typed.ok}
        inputMode={editable.type === 'number' || editable.type === 'integer' ? 'decimal' : 'text'}
        placeholder={editable.type === 'date' ? 'YYYY-MM-DD' : undefined}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          onValueChange(event.target.value)
        }}
      />
      {typed.ok ? null : <p role="alert">{word(typed.code, { field: title })}</p>}
    </div>
  )
}
