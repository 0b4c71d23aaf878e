import { DeleteOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { StandardSet } from '../../../shared/standards/standard-set.ts'
import { DayField } from '../../ui/day-field.tsx'
import { useWords } from '../../ui/words.tsx'
import { CheckField, Labelled, NumberField, TextField, withMember, withoutMember } from './fields.tsx'
import { Articles } from './policy-editor.tsx'
import type { ChangeSet } from './rules-editor.tsx'

/** Title, documents, validity, tolerance and periods of a draft. */
export function GeneralEditor({ set, onChange }: { readonly set: StandardSet; readonly onChange: ChangeSet }) {
  const { word } = useWords()
  const put = (change: Partial<StandardSet>): void => onChange((before) => ({ ...before, ...change }))
  const putPeriods = (change: Partial<StandardSet['periods']>): void => put({ periods: { ...set.periods, ...change } })
  const label = (code: string): string => word(`standards.draft.${code}`)
  return (
    <div className="standards-form">
      <Labelled label={label('title-zh')}>
        <TextField
          label={label('title-zh')}
          value={set.title.zh}
          onChange={(zh) => put({ title: { ...set.title, zh } })}
        />
      </Labelled>
      <Labelled label={label('title-en')}>
        <TextField
          label={label('title-en')}
          value={set.title.en}
          onChange={(en) => put({ title: { ...set.title, en } })}
        />
      </Labelled>
      <Documents set={set} onChange={onChange} />
      <Labelled label={label('validFrom')}>
        <DayField
          className="standards-input-day"
          label={label('validFrom')}
          value={set.validFrom}
          onChange={(validFrom) => put({ validFrom })}
        />
      </Labelled>
      <Labelled label={label('validTo')}>
        <DayField
          className="standards-input-day"
          label={label('validTo')}
          value={set.validTo}
          onChange={(validTo) => put({ validTo })}
        />
      </Labelled>
      <Labelled label={label('tolerance')}>
        <NumberField
          label={label('tolerance')}
          value={set.toleranceM2}
          empty={0}
          onChange={(tolerance) => put({ toleranceM2: tolerance ?? 0 })}
        />
      </Labelled>
      {(['historicBefore', 'handledBefore'] as const).map((name) => (
        <Labelled key={name} label={label(name)}>
          <DayField
            className="standards-input-day"
            label={label(name)}
            value={set.periods[name]}
            onChange={(day) => putPeriods({ [name]: day ?? set.periods[name] })}
          />
        </Labelled>
      ))}
      <Articles article={set.periods.article} onChange={(article) => putPeriods({ article })} />
      <Labelled label={label('periods-to-confirm')}>
        <CheckField
          label={label('periods-to-confirm')}
          value={set.periods.toConfirm}
          onChange={(toConfirm) => putPeriods({ toConfirm })}
        />
      </Labelled>
      <Labelled label={label('set-to-confirm')}>
        <CheckField
          label={label('set-to-confirm')}
          value={set.toConfirm}
          onChange={(toConfirm) => put({ toConfirm })}
        />
      </Labelled>
    </div>
  )
}

function Documents({ set, onChange }: { readonly set: StandardSet; readonly onChange: ChangeSet }) {
  const { word } = useWords()
  const put = (documents: StandardSet['documents']): void => onChange((before) => ({ ...before, documents }))
  return (
    <>
      {set.documents.map((document, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: documents are texts that are typed into
        <Labelled key={i} label={word('standards.draft.document', { n: i + 1 })}>
          <div className="standards-pair">
            <TextField
              label={word('standards.draft.document-zh', { n: i + 1 })}
              value={document.zh}
              onChange={(zh) => put(withMember(set.documents, i, { zh }))}
            />
            <TextField
              label={word('standards.draft.document-en', { n: i + 1 })}
              value={document.en}
              onChange={(en) => put(withMember(set.documents, i, { en }))}
            />
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={word('standards.draft.remove-document', { n: i + 1 })}
              onClick={() => put(withoutMember(set.documents, i))}
            />
          </div>
        </Labelled>
      ))}
      <div>
        <Button size="small" onClick={() => put([...set.documents, { zh: '', en: '' }])}>
          {word('standards.draft.add-document')}
        </Button>
      </div>
    </>
  )
}
