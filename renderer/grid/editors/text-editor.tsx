import type { CustomCellEditorProps } from 'ag-grid-react'
import { useEffect, useRef, useState } from 'react'
import type { ListRow } from '../../../shared/contract/lists.ts'
import type { EditableColumn, ObjectLayer } from '../../../shared/model/object-columns.ts'
import { readTyped } from '../../../shared/model/object-values.ts'
import { draftOf, forgetDraft, keepDraft } from '../../state/drafts.ts'
import { useSurvey } from '../../state/survey.tsx'
import { useWords } from '../../ui/words.tsx'
import './editors.css'

export interface EditorParams {
  readonly layer: ObjectLayer
  readonly editable: EditableColumn
}

/** Text, numbers and dates, judged as they are typed. What is wrong is kept and said; the core would refuse it. A reload keeps it too. */
export function TextCellEditor(props: CustomCellEditorProps<ListRow, string> & EditorParams) {
  const { eventKey, column, data, onValueChange, initialValue } = props
  // AG Grid refreshes an open editor without the parameters of its column.
  const [{ layer, editable }] = useState<EditorParams>(props)
  const { word, pick } = useWords()
  const { survey } = useSurvey()
  const place = { surveyId: survey.surveyId, layer, id: data.id, at: 'cell' } as const
  const draft = draftOf(place, editable.name)
  const isTyping = eventKey !== null && eventKey !== undefined && eventKey.length === 1
  const [text, setText] = useState(isTyping ? eventKey : (draft?.text ?? initialValue ?? ''))
  const input = useRef<HTMLInputElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the cell is opened
  useEffect(() => {
    onValueChange(text)
    input.current?.focus()
    if (!isTyping) input.current?.select()
  }, [])
  const type = (next: string): void => {
    setText(next)
    onValueChange(next)
    if (next === (initialValue ?? '')) forgetDraft(place, editable.name)
    else keepDraft(place, editable.name, { text: next, rev: draft?.rev ?? data.rev })
  }
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
        onChange={(event) => type(event.target.value)}
        // Before AG Grid hears of the key and takes the editor away.
        onKeyDownCapture={({ key, nativeEvent }) => {
          if (key === 'Escape' && !nativeEvent.isComposing) forgetDraft(place, editable.name)
        }}
      />
      {typed.ok ? null : <p role="alert">{word(typed.code, { field: title })}</p>}
    </div>
  )
}
