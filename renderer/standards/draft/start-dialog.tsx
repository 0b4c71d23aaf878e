import { Form, Input, Modal } from 'antd'
import type { StandardSetLine } from '../../../shared/contract/standards-answers.ts'
import type { StandardSet } from '../../../shared/standards/standard-set.ts'
import { goTo } from '../../state/section.ts'
import { useWords } from '../../ui/words.tsx'
import { draftTitle } from '../set-words.ts'
import { useDrafts } from './draft-store.ts'

interface Named {
  readonly id: string
  readonly zh: string
  readonly en: string
}

const SOUND_ID = /^[A-Za-z][A-Za-z0-9.-]*$/

/** A copy of a set under another id and title, as a draft of the district's own. `set` null: closed. */
export function StartDialog(props: {
  readonly set: StandardSet | null
  readonly lines: readonly StandardSetLine[]
  readonly onClose: () => void
}) {
  const { set, lines, onClose } = props
  const { word } = useWords()
  return (
    <Modal
      open={set !== null}
      title={word('standards.draft.title')}
      okText={word('standards.draft.begin')}
      cancelText={word('standards.cancel')}
      onCancel={onClose}
      okButtonProps={{ htmlType: 'submit', form: 'standards-start' }}
      destroyOnHidden
    >
      {set === null ? null : <StartForm set={set} lines={lines} />}
    </Modal>
  )
}

function StartForm({ set, lines }: { readonly set: StandardSet; readonly lines: readonly StandardSetLine[] }) {
  const { word } = useWords()
  const { drafts, put } = useDrafts()
  const isTaken = (id: string): boolean => id in drafts || lines.some((line) => line.id === id)
  const start = ({ id, zh, en }: Named): void => {
    put({ ...set, id, title: { zh, en }, status: 'draft', validFrom: null, validTo: null })
    goTo('standards', { view: 'sets', edit: id })
  }
  return (
    <Form<Named>
      id="standards-start"
      layout="vertical"
      initialValues={{
        id: freeId(set.id, isTaken),
        ...draftTitle(set.title),
      }}
      onFinish={start}
    >
      <Form.Item
        name="id"
        label={word('standards.draft.id')}
        validateFirst
        rules={[
          { required: true, pattern: SOUND_ID, message: word('standards.draft.id.bad') },
          {
            validator: (_rule, id: string) =>
              isTaken(id) ? Promise.reject(new Error(word('standards.draft.id.taken', { id }))) : Promise.resolve(),
          },
        ]}
      >
        <Input />
      </Form.Item>
      <Form.Item name="zh" label={word('standards.draft.title-zh')} rules={[{ required: true, whitespace: true }]}>
        <Input />
      </Form.Item>
      <Form.Item name="en" label={word('standards.draft.title-en')} rules={[{ required: true, whitespace: true }]}>
        <Input />
      </Form.Item>
    </Form>
  )
}

/** "sd-ceilings" → "sd-ceilings-draft", "sd-ceilings-draft-2" … */
export function freeId(id: string, isTaken: (id: string) => boolean): string {
  const stem = id.endsWith('-draft') ? id : `${id}-draft`
  if (!isTaken(stem)) return stem
  for (let n = 2; ; n++) if (!isTaken(`${stem}-${n}`)) return `${stem}-${n}`
}
