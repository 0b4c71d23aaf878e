import { Input } from 'antd'
import { useState } from 'react'
import type { ObjectAnswer } from '../../../shared/contract/object-answers.ts'
import { creatableLayers, editableColumns } from '../../../shared/model/object-columns.ts'
import { useSurvey } from '../../state/survey.tsx'
import { ReadOnlyNote } from '../../ui/read-only.tsx'
import { useWords } from '../../ui/words.tsx'
import { ObjectField } from './object-field.tsx'
import { RemoveButton } from './remove-button.tsx'

/** Every column of the object; each is saved as it is left, with the reason that stands above them where one is given. */
export function ObjectForm({ object }: { readonly object: ObjectAnswer }) {
  const { word } = useWords()
  const { survey } = useSurvey()
  const [why, setWhy] = useState('')
  const creatable = creatableLayers.find((layer) => layer === object.layer)
  return (
    <div className="object-form">
      <ReadOnlyNote />
      {survey.readOnly !== null ? null : (
        <Input
          size="small"
          aria-label={word('object.why')}
          placeholder={word('object.why')}
          value={why}
          onChange={(event) => setWhy(event.target.value)}
        />
      )}
      {editableColumns(object.layer)
        .filter((column) => column.reference === undefined)
        .map((column) => (
          <ObjectField
            key={column.name}
            surveyId={object.surveyId}
            row={object}
            column={column}
            why={why.trim() === '' ? null : why.trim()}
          />
        ))}
      {creatable === undefined ? null : <RemoveButton layer={creatable} id={object.id} rev={object.rev} />}
    </div>
  )
}
