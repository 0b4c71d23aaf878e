import { Button, Empty } from 'antd'
import { useCallback, useMemo, useState } from 'react'
import type { SimulatedSet } from '../../../shared/contract/standards-answers.ts'
import { useCore } from '../../state/core-context.ts'
import { useJobs } from '../../state/jobs.tsx'
import { Refused } from '../../state/outcome.ts'
import { useSurvey } from '../../state/survey.tsx'
import { Fault } from '../../ui/fault.tsx'
import { useWords } from '../../ui/words.tsx'
import { refOf, refText } from '../set-words.ts'
import { HistogramCard } from './histogram-card.tsx'
import { useEffects } from './simulation-store.ts'
import { useTakeLimits } from './use-take-limits.ts'

/** A histogram for each rule of one set, with limits that can be moved and taken into a draft. */
export function LimitsPanel({ set }: { readonly set: SimulatedSet }) {
  const { word } = useWords()
  const { effects } = useEffects()
  const { count, problem } = useCount(refText(set))
  const { take, problem: untaken } = useTakeLimits(refText(set))
  const [moved, setMoved] = useState<Readonly<Record<string, number>>>({})
  const move = useCallback(
    (standard: string, limitM2: number) => setMoved((before) => ({ ...before, [standard]: limitM2 })),
    [],
  )
  const counted = effects.distributions[refText(set)]
  const rules = useMemo(() => counted?.standards.filter(({ areasM2 }) => areasM2.length > 0) ?? [], [counted])
  return (
    <section>
      <div className="standards-row">
        <h3>{word('simulation.sheet.histogram')}</h3>
        {counted === undefined ? (
          <Button className="standards-screen-only" onClick={count}>
            {word('standards.effects.count')}
          </Button>
        ) : (
          <>
            <span className="standards-quiet standards-screen-only">{word('standards.effects.move')}</span>
            <span className="standards-push" />
            <Button
              className="standards-screen-only"
              disabled={Object.keys(moved).length === 0}
              onClick={() => setMoved({})}
            >
              {word('standards.effects.reset')}
            </Button>
            <Button
              className="standards-screen-only"
              type="primary"
              disabled={Object.keys(moved).length === 0}
              onClick={() => take(moved)}
            >
              {word('standards.effects.take')}
            </Button>
          </>
        )}
      </div>
      {problem === null ? null : <Fault error={problem} />}
      {untaken === null ? null : <Fault error={untaken} />}
      {counted !== undefined && rules.length === 0 ? <Empty description={word('standards.effects.no-plots')} /> : null}
      <div className="standards-cards">
        {rules.map((areas) => (
          <HistogramCard
            key={areas.standard}
            areas={areas}
            limitM2={moved[areas.standard] ?? areas.limitM2}
            onMove={move}
          />
        ))}
      </div>
    </section>
  )
}

/** Fetches the plot areas of a set once; limits are then moved without the core. */
function useCount(ref: string) {
  const core = useCore()
  const { run } = useJobs()
  const { survey } = useSurvey()
  const { effects, change } = useEffects()
  const [problem, setProblem] = useState<unknown>(null)
  const count = async (): Promise<void> => {
    setProblem(null)
    const on = effects.simulation?.evaluatedOn ?? effects.on
    const end = await run('standards.effects.counting', (signal) =>
      core.standards.distributions(
        { survey: survey.id, ...refOf(ref), draft: effects.drafts[ref] ?? null, on },
        { signal },
      ),
    )
    if (end === 'cancelled') return
    if (end.ok) change((before) => ({ distributions: { ...before.distributions, [ref]: end.value } }))
    else setProblem(new Refused(end.refusal))
  }
  return { problem, count: () => void count().catch(setProblem) }
}
