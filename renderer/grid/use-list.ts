import { useEffect, useState } from 'react'
import type { ListQuery, OpenedList } from '../../shared/contract/lists.ts'
import type { Refusal } from '../../shared/contract/outcome.ts'
import { useCore } from '../state/core-context.ts'
import { useSurvey } from '../state/survey.tsx'

export interface ListState {
  /** null until the first has come. */
  readonly list: OpenedList | null
  readonly refusal: Refusal | null
  readonly isOpening: boolean
}

/** Keeps a list of the query open: a new one when the query or the survey changes; the old one goes when the new one is there. */
export function useList(query: ListQuery): ListState {
  const core = useCore()
  const { survey, state } = useSurvey()
  const [shown, setShown] = useState<ListState>({ list: null, refusal: null, isOpening: true })
  const { revision } = state
  const key = JSON.stringify(query)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a finished writer (revision) makes the list anew
  useEffect(() => {
    const abort = new AbortController()
    let opened: OpenedList | null = null
    const close = (list: OpenedList): void => {
      core.lists.close({ survey: survey.id, list: list.list }).catch(() => undefined) // the survey was closed before it
    }
    setShown((before) => ({ ...before, isOpening: true }))
    core.lists.open({ survey: survey.id, query: JSON.parse(key) as ListQuery }, { signal: abort.signal }).then(
      (outcome) => {
        if (!outcome.ok) {
          setShown({ list: null, refusal: outcome.refusal, isOpening: false })
          return
        }
        opened = outcome.value
        if (abort.signal.aborted) close(opened)
        else setShown({ list: opened, refusal: null, isOpening: false })
      },
      () => undefined, // given up: another query has taken its place
    )
    return () => {
      abort.abort()
      if (opened !== null) close(opened)
    }
  }, [core, survey, key, revision])
  return shown
}
