import { useState } from 'react'
import type { Refusal } from '../../../shared/contract/outcome.ts'
import { useCore } from '../../state/core-context.ts'
import type { PickedFile } from '../../state/door.ts'
import { useJobs } from '../../state/jobs.tsx'

export interface SampleMaker {
  readonly isWorking: boolean
  readonly problem: Refusal | null
  run(): void
}

/** Makes the sample survey as one job and hands it over to be opened. */
export function useSample(onMade: (picked: PickedFile) => void) {
  const core = useCore()
  const jobs = useJobs()
  const [isWorking, setWorking] = useState(false)
  const [problem, setProblem] = useState<Refusal | null>(null)
  const make = async (): Promise<void> => {
    setWorking(true)
    setProblem(null)
    try {
      const made = await jobs.run('start.sample.working', (signal) => core.survey.sample({ folder: null }, { signal }))
      if (made === 'cancelled') return
      if (made.ok) onMade(made.value)
      else setProblem(made.refusal)
    } finally {
      setWorking(false)
    }
  }
  return { isWorking, problem, make }
}
