import { Button, Descriptions, Result } from 'antd'
import type { ExportedFile } from '../../shared/contract/answers.ts'
import { wordFinding } from '../../shared/lang/words.ts'
import { door, type PickedFile } from '../state/door.ts'
import { useWords } from '../ui/words.tsx'

/** What was written: counts, the checksum, and what the format could not carry. */
export function ExportResult({ target, answer }: { readonly target: PickedFile; readonly answer: ExportedFile }) {
  const words = useWords()
  const desktop = door.kind === 'electron' ? door : null
  const layerName = (layer: string | null): string => (layer === null ? '' : words.word(`layer.${layer}`))
  return (
    <Result
      status="success"
      title={words.word('handover.done', { name: target.name })}
      subTitle={
        answer.sha256 === undefined ? undefined : <code className="handover-hash">SHA-256 {answer.sha256}</code>
      }
      extra={
        desktop !== null ? (
          <Button onClick={() => void desktop.showInFolder(target.file)}>{words.word('handover.show')}</Button>
        ) : null
      }
    >
      <Counts title={words.word('handover.counts')} counts={answer.counts} />
      {answer.planCounts === undefined ? null : (
        <Counts title={words.word('handover.plan-counts')} counts={answer.planCounts} />
      )}
      {answer.losses.length === 0 ? null : (
        <>
          <h4>{words.word('handover.losses')}</h4>
          <ul>
            {answer.losses.map(({ code, layer, params }) => (
              <li key={`${code} ${layer} ${JSON.stringify(params)}`}>
                {wordFinding(code, { layer: layerName(layer), ...params }, words.language)}
              </li>
            ))}
          </ul>
        </>
      )}
    </Result>
  )
}

function Counts(props: { readonly title: string; readonly counts: Readonly<Record<string, number>> }) {
  const { word } = useWords()
  return (
    <Descriptions
      size="small"
      column={2}
      title={props.title}
      items={Object.entries(props.counts).map(([layer, count]) => ({
        key: layer,
        label: word(`layer.${layer}`),
        children: word('handover.records', { count: count.toLocaleString('en-US') }),
      }))}
    />
  )
}
