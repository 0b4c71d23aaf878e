import { useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Form, InputNumber } from 'antd'
import { useState } from 'react'
import type { BackupState } from '../../../shared/contract/application.ts'
import type { Restored } from '../../../shared/contract/backups.ts'
import { useApplication } from '../../state/application.tsx'
import { useCore } from '../../state/core-context.ts'
import { useJobs } from '../../state/jobs.tsx'
import { Refused, unwrap } from '../../state/outcome.ts'
import { surveyKey, useSurvey } from '../../state/survey.tsx'
import { Fault } from '../../ui/fault.tsx'
import { usePickFile } from '../../ui/file-picker.tsx'
import { useWhyReadOnly } from '../../ui/read-only.tsx'
import { useWords } from '../../ui/words.tsx'
import { WriteButton } from '../../ui/write-button.tsx'
import { SnapshotList } from '../backups/snapshot-list.tsx'
import { Card } from './card.tsx'

type NumberSetting = 'everyMinutes' | 'keepLast' | 'keepDays'

const NUMBERS: readonly { readonly name: NumberSetting; readonly word: string; readonly least: number }[] = [
  { name: 'everyMinutes', word: 'settings.backup.every', least: 0 },
  { name: 'keepLast', word: 'settings.backup.keep-last', least: 1 },
  { name: 'keepDays', word: 'settings.backup.keep-days', least: 0 },
]

/** Where snapshots go, how many stay, and the snapshots of the open survey. */
export function BackupCard() {
  const { word } = useWords()
  const { state, refresh } = useApplication()
  const core = useCore()
  const pick = usePickFile()
  const { survey, state: surveyState } = useSurvey()
  const configure = async (change: Parameters<typeof core.backups.configure>[0]): Promise<void> => {
    unwrap(await core.backups.configure(change))
    await refresh()
  }
  const chooseFolder = async (): Promise<void> => {
    const picked = await pick({ mode: 'folder', title: word('settings.backup.folder'), endings: [] })
    if (picked !== null) await configure({ folder: picked.file })
  }
  return (
    <Card title={word('settings.backup')}>
      <p className="settings-quiet">{word('settings.backup.about')}</p>
      {surveyState.backupFailure === null ? null : <Fault error={new Refused(surveyState.backupFailure)} />}
      <Form layout="vertical">
        <Form.Item label={word('settings.backup.folder')}>
          <div className="settings-row">
            <span>{state.backup.folder?.name ?? word('settings.backup.beside')}</span>
            <Button onClick={() => void chooseFolder()}>{word('settings.backup.choose')}</Button>
            {state.backup.folder === null ? null : (
              <Button onClick={() => void configure({ folder: null })}>{word('settings.backup.use-beside')}</Button>
            )}
          </div>
        </Form.Item>
        <Rotation backup={state.backup} onChange={(change) => void configure(change)} />
      </Form>
      <h3>{word('snapshot.list')}</h3>
      <OwnSnapshots key={survey.id} />
    </Card>
  )
}

function Rotation(props: {
  readonly backup: BackupState
  readonly onChange: (change: Partial<Record<NumberSetting, number>>) => void
}) {
  const { backup, onChange } = props
  const { word } = useWords()
  return (
    <div className="settings-row">
      {NUMBERS.map(({ name, word: code, least }) => (
        <Form.Item key={name} label={word(code)} htmlFor={`settings-${name}`}>
          <InputNumber
            id={`settings-${name}`}
            min={least}
            max={name === 'everyMinutes' ? 1440 : 366}
            precision={0}
            value={backup[name]}
            onChange={(value) => {
              if (value !== null && value !== backup[name]) onChange({ [name]: value })
            }}
          />
        </Form.Item>
      ))}
    </div>
  )
}

function OwnSnapshots() {
  const { word, refusal } = useWords()
  const { modal } = App.useApp()
  const core = useCore()
  const jobs = useJobs()
  const cache = useQueryClient()
  const { survey, close } = useSurvey()
  const whyReadOnly = useWhyReadOnly()
  const [said, setSaid] = useState<string | null>(null)
  const [problem, setProblem] = useState<Refused | null>(null)
  const [restored, setRestored] = useState<Restored | null>(null)
  const take = async (): Promise<void> => {
    const end = await jobs.run('settings.backup.working', (signal) =>
      core.backups.take({ survey: survey.id }, { signal }),
    )
    if (end === 'cancelled') return
    setProblem(end.ok ? null : new Refused(end.refusal))
    if (end.ok) setSaid(end.value.made === null ? 'settings.backup.unchanged' : 'settings.backup.made')
    await cache.invalidateQueries({ queryKey: [...surveyKey(survey), 'snapshots'] })
  }
  const open = (made: Restored): Promise<void> => close({ file: made.file, name: made.name })
  return (
    <>
      {problem === null ? null : <Fault error={problem} />}
      {said === null ? null : <Alert type="success" closable title={word(said)} />}
      {restored === null ? null : (
        <Alert
          type="success"
          title={word('snapshot.restored', { name: restored.name })}
          action={
            <Button size="small" onClick={() => void open(restored)}>
              {word('snapshot.restored.open')}
            </Button>
          }
        />
      )}
      <WriteButton className="settings-take" onClick={() => void take()}>
        {word('settings.backup.now')}
      </WriteButton>
      <SnapshotList
        file={survey.file}
        name={survey.name}
        survey={survey.id}
        queryKey={surveyKey(survey)}
        none={word('snapshot.none')}
        inPlace={{
          whyNot: whyReadOnly,
          async before() {
            unwrap(await core.survey.close({ survey: survey.id }))
          },
          failed(refused) {
            if (refused !== null) void modal.warning({ title: refusal(refused.refusal) })
            void close({ file: survey.file, name: survey.name })
          },
        }}
        onRestored={(made) => {
          if (made.file !== survey.file) return setRestored(made)
          void modal.success({
            title: word('snapshot.restored', { name: made.name }),
            content: made.keptAs === null ? null : word('snapshot.restored.kept', { kept: made.keptAs }),
          })
          void open(made)
        }}
      />
    </>
  )
}
