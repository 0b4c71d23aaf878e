import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { flushSync } from 'react-dom'
import type { SurveyInfo } from '../../shared/contract/answers.ts'
import type { SurveyState } from '../../shared/contract/survey-state.ts'
import { useCore } from './core-context.ts'
import type { PickedFile } from './door.ts'

/** The survey that this window has open. */
export interface OpenedSurvey {
  /** As the core names it. */
  readonly id: string
  /** The survey's own id, the same at every opening. */
  readonly surveyId: string
  /** The file's handle and name. */
  readonly file: string
  readonly name: string
  /** Opened for reading because somebody else holds it: who, and on which computer; — where that is not known. */
  readonly readOnly: { readonly holder: string; readonly host: string } | null
  readonly info: SurveyInfo
}

interface SurveyContextValue {
  readonly survey: OpenedSurvey
  readonly state: SurveyState
  /** Leaves the survey; `reopen`: a file that is opened next. */
  close(reopen?: PickedFile): Promise<void>
}

const SurveyContext = createContext<SurveyContextValue | null>(null)

/** Root of the keys of everything that a change of the survey makes stale. */
export const surveyKey = (survey: OpenedSurvey): readonly ['survey', string] => ['survey', survey.id]

/** Around the workbench: hears of every finished writer and lets what is shown be asked for again. */
export function SurveyProvider(props: {
  readonly survey: OpenedSurvey
  readonly onClose: (reopen: PickedFile | null) => void
  readonly children: ReactNode
}) {
  const { survey, onClose } = props
  const core = useCore()
  const cache = useQueryClient()
  const [state, setState] = useState<SurveyState>({ revision: 0, writers: 0, backupFailure: null })
  const [isClosing, setClosing] = useState(false)
  useEffect(() => {
    const abort = new AbortController()
    const listen = async (): Promise<void> => {
      for await (const next of await core.survey.changes({ survey: survey.id }, { signal: abort.signal })) {
        setState((before) => {
          if (next.revision !== before.revision) void cache.invalidateQueries({ queryKey: surveyKey(survey) })
          return next
        })
      }
    }
    listen().catch((error: unknown) => {
      if (!abort.signal.aborted) throw error
    })
    return () => abort.abort()
  }, [core, cache, survey])
  const value = useMemo(
    () => ({
      survey,
      state,
      async close(reopen?: PickedFile) {
        // What is on the screen asks about the survey (tiles, rows) for as long as it is there.
        flushSync(() => setClosing(true))
        // A restore in place has let go of it already.
        await core.survey.close({ survey: survey.id }).catch(() => undefined)
        cache.removeQueries({ queryKey: surveyKey(survey) })
        onClose(reopen ?? null)
      },
    }),
    [core, cache, survey, state, onClose],
  )
  return <SurveyContext value={value}>{isClosing ? null : props.children}</SurveyContext>
}

export function useSurvey(): SurveyContextValue {
  const value = useContext(SurveyContext)
  if (value === null) throw new Error('no survey around this component')
  return value
}
