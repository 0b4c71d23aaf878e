import { Input, Select } from 'antd'
import { useId } from 'react'
import type { ObjectRow } from '../../../shared/contract/object-answers.ts'
import type { EditableColumn } from '../../../shared/model/object-columns.ts'
import { codeWithName } from '../../../shared/model/object-values.ts'
import { useSurvey } from '../../state/survey.tsx'
import { useWords } from '../../ui/words.tsx'
import { FieldState } from './field-state.tsx'
import { PersonalField } from './personal-field.tsx'
import { type Field, useField } from './use-field.ts'
import './object-field.css'

interface FieldProps {
  readonly surveyId: string
  readonly row: ObjectRow
  readonly column: EditableColumn
  readonly why?: string | null
}

/** One column of one object, saved as it is left; beside it stands whether it is saved, and if not, why. */
export function ObjectField(props: FieldProps) {
  return props.column.personal === undefined ? <PlainField {...props} /> : <PersonalField {...props} />
}

function PlainField({ surveyId, row, column, why = null }: FieldProps) {
  const { pick } = useWords()
  const readOnly = useSurvey().survey.readOnly !== null
  const field = useField({ surveyId, row, column, why })
  const id = useId()
  return (
    <div className="object-field">
      <label htmlFor={id}>
        {pick(column.title)}
        {column.required === true ? <span aria-hidden="true"> *</span> : null}
      </label>
      {column.codeList === undefined ? (
        <TextInput id={id} column={column} field={field} readOnly={readOnly} />
      ) : (
        <CodeInput id={id} column={column} field={field} readOnly={readOnly} />
      )}
      <FieldState id={`${id}-state`} column={column} field={field} />
    </div>
  )
}

interface InputProps {
  readonly id: string
  readonly column: EditableColumn
  readonly field: Field
  readonly readOnly: boolean
}

const isWrong = ({ status }: Field): boolean =>
  status.kind === 'refused' || status.kind === 'conflict' || (status.kind === 'typing' && status.problem !== null)

function TextInput({ id, column, field, readOnly }: InputProps) {
  const isNumber = column.type === 'number' || column.type === 'integer'
  return (
    <Input
      id={id}
      size="small"
      value={field.text}
      readOnly={readOnly}
      inputMode={isNumber ? 'decimal' : 'text'}
      suffix={column.unit === 'm2' ? 'm²' : null}
      {...(column.type === 'date' ? { placeholder: 'YYYY-MM-DD' } : {})}
      status={isWrong(field) ? 'error' : ''}
      aria-invalid={isWrong(field)}
      aria-describedby={`${id}-state`}
      onChange={(event) => field.type(event.target.value)}
      onBlur={() => void field.save()}
      onKeyDown={(event) => {
        if (event.key === 'Enter') void field.save()
        if (event.key === 'Escape') field.discard()
      }}
    />
  )
}

function CodeInput({ id, column, field, readOnly }: InputProps) {
  const { language } = useWords()
  const codes = Object.keys(column.codeList?.codes ?? {})
  const isListed = field.text === '' || codes.includes(field.text)
  return (
    <Select
      id={id}
      size="small"
      value={field.text === '' ? null : field.text}
      disabled={readOnly}
      status={isWrong(field) ? 'error' : ''}
      allowClear={column.required !== true}
      showSearch={{ optionFilterProp: 'label' }}
      aria-describedby={`${id}-state`}
      options={[...(isListed ? [] : [field.text]), ...codes].map((code) => ({
        value: code,
        label: codeWithName(column, code, language),
      }))}
      onChange={(code: string | undefined) => void field.save(code ?? '')}
    />
  )
}
