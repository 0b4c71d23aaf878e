import { App, Form, Input, Select } from 'antd'
import { useState } from 'react'
import type { VillageTypes } from '../../../shared/contract/standards-answers.ts'
import { localDay } from '../../../shared/model/calendar-day.ts'
import { type VillageType, villageTypes } from '../../../shared/model/code-lists.ts'
import { useCore } from '../../state/core-context.ts'
import { Refused } from '../../state/outcome.ts'
import { useSurvey } from '../../state/survey.tsx'
import { DayField } from '../../ui/day-field.tsx'
import { Fault } from '../../ui/fault.tsx'
import { ReadOnlyNote } from '../../ui/read-only.tsx'
import { useWords } from '../../ui/words.tsx'
import { WriteButton } from '../../ui/write-button.tsx'

interface Change {
  readonly type: VillageType
  readonly since: string
  readonly document?: string
}

/** From which day the village is of another type, and by which document. */
export function TypeForm({ village }: { readonly village: VillageTypes }) {
  const { word } = useWords()
  const core = useCore()
  const { survey } = useSurvey()
  const { message } = App.useApp()
  const [form] = Form.useForm<Change>()
  const [problem, setProblem] = useState<unknown>(null)
  const [isWorking, setWorking] = useState(false)
  const record = async ({ type, since, document = '' }: Change): Promise<void> => {
    setWorking(true)
    setProblem(null)
    try {
      const answer = await core.standards.changeVillageType({
        survey: survey.id,
        village: village.code,
        type,
        since,
        document: document.trim() === '' ? null : document.trim(),
      })
      if (!answer.ok) {
        setProblem(new Refused(answer.refusal))
        return
      }
      form.resetFields()
      message.success(word('standards.villages.done', { since, type: `village_type.${type}` }))
    } finally {
      setWorking(false)
    }
  }
  return (
    <Form<Change>
      form={form}
      layout="vertical"
      className="standards-type-form"
      disabled={survey.readOnly !== null}
      initialValues={{ since: localDay() }}
      onFinish={(change) => void record(change).catch(setProblem)}
    >
      <ReadOnlyNote />
      <Form.Item
        name="type"
        label={word('standards.villages.type')}
        rules={[{ required: true, message: word('standards.villages.type.needed') }]}
      >
        <Select
          placeholder={word('standards.villages.type.choose')}
          options={Object.keys(villageTypes.codes).map((value) => ({ value, label: word(`village_type.${value}`) }))}
        />
      </Form.Item>
      <Form.Item
        name="since"
        label={word('standards.villages.since')}
        rules={[{ required: true, message: word('standards.villages.since.needed') }]}
      >
        <DayField isRequired />
      </Form.Item>
      <Form.Item name="document" label={word('standards.villages.document')}>
        <Input maxLength={200} placeholder={word('standards.villages.document.example')} />
      </Form.Item>
      <WriteButton type="primary" htmlType="submit" loading={isWorking}>
        {word('standards.villages.save')}
      </WriteButton>
      {problem === null ? null : <Fault error={problem} />}
    </Form>
  )
}
