import { Form, Input, InputNumber, Modal } from 'antd'
import { useCore } from '../../state/core-context.ts'
import { useSurvey } from '../../state/survey.tsx'
import { Fault } from '../../ui/fault.tsx'
import { useWords } from '../../ui/words.tsx'
import { useCommand } from '../use-command.ts'
import { usePlanPlace } from '../use-plans.ts'

interface NewPlan {
  readonly title: string
  readonly baseYear?: number | null
  readonly targetYear?: number | null
}

/** A plan without layers yet. */
export function NewPlanDialog({ onClose }: { readonly onClose: () => void }) {
  const { word } = useWords()
  const core = useCore()
  const { survey } = useSurvey()
  const { go } = usePlanPlace()
  const { run, problem, isWorking } = useCommand()
  return (
    <Modal
      open
      title={word('planning.new')}
      okText={word('planning.new.yes')}
      cancelText={word('planning.cancel')}
      confirmLoading={isWorking}
      okButtonProps={{ htmlType: 'submit', form: 'planning-new' }}
      onCancel={onClose}
    >
      <Form<NewPlan>
        id="planning-new"
        layout="vertical"
        onFinish={(plan) =>
          void run(
            () => core.planning.create({ survey: survey.id, ...plan, title: plan.title.trim() }),
            ({ scenario }) => {
              go({ scenario })
              onClose()
            },
            'planning.new.done',
          )
        }
      >
        <Form.Item
          name="title"
          label={word('planning.title')}
          rules={[{ required: true, whitespace: true, message: word('planning.title.needed') }]}
        >
          <Input autoFocus maxLength={200} />
        </Form.Item>
        <Form.Item name="baseYear" label={word('planning.base-year')}>
          <InputNumber min={1900} max={2200} precision={0} />
        </Form.Item>
        <Form.Item name="targetYear" label={word('planning.target-year')}>
          <InputNumber min={1900} max={2200} precision={0} />
        </Form.Item>
        {problem === null ? null : <Fault error={problem} />}
      </Form>
    </Modal>
  )
}
