import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useCore } from '../../state/core-context.ts'
import { Refused } from '../../state/outcome.ts'
import { useSurvey } from '../../state/survey.tsx'
import { Fault } from '../../ui/fault.tsx'
import { ReadOnlyNote } from '../../ui/read-only.tsx'
import { useWords } from '../../ui/words.tsx'
import { Card } from './card.tsx'

const LEAST_CHARACTERS = 8

/** Sets, changes or takes away the passphrase of the open survey's key. */
export function PassphraseCard() {
  const { word } = useWords()
  const core = useCore()
  const { survey } = useSurvey()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [again, setAgain] = useState('')
  const [end, setEnd] = useState<'done' | Refused | null>(null)
  if (survey.readOnly !== null)
    return (
      <Card title={word('settings.passphrase')}>
        <ReadOnlyNote title={word('settings.passphrase.read-only')} />
      </Card>
    )
  const change = async (passphrase: string | null): Promise<void> => {
    const changed = await core.backups.setPassphrase({
      survey: survey.id,
      current: current === '' ? null : current,
      next: passphrase,
    })
    setEnd(changed.ok ? 'done' : new Refused(changed.refusal))
    if (!changed.ok) return
    for (const clear of [setCurrent, setNext, setAgain]) clear('')
  }
  const isLong = next.length >= LEAST_CHARACTERS
  const field = (id: string, label: string, value: string, set: (text: string) => void) => (
    <Form.Item label={word(label)} htmlFor={id}>
      <Input.Password id={id} autoComplete="off" value={value} onChange={(event) => set(event.target.value)} />
    </Form.Item>
  )
  return (
    <Card title={word('settings.passphrase')}>
      <p className="settings-quiet">{word('settings.passphrase.about')}</p>
      {end === 'done' ? <Alert type="success" showIcon title={word('settings.passphrase.done')} /> : null}
      {end instanceof Refused ? <Fault error={end} /> : null}
      {next !== '' && again !== '' && next !== again ? (
        <Alert type="warning" title={word('settings.passphrase.differ')} />
      ) : null}
      <Form layout="vertical" className="settings-row">
        {field('settings-current', 'settings.passphrase.current', current, setCurrent)}
        {field('settings-next', 'settings.passphrase.next', next, setNext)}
        {field('settings-again', 'settings.passphrase.again', again, setAgain)}
      </Form>
      <div className="settings-row">
        <Button type="primary" disabled={!isLong || next !== again} onClick={() => void change(next)}>
          {word('settings.passphrase.set')}
        </Button>
        <Button disabled={current === ''} onClick={() => void change(null)}>
          {word('settings.passphrase.remove')}
        </Button>
      </div>
    </Card>
  )
}
