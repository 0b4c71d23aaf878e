import { Alert, Segmented, Steps } from 'antd'
import { useEffect, useRef } from 'react'
import { goTo, usePlace } from '../state/section.ts'
import { ReadOnlyNote } from '../ui/read-only.tsx'
import { useWords } from '../ui/words.tsx'
import { useImportActions } from './actions.ts'
import { BatchList } from './batch-list.tsx'
import { FieldsStep } from './fields-step.tsx'
import { FilesStep } from './files-step.tsx'
import './import.css'
import { LayersStep } from './layers-step.tsx'
import { ResultStep } from './result-step.tsx'
import { StepBar } from './step-bar.tsx'
import { TrialStep } from './trial-step.tsx'
import { steps } from './wizard.ts'
import { useWizard } from './wizard-store.ts'

/** Bringing files in, and what was brought in before. */
export function ImportSection() {
  const { word } = useWords()
  const { params } = usePlace()
  const view = params.view === 'batches' ? 'batches' : 'wizard'
  return (
    <div className="import-section">
      <div className="import-head">
        <h1 className="import-title">{word('section.import')}</h1>
        <Segmented
          value={view}
          options={[
            { value: 'wizard', label: word('import.view.wizard') },
            { value: 'batches', label: word('import.view.batches') },
          ]}
          onChange={(chosen) => goTo('import', chosen === 'batches' ? { view: 'batches' } : {})}
        />
      </div>
      <ReadOnlyNote title={word('import.read-only')} />
      {view === 'batches' ? <BatchList /> : <WizardView />}
    </div>
  )
}

function WizardView() {
  const { word } = useWords()
  const { wizard, change } = useWizard()
  const { restore } = useImportActions()
  // Once: what has been begun in this window since then is newer than what was kept.
  const takeUp = useRef(restore)
  useEffect(() => void takeUp.current(), [])
  return (
    <>
      {wizard.isTakenUp ? (
        <Alert
          type="info"
          showIcon
          role="status"
          title={word('import.taken-up')}
          closable={{ onClose: () => change((before) => ({ ...before, isTakenUp: false })) }}
        />
      ) : null}
      <Steps
        size="small"
        current={steps.indexOf(wizard.step)}
        items={steps.map((step) => ({ title: word(`import.step.${step}`) }))}
      />
      <div className="import-step">
        <StepContent />
      </div>
      <StepBar />
    </>
  )
}

function StepContent() {
  const { wizard } = useWizard()
  switch (wizard.step) {
    case 'files':
      return <FilesStep />
    case 'layers':
      return <LayersStep />
    case 'fields':
      return <FieldsStep />
    case 'trial':
      return <TrialStep />
    case 'result':
      return <ResultStep />
  }
}
