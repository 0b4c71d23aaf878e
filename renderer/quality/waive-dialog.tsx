import { App, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import type { PagedFinding } from '../../shared/contract/findings.ts'
import { wordFinding } from '../../shared/lang/words.ts'
import { useCore } from '../state/core-context.ts'
import { useSurvey } from '../state/survey.tsx'
import { useWords } from '../ui/words.tsx'

/** Asks for the reason; a waiver and its taking back are both kept in the journal. */
export function WaiveDialog({ finding, onClosed }: { readonly finding: PagedFinding; readonly onClosed: () => void }) {
  const words = useWords()
  const core = useCore()
  const { survey } = useSurvey()
  const { message } = App.useApp()
  const [form] = Form.useForm<{ readonly why: string }>()
  const [isSaving, setSaving] = useState(false)
  const decide = async ({ why }: { readonly why: string }): Promise<void> => {
    setSaving(true)
    const request = { survey: survey.id, finding: finding.id, why: why.trim() }
    const outcome = await (finding.waived ? core.quality.unwaive(request) : core.quality.waive(request))
    setSaving(false)
    if (outcome.ok) onClosed()
    else message.error(words.refusal(outcome.refusal))
  }
  return (
    <Modal
      open
      title={words.word(finding.waived ? 'quality.unwaive.title' : 'quality.waive.title')}
      okText={words.word(finding.waived ? 'quality.unwaive' : 'quality.waive')}
      confirmLoading={isSaving}
      onOk={() => form.submit()}
      onCancel={onClosed}
    >
      <p>{wordFinding(finding.rule, finding.params, words.language)}</p>
      <Form form={form} layout="vertical" onFinish={(values) => void decide(values)}>
        <Form.Item
          name="why"
          label={words.word('quality.why')}
          rules={[{ required: true, whitespace: true, message: words.word('quality.why.needed') }]}
        >
          <Input.TextArea autoFocus rows={3} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
