import { useCallback, useMemo, useSyncExternalStore } from 'react'
import type { StandardSet } from '../../../shared/standards/standard-set.ts'
import { useSurveyFacts } from '../use-survey-facts.ts'

/** A set that somebody is changing and that is not in the survey yet. */
export interface UnsavedDraft {
  readonly set: StandardSet
}

type Drafts = Readonly<Record<string, UnsavedDraft>>

const NONE: Drafts = {}
/** By the survey's own id, the same at every opening. */
const drafts = new Map<string, Drafts>()
const listeners = new Set<() => void>()

const keyOf = (surveyId: string): string => `cundi.standards-drafts.1.${surveyId}`
const LONG_DIGITS = /\d{9}/

/** Half of an identity number is one already, and nothing is encrypted here. */
export const maybeKept = (draft: UnsavedDraft): boolean => !LONG_DIGITS.test(JSON.stringify(draft))

function read(surveyId: string): Drafts {
  try {
    return JSON.parse(localStorage.getItem(keyOf(surveyId)) ?? '{}') as Drafts
  } catch {
    return NONE // somebody else's text under our key: there is no draft
  }
}

function draftsOf(surveyId: string): Drafts {
  const known = drafts.get(surveyId)
  if (known !== undefined) return known
  const kept = read(surveyId)
  drafts.set(surveyId, kept)
  return kept
}

function write(surveyId: string, next: Drafts): void {
  drafts.set(surveyId, next)
  try {
    const kept = Object.fromEntries(Object.entries(next).filter(([, draft]) => maybeKept(draft)))
    if (Object.keys(kept).length === 0) localStorage.removeItem(keyOf(surveyId))
    else localStorage.setItem(keyOf(surveyId), JSON.stringify(kept))
  } catch {
    // the browser keeps nothing (full, or forbidden): typing goes on without
  }
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Unsaved drafts of the open survey by the id of their set; they survive a reload. */
export function useDrafts() {
  const surveyId = useSurveyFacts().data?.surveyId
  const known = useSyncExternalStore(subscribe, () => (surveyId === undefined ? NONE : draftsOf(surveyId)))
  const put = useCallback(
    (set: StandardSet) => {
      if (surveyId !== undefined) write(surveyId, { ...draftsOf(surveyId), [set.id]: { set } })
    },
    [surveyId],
  )
  /** Changes what is there now, so that rows need not know of each other. */
  const change = useCallback(
    (id: string, make: (set: StandardSet) => StandardSet) => {
      const before = surveyId === undefined ? undefined : draftsOf(surveyId)[id]
      if (surveyId !== undefined && before !== undefined)
        write(surveyId, { ...draftsOf(surveyId), [id]: { set: make(before.set) } })
    },
    [surveyId],
  )
  const drop = useCallback(
    (id: string) => {
      if (surveyId === undefined) return
      const { [id]: _dropped, ...rest } = draftsOf(surveyId)
      write(surveyId, rest)
    },
    [surveyId],
  )
  return useMemo(() => ({ drafts: known, put, change, drop }), [known, put, change, drop])
}

/** A draft as the core takes it: a separator that was typed last must not exempt households without a class. */
export const applicable = (set: StandardSet): StandardSet =>
  set.paidUse === null
    ? set
    : { ...set, paidUse: { ...set.paidUse, exempt: set.paidUse.exempt.filter((name) => name !== '') } }
