import { App } from 'antd'
import { useState } from 'react'
import type { Outcome } from '../../shared/contract/outcome.ts'
import { Refused } from '../state/outcome.ts'
import { useWords } from '../ui/words.tsx'

/** One short write at a time: whether it goes on, why the last one could not be, and a message when it is done. */
export function useCommand() {
  const { word } = useWords()
  const { message } = App.useApp()
  const [problem, setProblem] = useState<unknown>(null)
  const [isWorking, setWorking] = useState(false)
  const run = async <T>(work: () => Promise<Outcome<T>>, done: (value: T) => void, said?: string): Promise<void> => {
    setWorking(true)
    setProblem(null)
    try {
      const outcome = await work()
      if (!outcome.ok) {
        setProblem(new Refused(outcome.refusal))
        return
      }
      if (said !== undefined) void message.success(word(said))
      done(outcome.value)
    } catch (error) {
      setProblem(error)
    } finally {
      setWorking(false)
    }
  }
  return { run, problem, isWorking }
}
