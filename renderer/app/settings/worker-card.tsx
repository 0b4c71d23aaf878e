import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useApplication } from '../../state/application.tsx'
import { useWords } from '../../ui/words.tsx'
import { Card } from './card.tsx'

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())

export function WorkerCard() {
  const { word } = useWords()
  const { state, save } = useApplication()
  const [operator, setOperator] = useState(state.operator ?? '')
  const [team, setTeam] = useState(state.team ?? '')
  const isChanged = orNull(operator) !== state.operator || orNull(team) !== state.team
  const keep = (): void => void save({ operator: orNull(operator), team: orNull(team) })
  return (
    <Card title={word('settings.worker')}>
      <p className="settings-quiet">{word('start.worker.why')}</p>
      <Form layout="vertical" className="settings-row" onFinish={keep}>
        <Form.Item label={word('start.worker.operator')} htmlFor="settings-operator">
          <Input
            id="settings-operator"
            maxLength={40}
            value={operator}
            onChange={(event) => setOperator(event.target.value)}
          />
        </Form.Item>
        <Form.Item label={word('start.worker.team')} htmlFor="settings-team">
          <Input id="settings-team" maxLength={60} value={team} onChange={(event) => setTeam(event.target.value)} />
        </Form.Item>
        <Form.Item label=" " colon={false}>
          <Button type="primary" htmlType="submit" disabled={!isChanged}>
            {word(isChanged ? 'settings.worker.save' : 'settings.saved')}
          </Button>
        </Form.Item>
      </Form>
    </Card>
  )
}
