import { Button, Input, Popover } from 'antd'
import { useEffect, useId, useState } from 'react'
import type { ObjectRow } from '../../../shared/contract/object-answers.ts'
import type { EditableColumn } from '../../../shared/model/object-columns.ts'
import { useObjectCommands } from '../../commands/objects.ts'
import { useWords } from '../../ui/words.tsx'
import { WriteButton } from '../../ui/write-button.tsx'
import { FieldState } from './field-state.tsx'
import { useField } from './use-field.ts'

/** How long a number stands on the screen in full. */
const SHOWN_FOR_MS = 30_000

/** A person's number: masked; another one can be typed; in full only for a reason, and not for long. */
export function PersonalField(props: {
  readonly surveyId: string
  readonly row: ObjectRow
  readonly column: EditableColumn
  readonly why?: string | null
}) {
  const { surveyId, row, column, why = null } = props
  const { word, pick } = useWords()
  const field = useField({ surveyId, row, column, why })
  const [isChanging, setChanging] = useState(false)
  const id = useId()
  const masked = row.values[column.name] ?? null
  const title = pick(column.title)
  const isSaved = field.status.kind === 'saved'
  useEffect(() => {
    if (isSaved) setChanging(false)
  }, [isSaved])
  return (
    <div className="object-field">
      {isChanging ? <label htmlFor={id}>{title}</label> : <span className="object-field-label">{title}</span>}
      {isChanging ? (
        <Input
          id={id}
          size="small"
          autoFocus
          autoComplete="off"
          value={field.text}
          placeholder={word('object.personal.hidden')}
          aria-describedby={`${id}-state`}
          onChange={(event) => field.type(event.target.value)}
          onBlur={() => void field.save()}
          onKeyDown={(event) => {
            if (event.key === 'Enter') void field.save()
            if (event.key !== 'Escape') return
            field.discard()
            setChanging(false)
          }}
        />
      ) : (
        <span className="object-field-masked">
          <code>{masked ?? word('object.blank')}</code>
          <WriteButton
            size="small"
            type="link"
            aria-label={`${word('object.personal.change')} ${title}`}
            onClick={() => setChanging(true)}
          >
            {word('object.personal.change')}
          </WriteButton>
          {masked === null ? null : <Reveal id={row.id} column={column} />}
        </span>
      )}
      <FieldState id={`${id}-state`} column={column} field={field} />
    </div>
  )
}

function Reveal({ id, column }: { readonly id: string; readonly column: EditableColumn }) {
  const { word, pick } = useWords()
  const { reveal } = useObjectCommands()
  const [why, setWhy] = useState('')
  const [shown, setShown] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    if (shown === null) return
    const timer = setTimeout(() => setShown(null), SHOWN_FOR_MS)
    return () => clearTimeout(timer)
  }, [shown])
  const ask = async (): Promise<void> => {
    const end = await reveal(id, column.name as 'id_number', why)
    setProblem(end.ok ? null : end.message)
    setShown(end.ok ? end.value : null)
  }
  return (
    <Popover
      trigger="click"
      onOpenChange={() => {
        setShown(null)
        setWhy('')
        setProblem(null)
      }}
      content={
        shown === null ? (
          <div className="object-field-reveal">
            <Input
              size="small"
              autoFocus
              aria-label={word('object.personal.reason')}
              placeholder={word('object.personal.reason')}
              value={why}
              onChange={(event) => setWhy(event.target.value)}
              onPressEnter={() => void ask()}
            />
            <Button size="small" type="primary" disabled={why.trim() === ''} onClick={() => void ask()}>
              {word('object.personal.show')}
            </Button>
            {problem === null ? null : <span role="alert">{problem}</span>}
          </div>
        ) : (
          <code>{shown}</code>
        )
      }
    >
      <WriteButton size="small" type="link" aria-label={`${word('object.personal.show')} ${pick(column.title)}`}>
        {word('object.personal.show')}
      </WriteButton>
    </Popover>
  )
}
