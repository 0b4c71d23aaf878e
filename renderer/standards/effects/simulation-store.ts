import { useCallback, useSyncExternalStore } from 'react'
import type { PlotDistributions, Simulation } from '../../../shared/contract/standards-answers.ts'
import { localDay } from '../../../shared/model/calendar-day.ts'
import type { StandardSet } from '../../../shared/standards/standard-set.ts'
import { useSurvey } from '../../state/survey.tsx'

/** What is asked for and what came of it. Kept outside the components, so that another section can be looked at meanwhile. */
export interface Effects {
  /** References of the sets ("id@3") that are compared; the first is the one that a target is sought for. */
  readonly sets: readonly string[]
  readonly on: string
  readonly takeUpPercent: number
  readonly landDownPercent: number | null
  readonly householdsOverPercent: number | null
  readonly simulation: Simulation | null
  /** Drafts as they stood when they were simulated, by their reference. */
  readonly drafts: Readonly<Record<string, StandardSet>>
  /** Plot areas by the set's reference, for the day of the simulation. */
  readonly distributions: Readonly<Record<string, PlotDistributions>>
}

const fresh: Effects = {
  sets: [],
  on: localDay(),
  takeUpPercent: 100,
  landDownPercent: null,
  householdsOverPercent: null,
  simulation: null,
  drafts: {},
  distributions: {},
}

const kept = new Map<string, Effects>()
const listeners = new Set<() => void>()
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useEffects() {
  const { survey } = useSurvey()
  const effects = useSyncExternalStore(subscribe, () => kept.get(survey.id) ?? fresh)
  const change = useCallback(
    (next: (before: Effects) => Partial<Effects>) => {
      const before = kept.get(survey.id) ?? fresh
      // Surveys have a new name each time they are opened; only the open one's figures are kept.
      kept.clear()
      kept.set(survey.id, { ...before, ...next(before) })
      for (const listener of listeners) listener()
    },
    [survey.id],
  )
  return { effects, change }
}
