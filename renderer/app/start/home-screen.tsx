import { CloseOutlined, ExperimentOutlined, FileAddOutlined, FolderOpenOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import type { ComponentType } from 'react'
import { timeText } from '../../../shared/lang/history-sentences.ts'
import { useApplication } from '../../state/application.tsx'
import type { PickedFile } from '../../state/door.ts'
import { usePickFile } from '../../ui/file-picker.tsx'
import { useWords } from '../../ui/words.tsx'
import { RunningJobs } from './running-jobs.tsx'
import type { SampleMaker } from './use-sample.ts'

/** New, open, sample, recent. */
export function HomeScreen(props: {
  readonly onNew: () => void
  readonly onOpen: (picked: PickedFile) => void
  readonly sample: SampleMaker
  readonly onWorker: () => void
}) {
  const { onNew, onOpen, sample, onWorker } = props
  const { word, refusal } = useWords()
  const { state } = useApplication()
  const pick = usePickFile()
  const choose = async (): Promise<void> => {
    const picked = await pick({ mode: 'open', title: word('start.open'), endings: ['gpkg'] })
    if (picked !== null) onOpen(picked)
  }
  return (
    <main className="start">
      <div className="start-home">
        <header className="start-head">
          <Seal />
          <div>
            <h1>{word('start.title')}</h1>
            <p>{word('start.motto')}</p>
          </div>
        </header>
        {sample.problem === null ? null : (
          <Alert type="warning" showIcon role="alert" title={refusal(sample.problem)} />
        )}
        <div className="start-columns">
          <div className="start-doors">
            <Door
              icon={FileAddOutlined}
              title={word('start.new')}
              hint={word('start.new.hint')}
              onClick={onNew}
              isFirst
            />
            <Door
              icon={FolderOpenOutlined}
              title={word('start.open')}
              hint={word('start.open.hint')}
              onClick={() => void choose()}
            />
            <Door
              icon={ExperimentOutlined}
              title={word('start.sample')}
              hint={word('start.sample.hint')}
              isBusy={sample.isWorking}
              onClick={sample.run}
            />
            <Button
              type="link"
              size="small"
              className="start-elsewhere"
              disabled={sample.isWorking}
              onClick={sample.runElsewhere}
            >
              {word('start.sample.elsewhere')}
            </Button>
            <RunningJobs />
          </div>
          <RecentFiles onOpen={onOpen} />
        </div>
        <footer className="start-foot">
          <span>
            {state.operator === null
              ? word('start.signed.nobody')
              : word('start.signed', {
                  operator: state.team === null ? state.operator : `${state.operator} · ${state.team}`,
                })}
          </span>
          <Button type="link" size="small" onClick={onWorker}>
            {word('start.signed.change')}
          </Button>
          <OtherLanguage />
          <span className="start-version">{state.version}</span>
        </footer>
      </div>
    </main>
  )
}

/** For whoever cannot read this one: written in the other. */
function OtherLanguage() {
  const { word, language } = useWords()
  const { save } = useApplication()
  const other = language === 'zh' ? 'en' : 'zh'
  return (
    <Button type="link" size="small" onClick={() => void save({ language: other })}>
      {word(`settings.language.${other}`)}
    </Button>
  )
}

/** A parcel with its corner points: what the program is about. */
function Seal() {
  return (
    <svg className="start-seal" viewBox="0 0 64 64" aria-hidden="true">
      <rect width="64" height="64" rx="12" fill="var(--accent)" />
      <path
        d="M14 46 L20 16 L48 20 L50 44 Z M33 18 L32 45 M17 31 L49 33"
        fill="none"
        stroke="var(--surface)"
        strokeWidth="3"
      />
      {['14,46', '20,16', '48,20', '50,44'].map((corner) => {
        const [x, y] = corner.split(',')
        return <circle key={corner} cx={x} cy={y} r="3.6" fill="var(--surface)" />
      })}
    </svg>
  )
}

function Door(props: {
  readonly icon: ComponentType
  readonly title: string
  readonly hint: string
  readonly onClick: () => void
  readonly isFirst?: boolean
  readonly isBusy?: boolean
}) {
  const { icon: Icon, title, hint, onClick, isFirst = false, isBusy = false } = props
  return (
    <button
      type="button"
      className={isFirst ? 'start-door start-door-first' : 'start-door'}
      disabled={isBusy}
      onClick={onClick}
    >
      <Icon />
      <span>
        <strong>{title}</strong>
        <small>{hint}</small>
      </span>
    </button>
  )
}

function RecentFiles({ onOpen }: { readonly onOpen: (picked: PickedFile) => void }) {
  const { word, language } = useWords()
  const { state, forget } = useApplication()
  return (
    <section className="start-recent" aria-labelledby="start-recent-title">
      <h2 id="start-recent-title">{word('start.recent')}</h2>
      {state.recent.length === 0 ? <p className="start-quiet">{word('start.recent.none')}</p> : null}
      <ul>
        {state.recent.map(({ file, name, openedAt, isThere }) => (
          <li key={file}>
            <button
              type="button"
              className="start-recent-file"
              disabled={!isThere}
              title={name}
              onClick={() => onOpen({ file, name })}
            >
              <strong>{name.replace(/\.gpkg$/i, '')}</strong>
              <small>{isThere ? timeText(openedAt, language) : word('start.recent.gone')}</small>
            </button>
            <Button
              type="text"
              size="small"
              icon={<CloseOutlined />}
              aria-label={word('start.recent.forget', { name })}
              title={word('start.recent.forget', { name })}
              onClick={() => void forget(file)}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
