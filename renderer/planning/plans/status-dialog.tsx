import { Alert, Form, Input, Modal, Radio } from 'antd'
import type { PlanLine, PlanStatus, ScenarioLine } from '../../../shared/contract/planning-answers.ts'
import { localDay } from '../../../shared/model/calendar-day.ts'
import { useCore } from '../../state/core-context.ts'
import { useSurvey } from '../../state/survey.tsx'
import { DayField } from '../../ui/day-field.tsx'
import { Fault } from '../../ui/fault.tsx'
import { useWords } from '../../ui/words.tsx'
import { useCommand } from '../use-command.ts'

interface Status {
  readonly status: PlanStatus
  readonly document?: string
  readonly on: string
}

const STATUSES = ['draft', 'notice', 'approved'] as const

/** Draft, public notice, approved: approving asks for the document and locks the scenario with its base. */
export function StatusDialog(props: {
  readonly plan: PlanLine
  readonly scenario: ScenarioLine
  readonly onClose: () => void
}) {
  const { plan, scenario, onClose } = props
  const { word } = useWords()
  const core = useCore()
  const { survey } = useSurvey()
  const [form] = Form.useForm<Status>()
  const status = Form.useWatch('status', form) ?? scenario.status
  const { run, problem, isWorking } = useCommand()
  const save = (given: Status): Promise<void> =>
    run(
      () =>
        core.planning.setStatus({
          survey: survey.id,
          scenario: scenario.id,
          status: given.status,
          document: (given.document ?? '').trim() === '' ? null : (given.document ?? '').trim(),
          on: given.on,
        }),
      onClose,
      'planning.status.done',
    )
  return (
    <Modal
      open
      title={word('planning.status.title', { plan: plan.title, version: scenario.version })}
      okText={word('planning.save')}
      cancelText={word('planning.cancel')}
      confirmLoading={isWorking}
      okButtonProps={{ htmlType: 'submit', form: 'planning-status' }}
      onCancel={onClose}
    >
      <Form<Status>
        id="planning-status"
        form={form}
        layout="vertical"
        initialValues={{ status: scenario.status, document: scenario.document ?? '', on: localDay() }}
        onFinish={(given) => void save(given)}
      >
        <Form.Item name="status" label={word('planning.status')}>
          <Radio.Group options={STATUSES.map((value) => ({ value, label: word(`plan.status.${value}`) }))} />
        </Form.Item>
        <Form.Item
          name="document"
          label={word('planning.status.document')}
          rules={[
            { required: status === 'approved', whitespace: true, message: word('planning.status.document.needed') },
          ]}
        >
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item
          name="on"
          label={word('planning.status.on')}
          rules={[{ required: true, message: word('planning.status.on') }]}
        >
          <DayField isRequired />
        </Form.Item>
        {status === 'approved' ? <Alert type="warning" showIcon title={word('planning.status.locks')} /> : null}
        {problem === null ? null : <Fault error={problem} />}
      </Form>
    </Modal>
  )
}
