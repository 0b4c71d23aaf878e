import { Alert, Button } from 'antd'
import { useState } from 'react'
import type { Restored } from '../../../shared/contract/backups.ts'
import type { Refusal } from '../../../shared/contract/outcome.ts'
import { useWords } from '../../ui/words.tsx'
import type { InPlace } from '../backups/preview-panel.tsx'
import { SnapshotList } from '../backups/snapshot-list.tsx'
import type { Attempt } from './attempt.ts'
import { CalmScreen } from './calm-screen.tsx'

const TITLES: Readonly<Record<string, string>> = {
  'survey.damaged': 'start.problem.damaged',
  'survey.too-new': 'start.problem.too-new',
  'survey.busy': 'start.problem.busy',
  'survey.migration-failed': 'start.problem.migration',
  'survey.not-a-survey': 'start.problem.foreign',
  'survey.not-found': 'start.problem.missing',
  'io.failed': 'start.problem.access',
  'key.wrong': 'start.problem.key',
  'key.unreadable': 'start.problem.key',
}

/** Asking again may help: somebody else's doing, or a disk that was away. */
const MAY_PASS: ReadonlySet<string> = new Set(['survey.busy', 'io.failed', 'survey.not-found', 'survey.locked'])

interface Problem {
  readonly attempt: Attempt
  readonly refusal: Refusal
  readonly onTry: (attempt: Attempt) => void
  readonly onBack: () => void
}

/** A survey that did not open: why, and every way out. */
export function ProblemScreen(props: Problem) {
  const { attempt, refusal, onTry, onBack } = props
  const { word, refusal: sentence } = useWords()
  const name = attempt.picked.name
  const again = MAY_PASS.has(refusal.code) ? (
    <Button onClick={() => onTry(attempt)}>{word('start.problem.again')}</Button>
  ) : null
  if (refusal.code === 'survey.locked') return <LockedScreen {...props} />
  if (refusal.code === 'survey.damaged') return <DamagedScreen {...props} />
  return (
    <CalmScreen title={word(TITLES[refusal.code] ?? 'start.problem.other')} name={name} onBack={onBack} actions={again}>
      <p>{sentence(refusal)}</p>
    </CalmScreen>
  )
}

function LockedScreen({ attempt, refusal, onTry, onBack }: Problem) {
  const { word } = useWords()
  const holder = String(refusal.params?.holder ?? '—')
  const host = String(refusal.params?.host ?? '—')
  const isNamed = holder !== '—'
  return (
    <CalmScreen
      title={isNamed ? word('start.problem.locked', { holder }) : word('start.problem.locked.somebody')}
      name={attempt.picked.name}
      onBack={onBack}
      actions={
        <>
          <Button type="primary" onClick={() => onTry({ ...attempt, mode: 'read', readOnly: { holder, host } })}>
            {word('start.problem.read-only')}
          </Button>
          <Button onClick={() => onTry(attempt)}>{word('start.problem.again')}</Button>
        </>
      }
    >
      <p>{word('start.problem.locked.advice', { host })}</p>
    </CalmScreen>
  )
}

const NOTHING_TO_LET_GO: InPlace = { whyNot: null, before: () => Promise.resolve(), failed: () => undefined }

/** Restoring is offered, with what each snapshot holds; it happens only when the user says so. */
function DamagedScreen({ attempt, refusal, onTry, onBack }: Problem) {
  const { word } = useWords()
  const { file, name } = attempt.picked
  const [restored, setRestored] = useState<Restored | null>(null)
  if (restored !== null)
    return (
      <CalmScreen
        title={word('snapshot.restored', { name: restored.name })}
        onBack={onBack}
        actions={
          <Button
            type="primary"
            autoFocus
            onClick={() => onTry({ ...attempt, picked: { file: restored.file, name: restored.name } })}
          >
            {word('snapshot.restored.open')}
          </Button>
        }
      >
        {restored.keptAs === null ? null : <p>{word('snapshot.restored.kept', { kept: restored.keptAs })}</p>}
      </CalmScreen>
    )
  return (
    <CalmScreen title={word('start.problem.damaged')} name={name} onBack={onBack}>
      <Alert
        type="warning"
        showIcon
        title={word('start.problem.detail', { detail: String(refusal.params?.detail ?? '') })}
      />
      <p>{word('start.problem.damaged.advice')}</p>
      <h2>{word('start.snapshots')}</h2>
      <SnapshotList
        file={file}
        name={name}
        survey={null}
        queryKey={['start']}
        none={word('start.snapshots.none')}
        inPlace={NOTHING_TO_LET_GO}
        onRestored={setRestored}
      />
    </CalmScreen>
  )
}
