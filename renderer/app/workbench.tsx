import { Button, Progress, Space } from 'antd'
import { crsOf, epsgCodeIn } from '../../shared/geo/crs/catalogue.ts'
import { countyName } from '../../shared/geo/crs/county.ts'
import { UndoKeys } from '../commands/undo.tsx'
import { useJobs } from '../state/jobs.tsx'
import { goTo, usePlace } from '../state/section.ts'
import { useSurvey } from '../state/survey.tsx'
import { Boundary } from '../ui/boundary.tsx'
import { Mark } from '../ui/mark.tsx'
import { useWhyReadOnly } from '../ui/read-only.tsx'
import { useWords } from '../ui/words.tsx'
import { BrokenPart } from './broken-part.tsx'
import { sections } from './sections.tsx'
import './workbench.css'

/** A rail of sections at the left, the open survey above, a section's content in the rest. */
export function Workbench() {
  const { word } = useWords()
  const place = usePlace()
  const section = sections.find(({ id }) => id === place.section) ?? sections[0]
  if (section === undefined) return null
  const Content = section.content
  return (
    <div className="workbench">
      <nav className="workbench-rail" aria-label={word('window.rail')}>
        {sections.map(({ id, title, icon: Icon }) => (
          <button
            key={id}
            type="button"
            className="workbench-door"
            aria-current={id === section.id ? 'page' : undefined}
            onClick={() => goTo(id)}
          >
            <Icon />
            <span>{word(title)}</span>
          </button>
        ))}
      </nav>
      <UndoKeys />
      <SurveyBar />
      <Boundary key={section.id} broken={(again) => <BrokenPart onAgain={again} />}>
        <main className="workbench-content" aria-label={word(section.title)}>
          <Content />
        </main>
      </Boundary>
    </div>
  )
}

/** Name, county, zone and saved state of the open survey; what is running, and the way out. */
function SurveyBar() {
  const { word, pick, refusal } = useWords()
  const { survey, state, close } = useSurvey()
  const readOnly = useWhyReadOnly()
  const county = countyName(survey.info.county)
  const zone = crsOf(epsgCodeIn(survey.info.crs) ?? 0)?.zone ?? null
  const { running } = useJobs()
  return (
    <header className="workbench-bar">
      <strong className="workbench-name" title={survey.name}>
        {survey.name}
      </strong>
      <span>
        {county === null
          ? word('window.county', { county: survey.info.county })
          : `${pick(county)} ${survey.info.county}`}
      </span>
      <span title={survey.info.crs}>
        {zone === null ? survey.info.crs : word('window.zone', { zone, crs: survey.info.crs })}
      </span>
      {readOnly === null ? (
        <span role="status">{word(state.writers === 0 ? 'window.saved' : 'window.saving')}</span>
      ) : (
        <Mark tone="warning" role="status" className="workbench-read-only" title={readOnly}>
          {readOnly}
        </Mark>
      )}
      {state.backupFailure === null ? null : (
        <Button size="small" danger title={refusal(state.backupFailure)} onClick={() => goTo('settings')}>
          {word('settings.backup.failed')}
        </Button>
      )}
      <Space className="workbench-jobs">
        {running.map((job) => (
          <Space key={job.id} size="small" className="workbench-job">
            <span>{word(job.title)}</span>
            <Progress
              size="small"
              className="workbench-progress"
              percent={percentOf(job.progress)}
              aria-label={word(job.title)}
            />
            <Button size="small" onClick={job.cancel} disabled={job.progress?.isFinal === true}>
              {word(job.progress?.isFinal === true ? 'window.cancel.late' : 'window.cancel')}
            </Button>
          </Space>
        ))}
        <Button size="small" onClick={() => void close()}>
          {word('window.close')}
        </Button>
      </Space>
    </header>
  )
}

const percentOf = (progress: { readonly done: number; readonly total: number | null } | null): number =>
  progress === null || progress.total === null || progress.total === 0
    ? 0
    : Math.floor((100 * progress.done) / progress.total)
