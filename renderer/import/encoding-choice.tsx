import { Alert, Button, Radio } from 'antd'
import { useState } from 'react'
import type { TextSample } from '../../shared/contract/examined.ts'
import { useWords } from '../ui/words.tsx'
import { useImportActions } from './actions.ts'
import { encodingOf, type Item } from './wizard.ts'
import { useWizard, withChoice } from './wizard-store.ts'

/** The same records in each encoding that they might be in: a person sees at once which of them is Chinese. */
export function EncodingChoice({ item }: { readonly item: Item }) {
  const { word } = useWords()
  const { change } = useWizard()
  const { again } = useImportActions()
  const { source, layer, choice } = item
  const encoding = encodingOf(item)
  const [showsAll, setShowsAll] = useState(encoding === null)
  const possible = layer.samples.filter((sample) => sample.encoding !== null)
  if (possible.length === 0) return null
  const samples = showsAll ? possible : possible.filter((sample) => sample.encoding === encoding)
  const isTable = source.examined?.tables.length === 1 && layer.geometryType === null
  const choose = (chosen: string): void => {
    // A csv is cut into cells only once its encoding is known.
    if (isTable) void again(source, { encoding: chosen })
    else
      change((before) =>
        withChoice(before, source.key, choice.name, { encoding: chosen === layer.encoding ? null : chosen }),
      )
  }
  const wrong = layer.findings.find(({ code }) => code === 'encoding.cpg-wrong')
  return (
    <div>
      <h3 className="import-part">{word('import.encoding')}</h3>
      {encoding === null ? <Alert type="warning" title={word('import.encoding.undecided')} /> : null}
      <p className="import-quiet">
        {encoding === null
          ? ''
          : word(`import.encoding.from.${choice.encoding === null ? (layer.encodingFrom ?? 'sniffed') : 'option'}`, {
              encoding,
            })}
        {wrong === undefined
          ? ''
          : ` ${word('import.encoding.cpg-wrong', { label: String(wrong.detail?.label ?? '') })}`}
      </p>
      <Radio.Group
        className="import-encodings"
        value={encoding}
        aria-label={word('import.encoding')}
        onChange={({ target }) => choose(String(target.value))}
      >
        {samples.map((sample) => (
          <div key={sample.encoding} className="import-encoding">
            <Radio value={sample.encoding}>
              {sample.encoding}
              {sample.broken > 0 ? (
                <span className="import-quiet"> {word('import.encoding.broken', { count: sample.broken })}</span>
              ) : null}
            </Radio>
            <SampleTable sample={sample} />
          </div>
        ))}
      </Radio.Group>
      {showsAll || possible.length === 1 ? null : (
        <Button type="link" size="small" onClick={() => setShowsAll(true)}>
          {word('import.encoding.others')}
        </Button>
      )}
    </div>
  )
}

function SampleTable({ sample }: { readonly sample: TextSample }) {
  const { word } = useWords()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be scrolled by keys
    <section className="import-scroll" aria-label={`${word('import.encoding')} ${sample.encoding}`} tabIndex={0}>
      <table className="import-table">
        <thead>
          <tr>
            <th scope="col">{word('import.number')}</th>
            {sample.columns.map((column) => (
              <th key={column} scope="col">
                {sample.fields[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sample.rows.slice(0, 3).map(({ record, cells }) => (
            <tr key={record}>
              <th scope="row">{record}</th>
              {cells.map((cell, i) => (
                <td key={sample.columns[i]}>{cell ?? '—'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
