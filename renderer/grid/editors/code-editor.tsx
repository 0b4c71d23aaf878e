import type { CustomCellEditorProps } from 'ag-grid-react'
import { useEffect, useRef, useState } from 'react'
import type { ListRow } from '../../../shared/contract/lists.ts'
import { codeWithName } from '../../../shared/model/object-values.ts'
import { useWords } from '../../ui/words.tsx'
import './editors.css'
import type { EditorParams } from './text-editor.tsx'

/** A code list as code and name; the first keys of a code find it. */
export function CodeCellEditor(props: CustomCellEditorProps<ListRow, string> & EditorParams) {
  const { column, value, onValueChange } = props
  // AG Grid refreshes an open editor without the parameters of its column.
  const [{ editable }] = useState<EditorParams>(props)
  const { word, pick, language } = useWords()
  const select = useRef<HTMLSelectElement>(null)
  useEffect(() => select.current?.focus(), [])
  const codes = Object.keys(editable.codeList?.codes ?? {})
  const current = value ?? ''
  return (
    <div className="grid-editor" style={{ width: Math.max(column.getActualWidth(), 180) }}>
      <select
        ref={select}
        aria-label={pick(editable.title)}
        value={current}
        onChange={(event) => onValueChange(event.target.value)}
      >
        {editable.required === true ? null : <option value="">{word('object.blank')}</option>}
        {current === '' || codes.includes(current) ? null : <option value={current}>{current}</option>}
        {codes.map((code) => (
          <option key={code} value={code}>
            {codeWithName(editable, code, language)}
          </option>
        ))}
      </select>
    </div>
  )
}
