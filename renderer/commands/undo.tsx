import { App } from 'antd'
import { useCallback, useEffect, useRef } from 'react'
import { entrySentence } from '../../shared/lang/history-sentences.ts'
import { useSurvey } from '../state/survey.tsx'
import { useWords } from '../ui/words.tsx'
import { useUndoCommand } from './undo-command.ts'

/** Takes the latest change back, or does it again, and says in a message what it was. */
function useUndoWithMessage(): (direction: 'undo' | 'redo') => Promise<void> {
  const command = useUndoCommand()
  const words = useWords()
  const { message } = App.useApp()
  return useCallback(
    async (direction) => {
      const end = await command(direction)
      if (end === 'cancelled') return
      if (!end.ok) {
        void message.warning(words.refusal(end.refusal))
        return
      }
      const sentence = entrySentence(end.value.subject, words.language)
      void message.success(words.word(`${direction}.done`, { sentence }))
    },
    [command, words, message],
  )
}

/** A field that is being typed in undoes its own typing. */
const isTypedIn = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) &&
  !(target instanceof HTMLInputElement && (target.readOnly || ['checkbox', 'radio', 'button'].includes(target.type)))

/** Ctrl+Z, Ctrl+Y and Ctrl+Shift+Z anywhere in the workbench but in a field that is being typed in. Draws nothing. */
export function UndoKeys() {
  const command = useUndoWithMessage()
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
