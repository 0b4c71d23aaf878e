import { Form, Input, Modal } from 'antd'
import type { ScenarioLine } from '../../../shared/contract/planning-answers.ts'
import { useCore } from '../../state/core-context.ts'
import { useSurvey } from '../../state/survey.tsx'
import { Fault } from '../../ui/fault.tsx'
import { useWords } from '../../ui/words.tsx'
import { useCommand } from '../use-command.ts'
import { usePlanPlace } from '../use-plans.ts'

/** Copies a scenario as the plan's next version, a draft. */
export function CopyDialog({ scenario, onClose }: { readonly scenario: ScenarioLine; readonly onClose: () => void }) {
  const { word } = useWords()
  const core = useCore()
  const { survey } = useSurvey()
  const { go } = usePlanPlace()
  const { run, problem, isWorking } = useCommand()
  const copy = (name: string): Promise<void> =>
    run(
      () =>
        core.planning.copyScenario({
          survey: survey.id,
          scenario: scenario.id,
          name: name.trim() === '' ? null : name.trim(),
        }),
      (made) => {
        go({ scenario: made.scenario })
        onClose()
      },
      'planning.copy.done',
    )
  return (
    <Modal
      open
      title={word('planning.copy.title', { version: scenario.version })}
      okText={word('planning.copy.yes')}
      cancelText={word('planning.cancel')}
      confirmLoading={isWorking}
      okButtonProps={{ htmlType: 'submit', form: 'planning-copy' }}
      onCancel={onClose}
    >
      <Form<{ readonly name?: string }>
        id="planning-copy"
        layout="vertical"
        onFinish={({ name = '' }) => void copy(name)}
      >
        <p>{word('planning.copy.about')}</p>
        <Form.Item name="name" label={word('planning.copy.name')}>
          <Input autoFocus maxLength={200} />
        </Form.Item>
        {problem === null ? null : <Fault error={problem} />}
      </Form>
    </Modal>
  )
}
