import { useState } from 'react'
import { useCore } from '../../state/core-context.ts'
import { useJobs } from '../../state/jobs.tsx'
import { Refused, unwrap } from '../../state/outcome.ts'
import { useSurvey } from '../../state/survey.tsx'
import { applicable, useDrafts } from '../draft/draft-store.ts'
import { draftIn, refOf, refText } from '../set-words.ts'
import { useEffects } from './simulation-store.ts'

/** Runs and opens simulations; what they found goes into the store. */
export function useSimulate() {
  const core = useCore()
  const { run, running } = useJobs()
  const { survey } = useSurvey()
  const { effects, change } = useEffects()
  const { drafts } = useDrafts()
  const [problem, setProblem] = useState<unknown>(null)
  const simulate = async (saveAs: string | null): Promise<void> => {
    const { sets, on, takeUpPercent, landDownPercent, householdsOverPercent } = effects
    setProblem(null)
    const asked = Object.fromEntries(
      sets.flatMap((ref) => {
        const draft = drafts[draftIn(ref) ?? '']
        return draft === undefined ? [] : [[ref, applicable(draft.set)] as const]
      }),
    )
    const target =
      landDownPercent === null && householdsOverPercent === null
        ? null
        : {
            ...(landDownPercent === null ? {} : { landDownPercent }),
            ...(householdsOverPercent === null ? {} : { householdsOverPercent }),
          }
    const end = await run('standards.effects.working', (signal) =>
      core.standards.simulate(
        {
          survey: survey.id,
          standards: sets.map((ref) => ({ ...refOf(ref), draft: asked[ref] ?? null })),
          on,
          takeUpPercent,
          target,
          saveAs,
        },
        { signal },
      ),
    )
    if (end === 'cancelled') return
    if (end.ok) change(() => ({ simulation: end.value, drafts: asked, distributions: {} }))
    else setProblem(new Refused(end.refusal))
  }
  const open = async (id: string): Promise<void> => {
    setProblem(null)
    const simulation = unwrap(await core.standards.simulation({ survey: survey.id, simulation: id }))
    change(() => ({
      simulation,
      drafts: {},
      distributions: {},
      on: simulation.evaluatedOn,
      sets: simulation.sets.map(refText).filter((ref) => draftIn(ref) === null || (draftIn(ref) ?? '') in drafts),
    }))
  }
  return {
    problem,
    isWorking: running.some(({ title }) => title === 'standards.effects.working'),
    simulate: (saveAs: string | null) => simulate(saveAs).catch(setProblem),
    open: (id: string) => open(id).catch(setProblem),
  }
}
