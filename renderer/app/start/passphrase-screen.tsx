import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useWords } from '../../ui/words.tsx'
import { CalmScreen } from './calm-screen.tsx'

/** Asks for the passphrase of personal data; what is typed goes to the core and is kept nowhere. */
export function PassphraseScreen(props: {
  readonly name: string
  readonly wasWrong: boolean
  /** null: open masked. */
  readonly onAnswer: (passphrase: string | null) => void
  readonly onBack: () => void
}) {
  const { name, wasWrong, onAnswer, onBack } = props
  const { word } = useWords()
  const [passphrase, setPassphrase] = useState('')
  const open = (): void => {
    if (passphrase !== '') onAnswer(passphrase)
  }
  return (
    <CalmScreen
      title={word('start.passphrase.title')}
      name={name}
      onBack={onBack}
      actions={
        <>
          <Button type="primary" disabled={passphrase === ''} onClick={open}>
            {word('start.passphrase.open')}
          </Button>
          <Button onClick={() => onAnswer(null)}>{word('start.passphrase.without')}</Button>
        </>
      }
    >
      <p>{word('start.passphrase.why')}</p>
      {wasWrong ? <Alert type="warning" showIcon role="alert" title={word('start.passphrase.wrong')} /> : null}
      <Form layout="vertical">
        <Form.Item label={word('start.passphrase.label')} htmlFor="start-passphrase">
          <Input.Password
            id="start-passphrase"
            autoFocus
            autoComplete="off"
            value={passphrase}
            onChange={(event) => setPassphrase(event.target.value)}
            onPressEnter={open}
          />
        </Form.Item>
      </Form>
    </CalmScreen>
  )
}
