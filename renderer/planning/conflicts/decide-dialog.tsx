import { Form, Input, Modal, Radio } from 'antd'
import type { ConflictLine } from '../../../shared/contract/planning-answers.ts'
import type { ConflictCause } from '../../../shared/planning/control-rules.ts'
import { useCore } from '../../state/core-context.ts'
import { useSurvey } from '../../state/survey.tsx'
import { Fault } from '../../ui/fault.tsx'
import { useWords } from '../../ui/words.tsx'
import { useCommand } from '../use-command.ts'

interface Decision {
  readonly cause: ConflictCause | 'keep'
  readonly decision: string
  readonly evidence?: string
}

const CAUSES = ['keep', 'true-conflict', 'sliver', 'base-data-error'] as const

/** Settles one line or many, as one change that can be taken back. */
export function DecideDialog(props: {
  readonly lines: readonly ConflictLine[]
  readonly onClose: (isDone: boolean) => void
}) {
  const { lines, onClose } = props
  const { word } = useWords()
  const core = useCore()
  const { survey } = useSurvey()
  const { run, problem, isWorking } = useCommand()
  const [line] = lines
  const one = lines.length === 1 ? line : undefined
  const save = ({ cause, decision, evidence = '' }: Decision): Promise<void> =>
    run(
      () =>
        core.planning.decide({
          survey: survey.id,
          conflicts: lines.map(({ id }) => id),
          cause: cause === 'keep' ? null : cause,
          decision: decision.trim(),
          evidence: evidence.trim() === '' ? null : evidence.trim(),
        }),
      () => onClose(true),
      'planning.decide.done',
    )
  return (
    <Modal
      open
      title={
        one === undefined
          ? word('planning.decide.many', { number: lines.length })
          : word('planning.decide.title', {
              subject: word(`plan.subject.${one.subject}`),
              name: one.subjectName ?? '—',
            })
      }
      okText={word('planning.save')}
      cancelText={word('planning.cancel')}
      confirmLoading={isWorking}
      okButtonProps={{ htmlType: 'submit', form: 'planning-decide' }}
      onCancel={() => onClose(false)}
    >
      <Form<Decision>
        id="planning-decide"
        layout="vertical"
        initialValues={{ cause: 'keep', decision: one?.decision ?? '', evidence: one?.evidence ?? '' }}
        onFinish={(decision) => void save(decision)}
      >
        <Form.Item name="cause" label={word('planning.filter.cause')}>
          <Radio.Group
            options={CAUSES.map((value) => ({
              value,
              label: word(value === 'keep' ? 'planning.decide.keep' : `plan.cause.${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item
          name="decision"
          label={word('planning.ledger.decision')}
          rules={[{ required: true, whitespace: true, message: word('planning.decide.needed') }]}
        >
          <Input.TextArea autoFocus rows={2} maxLength={1000} />
        </Form.Item>
        <Form.Item name="evidence" label={word('planning.decide.evidence')}>
          <Input maxLength={1000} />
        </Form.Item>
        {problem === null ? null : <Fault error={problem} />}
      </Form>
    </Modal>
  )
}
