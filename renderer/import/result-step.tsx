import { Alert, Button, Space } from 'antd'
import { goTo } from '../state/section.ts'
import { useWords } from '../ui/words.tsx'
import { FindingList } from './finding-list.tsx'
import { countText, wizardRefusal } from './import-words.ts'
import { RejectedButton } from './rejected-button.tsx'
import { RunCounts } from './run-counts.tsx'
import type { Run } from './wizard.ts'
import { useWizard } from './wizard-store.ts'

/** What came of it, file by file, with what to do about the rejected. */
export function ResultStep() {
  const words = useWords()
  const { wizard } = useWizard()
  const runs = wizard.result ?? []
  const layers = runs.flatMap(({ outcome }) => (outcome !== 'cancelled' && outcome.ok ? outcome.value.layers : []))
  const total = layers.reduce((sum, layer) => sum + layer.imported + layer.updated, 0)
  const rejected = layers.reduce((sum, layer) => sum + layer.rejected, 0)
  return (
    <div className="import-result">
      <Alert
        showIcon
        role="status"
        type={layers.length === 0 ? 'warning' : rejected > 0 ? 'info' : 'success'}
        title={words.word(layers.length === 0 ? 'import.done.nothing' : 'import.done', {
          count: countText(words, total),
          rejected: countText(words, rejected),
        })}
      />
      {runs.map((run) => (
        <ResultRun key={run.source} run={run} />
      ))}
    </div>
  )
}

function ResultRun({ run }: { readonly run: Run }) {
  const words = useWords()
  const { wizard } = useWizard()
  const source = wizard.sources.find(({ key }) => key === run.source)
  if (source === undefined) return null
  if (run.outcome === 'cancelled')
    return <Alert type="info" title={words.word('import.cancelled', { name: source.name })} />
  if (!run.outcome.ok)
    return <Alert type="warning" role="alert" title={wizardRefusal(words, run.outcome.refusal, source.name)} />
  return run.outcome.value.layers.map((layer) => (
    <section key={layer.layer} className="import-run" aria-label={layer.layer}>
      <h2 className="import-detail-title">
        {layer.layer} <span className="import-quiet">{source.name}</span>
      </h2>
      <RunCounts layer={layer} />
      <Space wrap>
        {layer.batch === null ? null : (
          <Button onClick={() => goTo('import', { view: 'batches', batch: String(layer.batch) })}>
            {words.word('import.to-batch', { batch: layer.batch })}
          </Button>
        )}
        {layer.batch !== null && layer.rejected > 0 ? (
          <RejectedButton batch={layer.batch} rejected={layer.rejected} />
        ) : null}
      </Space>
      <FindingList layer={layer} file={source.name} shown={null} onShow={null} />
    </section>
  ))
}
