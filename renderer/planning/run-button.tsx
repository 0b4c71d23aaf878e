import { Alert, Space } from 'antd'
import type { JobProgress } from '../../shared/contract/job.ts'
import type { Outcome } from '../../shared/contract/outcome.ts'
import { Fault } from '../ui/fault.tsx'
import { Mark } from '../ui/mark.tsx'
import { useWords } from '../ui/words.tsx'
import { WriteButton } from '../ui/write-button.tsx'
import { usePlanJob } from './use-plan-job.ts'

/** Starts one of the plan's computations, and says when its result was made and whether it still holds. */
export function RunButton<T>(props: {
  /** Room of its texts: planning.overlay, planning.conflicts … */
  readonly texts: string
  readonly result: { readonly at: string; readonly isStale: boolean } | null | undefined
  readonly start: (signal: AbortSignal) => Promise<AsyncIterator<JobProgress, Outcome<T>, unknown>>
  readonly onDone?: (value: T) => void
}) {
  const { texts, result, start, onDone } = props
  const { word, language } = useWords()
  const job = usePlanJob(`${texts}.working`)
  return (
    <Space wrap className="planning-run">
      <WriteButton
        type="primary"
        loading={job.isWorking}
        onClick={() => void job.start(start).then((value) => value !== null && onDone?.(value))}
      >
        {word(result === null ? `${texts}.run` : `${texts}.again`)}
      </WriteButton>
      {result === null || result === undefined ? null : (
        <span className="planning-quiet" role="status">
          {word('planning.computed', { at: new Date(result.at).toLocaleString(language === 'zh' ? 'zh-CN' : 'en-GB') })}
        </span>
      )}
      {result?.isStale === true ? <Mark tone="warning">{word('planning.stale')}</Mark> : null}
      {job.isCancelled ? <Alert type="info" title={word('planning.cancelled')} /> : null}
      {job.problem === null ? null : <Fault error={job.problem} />}
    </Space>
  )
}
