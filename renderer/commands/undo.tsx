import { App } from 'antd'
import { useCallback, useEffect, useRef } from 'react'
import { entrySentence } from '../../shared/lang/history-sentences.ts'
import { useCore } from '../state/core-context.ts'
import { useJobs } from '../state/jobs.tsx'
import { useSurvey } from '../state/survey.tsx'
import { useWords } from '../ui/words.tsx'

/** Takes the latest change back, or does it again, and says in a message what it was. */
function useUndoCommand(): (direction: 'undo' | 'redo') => Promise<void> {
  const core = useCore()
  const { run } = useJobs()
  const words = useWords()
  const { survey } = useSurvey()
  const { message } = App.useApp()
  return useCallback(
    async (direction) => {
      const end = await run(`${direction}.running`, (signal) =>
        direction === 'undo'
          ? core.history.undo({ survey: survey.id, entry: null }, { signal })
          : core.history.redo({ survey: survey.id }, { signal }),
      )
      if (end === 'cancelled') return
      if (!end.ok) {
        void message.warning(words.refusal(end.refusal))
        return
      }
      const sentence = entrySentence(end.value.subject, words.language)
      void message.success(words.word(`${direction}.done`, { sentence }))
    },
    [core, run, survey.id, words, message],
  )
}

/** A field that is being typed in undoes its own typing. */
const isTypedIn = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) &&
  !(target instanceof HTMLInputElement && (target.readOnly || ['checkbox', 'radio', 'button'].includes(target.type)))

/** Ctrl+Z, Ctrl+Y and Ctrl+Shift+Z anywhere in the workbench but in a field that is being typed in. Draws nothing. */
export function UndoKeys() {
  const command = useUndoCommand()
  const { survey } = useSurvey()
  const isBusy = useRef(false)
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || isTypedIn(event.target)) return
      const key = event.key.toLowerCase()
      const direction = key === 'y' || (key === 'z' && event.shiftKey) ? 'redo' : key === 'z' ? 'undo' : null
      if (direction === null || survey.readOnly !== null) return
      event.preventDefault()
      // One after the other: an undo that waits for a job must not be asked for twice by an impatient key.
      if (isBusy.current) return
      isBusy.current = true
      void command(direction).finally(() => {
        isBusy.current = false
      })
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [command, survey.readOnly])
  return null
}
