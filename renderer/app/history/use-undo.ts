import { useCallback, useState } from 'react'
import { useUndoCommand } from '../../commands/undo-command.ts'
import { Refused } from '../../state/outcome.ts'

/** Takes entries of the journal back, one at a time, and keeps why the last one could not be. */
export function useUndo() {
  const command = useUndoCommand()
  const [problem, setProblem] = useState<Refused | null>(null)
  const [isWorking, setWorking] = useState(false)
  const take = useCallback(
    async (direction: 'undo' | 'redo', entry: string | null): Promise<void> => {
      setWorking(true)
      try {
        const ended = await command(direction, entry)
        setProblem(ended === 'cancelled' || ended.ok ? null : new Refused(ended.refusal))
      } finally {
        setWorking(false)
      }
    },
    [command],
  )
  const undo = useCallback((entry: string | null): void => void take('undo', entry), [take])
  const redo = useCallback((): void => void take('redo', null), [take])
  return { undo, redo, problem, isWorking }
}
