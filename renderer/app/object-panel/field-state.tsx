import { Button } from 'antd'
import type { ListValue } from '../../../shared/contract/lists.ts'
import type { EditableColumn } from '../../../shared/model/object-columns.ts'
import { codeWithName } from '../../../shared/model/object-values.ts'
import { useWords } from '../../ui/words.tsx'
import type { Field } from './use-field.ts'

/** What became of what was typed: saving, saved, why not, or what somebody else wrote meanwhile. */
export function FieldState(props: { readonly id: string; readonly column: EditableColumn; readonly field: Field }) {
  const { id, column, field } = props
  const { word } = useWords()
  const { status } = field
  switch (status.kind) {
    case 'rest':
      return <span id={id} className="object-field-state" />
    case 'typing':
      return (
        <span
          id={id}
          className="object-field-state"
          data-tone={status.problem === null ? 'quiet' : 'bad'}
          role="status"
        >
          {status.problem ?? word('object.unsaved')}
        </span>
      )
    case 'saving':
      return (
        <span id={id} className="object-field-state" data-tone="quiet" role="status">
          {word('object.saving')}
        </span>
      )
    case 'saved':
      return (
        <span
          id={id}
          className="object-field-state"
          data-tone={status.warnings.length === 0 ? 'good' : 'warn'}
          role="status"
        >
          {[word('object.saved'), ...status.warnings].join(' · ')}
        </span>
      )
    case 'refused':
      return (
        <span id={id} className="object-field-state" data-tone="bad" role="alert">
          {status.message} <Discard field={field} />
        </span>
      )
    case 'conflict':
      return (
        <span id={id} className="object-field-state object-field-conflict" data-tone="bad" role="alert">
          {word('object.changed')}
          <Both column={column} theirs={status.conflict.theirs} mine={status.conflict.mine} />
          <span>
            <Button size="small" onClick={() => field.insist()}>
              {word('object.conflict.keep')}
            </Button>{' '}
            <Button size="small" onClick={() => field.discard()}>
              {word('object.conflict.take')}
            </Button>
          </span>
        </span>
      )
  }
}

function Discard({ field }: { readonly field: Field }) {
  const { word } = useWords()
  return (
    <Button size="small" type="link" onClick={() => field.discard()}>
      {word('object.discard')}
    </Button>
  )
}

function Both(props: { readonly column: EditableColumn; readonly theirs: ListValue; readonly mine: ListValue }) {
  const { word, language } = useWords()
  const shown = (value: ListValue): string =>
    value === null ? word('object.blank') : codeWithName(props.column, String(value), language)
  return (
    <dl>
      <dt>{word('object.conflict.theirs')}</dt>
      <dd>{shown(props.theirs)}</dd>
      <dt>{word('object.conflict.mine')}</dt>
      <dd>{shown(props.mine)}</dd>
    </dl>
  )
}
