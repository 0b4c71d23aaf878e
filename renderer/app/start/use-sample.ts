import { useState } from 'react'
import type { Refusal } from '../../../shared/contract/outcome.ts'
import { useCore } from '../../state/core-context.ts'
import type { PickedFile } from '../../state/door.ts'
import { useJobs } from '../../state/jobs.tsx'
import { usePickFile } from '../../ui/file-picker.tsx'
import { useWords } from '../../ui/words.tsx'

export interface SampleMaker {
  readonly isWorking: boolean
  readonly problem: Refusal | null
  /** In the folder that is usual on this machine. */
  run(): void
  /** In a folder that the user chooses. */
  runElsewhere(): void
}

/** Makes the sample survey as one job and hands it over to be opened. */
export function useSample(onMade: (picked: PickedFile) => void) {
  const core = useCore()
  const jobs = useJobs()
  const pick = usePickFile()
  const { word } = useWords()
  const [isWorking, setWorking] = useState(false)
  const [problem, setProblem] = useState<Refusal | null>(null)
  const make = async (folder: string | null): Promise<void> => {
    setWorking(true)
    setProblem(null)
    try {
      const made = await jobs.run('start.sample.working', (signal) => core.survey.sample({ folder }, { signal }))
      if (made === 'cancelled') return
      if (made.ok) onMade(made.value)
      else setProblem(made.refusal)
    } finally {
      setWorking(false)
    }
  }
  const makeElsewhere = async (): Promise<void> => {
    const picked = await pick({ mode: 'folder', title: word('start.sample.elsewhere'), endings: [] })
    if (picked !== null) await make(picked.file)
  }
  return { isWorking, problem, make, makeElsewhere }
}
