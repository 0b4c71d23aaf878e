import { useState } from 'react'
import { useCore } from '../../state/core-context.ts'
import { useJobs } from '../../state/jobs.tsx'
import { Refused, unwrap } from '../../state/outcome.ts'
import { useSurvey } from '../../state/survey.tsx'
import { refOf } from '../set-words.ts'
import { useEffects } from './simulation-store.ts'

/** Runs and opens simulations; what they found goes into the store. */
export function useSimulate() {
  const core = useCore()
  const { run, running } = useJobs()
  const { survey } = useSurvey()
  const { effects, change } = useEffects()
  const [problem, setProblem] = useState<unknown>(null)
  const simulate = async (saveAs: string | null): Promise<void> => {
    const { sets, on, takeUpPercent, landDownPercent, householdsOverPercent } = effects
    setProblem(null)
    const target =
      landDownPercent === null && householdsOverPercent === null
        ? null
        : {
            ...(landDownPercent === null ? {} : { landDownPercent }),
            ...(householdsOverPercent === null ? {} : { householdsOverPercent }),
          }
    const end = await run('standards.effects.working', (signal) =>
      core.standards.simulate(
        { survey: survey.id, standards: sets.map(refOf), on, takeUpPercent, target, saveAs },
        { signal },
      ),
    )
    if (end === 'cancelled') return
    if (end.ok) change(() => ({ simulation: end.value, distributions: {} }))
    else setProblem(new Refused(end.refusal))
  }
  const open = async (id: string): Promise<void> => {
    setProblem(null)
    const simulation = unwrap(await core.standards.simulation({ survey: survey.id, simulation: id }))
    change(() => ({
      simulation,
      distributions: {},
      on: simulation.evaluatedOn,
      sets: simulation.sets.map((set) => (set.version === null ? set.id : `${set.id}@${set.version}`)),
    }))
  }
  return {
    problem,
    isWorking: running.some(({ title }) => title === 'standards.effects.working'),
    simulate: (saveAs: string | null) => simulate(saveAs).catch(setProblem),
    open: (id: string) => open(id).catch(setProblem),
  }
}
