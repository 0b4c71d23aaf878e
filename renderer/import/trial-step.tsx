import { Alert, Button, Empty, Spin } from 'antd'
import { useState } from 'react'
import { useJobs } from '../state/jobs.tsx'
import { useWords } from '../ui/words.tsx'
import { useImportActions } from './actions.ts'
import { FindingList } from './finding-list.tsx'
import { wizardRefusal } from './import-words.ts'
import { RunCounts } from './run-counts.tsx'
import { type Asked, ShapesPreview } from './shapes-preview.tsx'
import type { Run } from './wizard.ts'
import { useWizard } from './wizard-store.ts'

/** What would come of it: counts, findings by code, and their places. Nothing has been changed. */
export function TrialStep() {
  const { word } = useWords()
  const { wizard } = useWizard()
  const { run } = useImportActions()
  const { running } = useJobs()
  const [asked, setAsked] = useState<Asked | null>(null)
  if (wizard.trial === null)
    return wizard.isRunning ? (
      <div className="import-wait" role="status">
        <Spin /> <span>{word('import.trying')}</span>
        {running.map(({ id, cancel }) => (
          <Button key={id} size="small" onClick={cancel}>
            {word('window.cancel')}
          </Button>
        ))}
      </div>
    ) : (
      <Empty description={word('import.not-tried')}>
        <Button type="primary" onClick={() => void run(true)}>
          {word('import.try')}
        </Button>
      </Empty>
    )
  const hasSeveral = wizard.trial.length > 1
  return (
    <div className="import-trial">
      <div>
        {hasSeveral ? <Alert type="info" title={word('import.trial.several')} /> : null}
        {wizard.trial.map((one) => (
          <TrialRun key={one.source} run={one} asked={asked} onAsk={setAsked} />
        ))}
      </div>
      <ShapesPreview asked={asked} />
    </div>
  )
}

function TrialRun(props: { readonly run: Run; readonly asked: Asked | null; readonly onAsk: (asked: Asked) => void }) {
  const words = useWords()
  const { wizard, change } = useWizard()
  const { run, onAsk, asked } = props
  const source = wizard.sources.find(({ key }) => key === run.source)
  if (source === undefined || run.outcome === 'cancelled') return null
  if (!run.outcome.ok)
    return (
      <Alert
        type="warning"
        showIcon
        role="alert"
        title={wizardRefusal(words, run.outcome.refusal, source.name)}
        action={
          <Button size="small" onClick={() => change((before) => ({ ...before, step: 'layers' }))}>
            {words.word('import.to-layers')}
          </Button>
        }
      />
    )
  return run.outcome.value.layers.map((layer) => (
    <section key={layer.layer} className="import-run" aria-label={layer.layer}>
      <h2 className="import-detail-title">
        {layer.layer} <span className="import-quiet">{source.name}</span>
      </h2>
      <RunCounts layer={layer} />
      <FindingList
        layer={layer}
        file={source.name}
        shown={asked?.source === source && asked.layer === layer.layer ? asked.code : null}
        onShow={(code, records) =>
          onAsk({
            source,
            layer: layer.layer,
            code,
            records,
            swapAxes: source.choices.find(({ name }) => name === layer.layer)?.swapAxes ?? false,
          })
        }
      />
    </section>
  ))
}
