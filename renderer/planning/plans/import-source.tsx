import { DeleteOutlined, FileOutlined } from '@ant-design/icons'
import { Alert, Button, Input, Select, Spin } from 'antd'
import { type PlanLayerName, planLayerNames } from '../../../shared/contract/planning-answers.ts'
import { EncodingButtons } from '../../import/encoding-buttons.tsx'
import { FindingList } from '../../import/finding-list.tsx'
import { wizardRefusal } from '../../import/import-words.ts'
import { RunCounts } from '../../import/run-counts.tsx'
import { Mark } from '../../ui/mark.tsx'
import { useWords } from '../../ui/words.tsx'
import { countText } from '../plan-figures.ts'
import type { PlanSource } from './use-plan-import.ts'

const ENCODINGS = ['UTF-8', 'GB18030']

/** One file: which of its layers is what of the plan, why it cannot come in, and what the last run made of it. */
export function ImportSource(props: {
  readonly source: PlanSource
  readonly onChange: (to: Partial<PlanSource>) => void
  readonly onEncoding: (encoding: string) => void
  readonly onRemove: () => void
}) {
  const { source, onChange, onEncoding, onRemove } = props
  const words = useWords()
  const { word } = words
  return (
    <li className="planning-line">
      <div className="planning-row">
        <FileOutlined />
        <strong className="planning-cut" title={source.name}>
          {source.name}
        </strong>
        {source.state === 'reading' ? <Spin size="small" /> : null}
        {source.state === 'imported' ? <Mark tone="good">{word('planning.import.in')}</Mark> : null}
        {source.state === 'tried' ? <Mark tone="info">{word('planning.import.tried')}</Mark> : null}
        <span className="planning-push" />
        <Button
          type="text"
          size="small"
          icon={<DeleteOutlined />}
          aria-label={word('planning.import.remove', { name: source.name })}
          onClick={onRemove}
        />
      </div>
      {source.state === 'imported'
        ? null
        : source.layers.map((layer) => (
            <div key={layer.name} className="planning-row">
              <span className="planning-cut planning-layer-name" title={layer.name}>
                {layer.name}
              </span>
              <span className="planning-quiet">
                {word('planning.import.records', { number: countText(layer.records) })}
              </span>
              <Select<PlanLayerName | 'none'>
                className="planning-layer-choice"
                aria-label={word('planning.import.is', { layer: layer.name })}
                value={layer.choice ?? 'none'}
                onChange={(choice) =>
                  onChange({
                    state: 'ready',
                    outcome: [],
                    layers: source.layers.map((each) =>
                      each.name === layer.name ? { ...each, choice: choice === 'none' ? null : choice } : each,
                    ),
                  })
                }
                options={[
                  { value: 'none', label: word('planning.import.leave-out') },
                  ...planLayerNames.map((value) => ({ value, label: word(`plan.layer-name.${value}`) })),
                ]}
              />
            </div>
          ))}
      {source.refusal === null ? null : (
        <Alert
          type="warning"
          role="alert"
          title={wizardRefusal(words, source.refusal, source.name)}
          description={
            <Remedy source={source} onEncoding={onEncoding} onCrs={(sourceCrs) => onChange({ sourceCrs })} />
          }
        />
      )}
      {source.outcome.map((layer) => (
        <div key={layer.layer} className="planning-outcome">
          <RunCounts layer={layer} />
          <FindingList layer={layer} file={source.name} shown={null} onShow={null} />
        </div>
      ))}
    </li>
  )
}

/** What can be said about a file that does not say it itself. */
function Remedy(props: {
  readonly source: PlanSource
  readonly onEncoding: (encoding: string) => void
  readonly onCrs: (crs: string | null) => void
}) {
  const { source, onEncoding, onCrs } = props
  const { word } = useWords()
  const { code, proposals } = source.refusal ?? { code: '', proposals: undefined }
  if (code.startsWith('encoding.')) return <EncodingButtons proposals={proposals ?? ENCODINGS} onChosen={onEncoding} />
  if (code.startsWith('crs.'))
    return (
      <Input
        aria-label={word('planning.import.crs')}
        placeholder={word('planning.import.crs')}
        defaultValue={source.sourceCrs ?? proposals?.[0] ?? ''}
        onBlur={({ target }) => onCrs(target.value.trim() === '' ? null : target.value.trim())}
      />
    )
  return null
}
