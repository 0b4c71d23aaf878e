import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useApplication } from '../../state/application.tsx'
import { useWords } from '../../ui/words.tsx'
import { CalmScreen } from './calm-screen.tsx'

/** Asks once who is working; the answer signs the journal. */
export function WorkerScreen(props: { readonly onDone: () => void; readonly onBack: () => void }) {
  const { onDone, onBack } = props
  const { word } = useWords()
  const { state, save } = useApplication()
  const [operator, setOperator] = useState(state.operator ?? '')
  const [team, setTeam] = useState(state.team ?? '')
  const sign = async (): Promise<void> => {
    if (operator.trim() === '') return
    await save({ operator: operator.trim(), team: team.trim() === '' ? null : team.trim() })
    onDone()
  }
  return (
    <CalmScreen
      title={word('start.worker.title')}
      onBack={onBack}
      actions={
        <>
          <Button type="primary" disabled={operator.trim() === ''} onClick={() => void sign()}>
            {word('start.go-on')}
          </Button>
          <Button onClick={onDone}>{word('start.worker.later')}</Button>
        </>
      }
    >
      <p>{word('start.worker.why')}</p>
      <Form layout="vertical">
        <Form.Item label={word('start.worker.operator')} htmlFor="start-operator">
          <Input
            id="start-operator"
            autoFocus
            maxLength={40}
            value={operator}
            onChange={(event) => setOperator(event.target.value)}
            onPressEnter={() => void sign()}
          />
        </Form.Item>
        <Form.Item label={word('start.worker.team')} htmlFor="start-team">
          <Input
            id="start-team"
            maxLength={60}
            value={team}
            onChange={(event) => setTeam(event.target.value)}
            onPressEnter={() => void sign()}
          />
        </Form.Item>
      </Form>
    </CalmScreen>
  )
}
