import { Alert, App, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import type { StandardSetLine } from '../../../shared/contract/standards-answers.ts'
import { localDay } from '../../../shared/model/calendar-day.ts'
import { useCore } from '../../state/core-context.ts'
import { useJobs } from '../../state/jobs.tsx'
import { Refused } from '../../state/outcome.ts'
import { goTo } from '../../state/section.ts'
import { useSurvey } from '../../state/survey.tsx'
import { DayField } from '../../ui/day-field.tsx'
import { Fault } from '../../ui/fault.tsx'
import { useWords } from '../../ui/words.tsx'
import { joined, refOf, refText, versionText } from '../set-words.ts'

interface Adoption {
  readonly from: string
  readonly why: string
}

/** Makes a draft the district's standard from a day on, and offers to assess by it. */
export function AdoptDialog(props: {
  readonly line: StandardSetLine
  readonly lines: readonly StandardSetLine[]
  readonly onClose: () => void
}) {
  const { line, lines, onClose } = props
  const words = useWords()
  const { word, pick } = words
  const core = useCore()
  const { survey } = useSurvey()
  const offerToAssess = useOfferToAssess()
  const [form] = Form.useForm<Adoption>()
  const from = Form.useWatch('from', form) ?? localDay()
  const [problem, setProblem] = useState<unknown>(null)
  const [isWorking, setWorking] = useState(false)
  const former = lines.filter(
    ({ status, version, validTo }) => status === 'adopted' && version !== null && (validTo === null || validTo >= from),
  )
  const adopt = async (adoption: Adoption): Promise<void> => {
    setWorking(true)
    try {
      const answer = await core.standards.adopt({ survey: survey.id, ...refOf(refText(line)), ...adoption })
      if (!answer.ok) {
        setProblem(new Refused(answer.refusal))
        return
      }
      onClose()
      goTo('standards', { view: 'sets', set: refText(answer.value) })
      offerToAssess(adoption.from)
    } finally {
      setWorking(false)
    }
  }
  return (
    <Modal
      open
      title={word('standards.adopt.title', { title: pick(line.title) })}
      okText={word('standards.adopt.yes')}
      cancelText={word('standards.cancel')}
      confirmLoading={isWorking}
      okButtonProps={{ htmlType: 'submit', form: 'standards-adopt' }}
      onCancel={onClose}
    >
      <Form<Adoption>
        id="standards-adopt"
        form={form}
        layout="vertical"
        initialValues={{ from: localDay(), why: '' }}
        onFinish={(adoption) => void adopt(adoption).catch(setProblem)}
      >
        <Form.Item name="from" label={word('standards.adopt.from')} rules={[{ required: true }]}>
          <DayField isRequired />
        </Form.Item>
        <p>
          {former.length === 0
            ? word('standards.adopt.first')
            : word('standards.adopt.supersedes', {
                sets: joined(
                  former.map((set) => `${pick(set.title)} ${versionText(set.version, words)}`),
                  words,
                ),
                until: dayBefore(from),
              })}
        </p>
        <Form.Item
          name="why"
          label={word('standards.adopt.why')}
          rules={[{ required: true, whitespace: true, message: word('standards.draft.why.needed') }]}
        >
          <Input.TextArea rows={2} />
        </Form.Item>
        <Alert type="info" title={word('standards.adopt.fixed')} />
        {problem === null ? null : <Fault error={problem} />}
      </Form>
    </Modal>
  )
}

function dayBefore(day: string): string {
  const at = new Date(`${day}T12:00:00`)
  at.setDate(at.getDate() - 1)
  return Number.isNaN(at.getTime()) ? '' : localDay(at)
}

/** After an adoption: says so, and assesses where the standard holds already and the user wants it. */
function useOfferToAssess(): (from: string) => void {
  const { word, refusal } = useWords()
  const core = useCore()
  const jobs = useJobs()
  const { survey } = useSurvey()
  const { modal, message } = App.useApp()
  const assess = async (): Promise<void> => {
    const end = await jobs.run('overview.assess.working', (signal) =>
      core.standards.assess({ survey: survey.id, standards: null }, { signal }),
    )
    if (end === 'cancelled') message.info(word('standards.cancelled'))
    else if (!end.ok) message.error(refusal(end.refusal))
    else
      message.success(
        word('standards.adopt.assessed', {
          over: end.value.overStandard,
          area: end.value.overAreaM2.toFixed(2),
        }),
      )
  }
  return (from) => {
    if (from > localDay()) message.success(word('standards.adopt.done', { from }))
    else
      modal.confirm({
        title: word('standards.adopt.done', { from }),
        content: word('standards.adopt.assess'),
        okText: word('standards.adopt.assess.yes'),
        cancelText: word('standards.adopt.later'),
        onOk: () => void assess().catch(() => message.error(word('window.fault'))),
      })
  }
}
