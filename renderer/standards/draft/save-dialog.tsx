import { App, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import type { StandardSet } from '../../../shared/standards/standard-set.ts'
import { useCore } from '../../state/core-context.ts'
import { Refused } from '../../state/outcome.ts'
import { goTo } from '../../state/section.ts'
import { useSurvey } from '../../state/survey.tsx'
import { Fault } from '../../ui/fault.tsx'
import { useWords } from '../../ui/words.tsx'
import { useEffects } from '../effects/simulation-store.ts'
import { draftRef, refText } from '../set-words.ts'
import { applicable, useDrafts } from './draft-store.ts'

/** Saves a draft as the next version of its id, with the reason. */
export function SaveDialog({ set, onClose }: { readonly set: StandardSet; readonly onClose: () => void }) {
  const { word } = useWords()
  const core = useCore()
  const { survey } = useSurvey()
  const { drop } = useDrafts()
  const { change } = useEffects()
  const { message } = App.useApp()
  const [problem, setProblem] = useState<unknown>(null)
  const [isWorking, setWorking] = useState(false)
  const save = async ({ why }: { readonly why: string }): Promise<void> => {
    setWorking(true)
    try {
      const answer = await core.standards.save({ survey: survey.id, set: applicable(set), why: why.trim() })
      if (!answer.ok) {
        setProblem(new Refused(answer.refusal))
        return
      }
      const { id, version } = answer.value
      message.success(word('standards.draft.saved', { id, version }))
      goTo('standards', { view: 'sets', set: refText({ id, version }) })
      drop(id)
      // What was compared as a draft goes on as the version that it has become.
      change(({ sets }) => ({ sets: sets.map((ref) => (ref === draftRef(id) ? refText({ id, version }) : ref)) }))
    } finally {
      setWorking(false)
    }
  }
  return (
    <Modal
      open
      title={word('standards.draft.save.title')}
      okText={word('standards.draft.save.yes')}
      cancelText={word('standards.cancel')}
      confirmLoading={isWorking}
      okButtonProps={{ htmlType: 'submit', form: 'standards-save' }}
      onCancel={onClose}
    >
      <Form id="standards-save" layout="vertical" onFinish={(given) => void save(given).catch(setProblem)}>
        <Form.Item
          name="why"
          label={word('standards.draft.why')}
          rules={[{ required: true, whitespace: true, message: word('standards.draft.why.needed') }]}
        >
          <Input.TextArea rows={2} autoFocus />
        </Form.Item>
        {problem === null ? null : <Fault error={problem} />}
      </Form>
    </Modal>
  )
}
