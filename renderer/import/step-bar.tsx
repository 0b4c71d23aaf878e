import { Button, Space } from 'antd'
import { useWords } from '../ui/words.tsx'
import { WriteButton } from '../ui/write-button.tsx'
import { useImportActions } from './actions.ts'
import { useTarget } from './target.ts'
import { chosenOf, freshWizard, obstaclesOf, type Step, steps, type Wizard } from './wizard.ts'
import { useWizard } from './wizard-store.ts'

/** Back and on, at the same place on every step; why it does not go on is said beside it. */
export function StepBar() {
  const { word } = useWords()
  const { wizard, change } = useWizard()
  const { run } = useImportActions()
  const { crs, county } = useTarget()
  const at = steps.indexOf(wizard.step)
  const go = (step: Step | undefined): void => {
    if (step === undefined) return
    change((before) => ({ ...before, step }))
    if (step === 'trial' && wizard.trial === null) void run(true)
  }
  const waits = whyNot(wizard, (item) => obstaclesOf(item, crs, county).length > 0)
  if (wizard.step === 'result')
    return (
      <div className="import-bar">
        <span />
        <Button type="primary" onClick={() => change(() => freshWizard)}>
          {word('import.more')}
        </Button>
      </div>
    )
  return (
    <div className="import-bar">
      <Space>
        <Button disabled={at === 0 || wizard.isRunning} onClick={() => go(steps[at - 1])}>
          {word('import.back')}
        </Button>
        {wizard.sources.length === 0 ? null : (
          <Button type="text" disabled={wizard.isRunning} onClick={() => change(() => freshWizard)}>
            {word('import.start-over')}
          </Button>
        )}
      </Space>
      <Space>
        <span className="import-why" role="status">
          {waits === null ? '' : word(waits)}
        </span>
        {wizard.step === 'trial' ? (
          <WriteButton
            type="primary"
            loading={wizard.isRunning}
            disabled={waits !== null || wizard.trial === null}
            onClick={() => void run(false)}
          >
            {word('import.run')}
          </WriteButton>
        ) : (
          <Button type="primary" disabled={waits !== null} onClick={() => go(steps[at + 1])}>
            {word(wizard.step === 'fields' ? 'import.try' : 'import.next')}
          </Button>
        )}
      </Space>
    </div>
  )
}

const hasSound = ({ trial }: Wizard): boolean =>
  trial?.some(({ outcome }) => outcome !== 'cancelled' && outcome.ok) ?? false

function whyNot(wizard: Wizard, isBlocked: (item: ReturnType<typeof chosenOf>[number]) => boolean): string | null {
  if (wizard.receiving !== null) return 'import.why.receiving'
  if (wizard.sources.some(({ state }) => state === 'reading')) return 'import.why.reading'
  if (!wizard.sources.some(({ state }) => state === 'ready')) return 'import.why.no-file'
  if (wizard.step === 'files') return null
  const chosen = chosenOf(wizard)
  if (chosen.length === 0) return 'import.why.no-layer'
  if (chosen.some(isBlocked)) return 'import.why.open'
  if (wizard.isRunning) return 'import.why.running'
  return wizard.step === 'trial' && wizard.trial !== null && !hasSound(wizard) ? 'import.why.refused' : null
}
