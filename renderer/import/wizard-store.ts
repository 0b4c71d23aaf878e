import { useCallback, useSyncExternalStore } from 'react'
import { useSurvey } from '../state/survey.tsx'
import { freshWizard, type LayerChoice, type Source, type Wizard } from './wizard.ts'
import { keepWizard } from './wizard-memory.ts'

/**
 * Half-done imports by survey. They stand here and not in a component, so that another section can be looked at meanwhile and
 * what is running goes on.
 */
const wizards = new Map<string, Wizard>()
const listeners = new Set<() => void>()

export type ChangeWizard = (change: (wizard: Wizard) => Wizard) => void

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useWizard(): { readonly wizard: Wizard; readonly change: ChangeWizard } {
  const { survey } = useSurvey()
  const wizard = useSyncExternalStore(subscribe, () => wizards.get(survey.id) ?? freshWizard)
  const change = useCallback<ChangeWizard>(
    (make) => {
      const before = wizards.get(survey.id) ?? freshWizard
      // Surveys have a new name each time they are opened; only the open one's import is kept.
      wizards.clear()
      const after = make(before)
      wizards.set(survey.id, after)
      keepWizard(survey.surveyId, after)
      for (const listener of listeners) listener()
    },
    [survey.id, survey.surveyId],
  )
  return { wizard, change }
}

/** Whether this window has an import of that opening in hand. */
export const hasWizard = (survey: string): boolean => wizards.has(survey)

export const withSource = (wizard: Wizard, key: string, change: (source: Source) => Source): Wizard => ({
  ...wizard,
  // What was tried before holds no longer.
  trial: null,
  sources: wizard.sources.map((source) => (source.key === key ? change(source) : source)),
})

export const withChoice = (wizard: Wizard, key: string, name: string, change: Partial<LayerChoice>): Wizard =>
  withSource(wizard, key, (source) => ({
    ...source,
    choices: source.choices.map((choice) => (choice.name === name ? { ...choice, ...change } : choice)),
  }))
