import { useQuery } from '@tanstack/react-query'
import { Alert, Empty, Segmented, Space, Spin, Tag } from 'antd'
import { useState } from 'react'
import type { CheckAnswer } from '../../shared/contract/answers.ts'
import type { Refusal } from '../../shared/contract/outcome.ts'
import { useCore } from '../state/core-context.ts'
import { useJobs } from '../state/jobs.tsx'
import { unwrap } from '../state/outcome.ts'
import { goTo, usePlace } from '../state/section.ts'
import { surveyKey, useSurvey } from '../state/survey.tsx'
import { Fault } from '../ui/fault.tsx'
import { useWords } from '../ui/words.tsx'
import { WriteButton } from '../ui/write-button.tsx'
import { FindingTable } from './finding-table.tsx'
import './quality.css'
import { RuleList } from './rule-list.tsx'

type Shown = 'open' | 'waived' | 'both'
const SEVERITIES = ['error', 'warning', 'info'] as const
const shownAs: Readonly<Record<Shown, boolean | null>> = { open: false, waived: true, both: null }

/** What the latest check found: rules at the left, their findings at the right. Rule and severity are in the address: #/quality?rule=… */
export function QualitySection() {
  const words = useWords()
  const core = useCore()
  const { survey } = useSurvey()
  const { params } = usePlace()
  const severity = SEVERITIES.find((known) => known === params.severity) ?? null
  const [shown, setShown] = useState<Shown>(severity === null ? 'both' : 'open')
  const { data, error } = useQuery({
    queryKey: [...surveyKey(survey), 'findings', 'rules'],
    queryFn: async ({ signal }) => unwrap(await core.quality.stored({ survey: survey.id }, { signal })),
  })
  const rule = params.rule ?? null
  return (
    <div className="quality">
      <header className="quality-head">
        <h1>{words.word('section.quality')}</h1>
        <CheckButton />
        {data === undefined || data.rules.length === 0 ? null : (
          <Tag color={data.blocking > 0 ? 'error' : 'success'}>
            {words.word(data.blocking > 0 ? 'quality.blocking' : 'quality.clear', { blocking: data.blocking })}
          </Tag>
        )}
        {data === undefined || data.rules.length === 0 ? null : (
          <span className="quality-note">{words.word('quality.stored')}</span>
        )}
        {severity === null ? null : (
          <Tag closable onClose={() => goTo('quality')}>
            {words.word(`overview.findings.${severity}`)}
          </Tag>
        )}
        <Segmented<Shown>
          aria-label={words.word('quality.show')}
          value={shown}
          onChange={setShown}
          options={(['both', 'open', 'waived'] as const).map((value) => ({
            value,
            label: words.word(`quality.show.${value}`),
          }))}
        />
      </header>
      {error !== null ? <Fault error={error} /> : null}
      {data === undefined && error === null ? <Spin /> : null}
      {data !== undefined && data.rules.length === 0 ? (
        <Empty className="quality-empty" description={words.word('quality.none')} />
      ) : null}
      {data !== undefined && data.rules.length > 0 ? (
        <div className="quality-body">
          <RuleList
            rules={data.rules}
            chosen={rule}
            onChoose={(id) => goTo('quality', id === null ? {} : { rule: id })}
          />
          <FindingTable key={`${rule} ${shown} ${severity}`} rule={rule} waived={shownAs[shown]} severity={severity} />
        </div>
      ) : null}
    </div>
  )
}

type LastRun = { readonly answer: CheckAnswer } | { readonly refusal: Refusal } | 'cancelled' | null

function CheckButton() {
  const words = useWords()
  const core = useCore()
  const { survey } = useSurvey()
  const { run, running } = useJobs()
  const [last, setLast] = useState<LastRun>(null)
  const check = async (): Promise<void> => {
    const end = await run('quality.running', (signal) =>
      core.quality.check({ survey: survey.id, list: false }, { signal }),
    )
    setLast(end === 'cancelled' ? 'cancelled' : end.ok ? { answer: end.value } : { refusal: end.refusal })
  }
  return (
    <Space>
      <WriteButton
        type="primary"
        loading={running.some(({ title }) => title === 'quality.running')}
        onClick={() => void check()}
      >
        {words.word('quality.run')}
      </WriteButton>
      {last === null ? null : last === 'cancelled' ? (
        <Alert type="info" title={words.word('quality.cancelled')} />
      ) : 'refusal' in last ? (
        <Alert type="error" title={words.refusal(last.refusal)} />
      ) : (
        <span role="status">
          {words.word('quality.checked', { findings: last.answer.findings, blocking: last.answer.blocking })}
        </span>
      )}
    </Space>
  )
}
