import { useCallback, useEffect, useRef, useState } from 'react'
import type { ListQuery, OpenedList } from '../../shared/contract/lists.ts'
import type { Refusal } from '../../shared/contract/outcome.ts'
import { useCore } from '../state/core-context.ts'
import { useSurvey } from '../state/survey.tsx'

/** A list with the query that it answers: two with the same one show two states of the survey. */
export interface ShownList extends OpenedList {
  readonly query: string
}

export interface ListState {
  /** null until the first has come. */
  readonly list: ShownList | null
  readonly refusal: Refusal | null
  readonly isOpening: boolean
}

/** Keeps a list of the query open: a new one when the query or the survey changes; the old one goes when the new one is there. */
export function useList(query: ListQuery): ListState {
  const core = useCore()
  const { survey, state } = useSurvey()
  const [shown, setShown] = useState<ListState>({ list: null, refusal: null, isOpening: true })
  const opened = useRef<string | null>(null)
  const { revision } = state
  const key = JSON.stringify(query)
  const take = useCallback(
    (next: string | null): void => {
      const list = opened.current
      opened.current = next
      if (list !== null) core.lists.close({ survey: survey.id, list }).catch(() => undefined) // the survey was closed before it
    },
    [core, survey],
  )
  useEffect(() => () => take(null), [take])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a finished writer (revision) makes the list anew
  useEffect(() => {
    const abort = new AbortController()
    setShown((before) => ({ ...before, isOpening: true }))
    core.lists.open({ survey: survey.id, query: JSON.parse(key) as ListQuery }, { signal: abort.signal }).then(
      (outcome) => {
        if (abort.signal.aborted) return // the core closes what nobody waits for
        if (!outcome.ok) {
          setShown({ list: null, refusal: outcome.refusal, isOpening: false })
          return
        }
        // Until now the old one's rows could be asked for.
        take(outcome.value.list)
        setShown({ list: { ...outcome.value, query: key }, refusal: null, isOpening: false })
      },
      () => undefined, // given up: another query has taken its place
    )
    return () => abort.abort()
  }, [core, survey, take, key, revision])
  return shown
}
