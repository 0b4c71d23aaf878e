import { Form, Input, Modal } from 'antd'
import { useWords } from '../../ui/words.tsx'

/** Asks under which title a simulation is run and kept. */
export function SaveSimulation(props: { readonly onClose: () => void; readonly onSave: (title: string) => void }) {
  const { word } = useWords()
  return (
    <Modal
      open
      title={word('standards.effects.save.title')}
      okText={word('standards.effects.save.yes')}
      cancelText={word('standards.cancel')}
      okButtonProps={{ htmlType: 'submit', form: 'standards-simulation' }}
      onCancel={props.onClose}
    >
      <Form<{ readonly title: string }>
        id="standards-simulation"
        layout="vertical"
        onFinish={({ title }) => props.onSave(title.trim())}
      >
        <Form.Item
          name="title"
          label={word('standards.effects.save.name')}
          rules={[{ required: true, whitespace: true }]}
        >
          <Input autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  )
}
