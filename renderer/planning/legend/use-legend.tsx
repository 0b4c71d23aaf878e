import { useQuery } from '@tanstack/react-query'
import { createContext, useContext, useMemo } from 'react'
import { builtInLegend, type Legend, legendOf } from '../../../shared/planning/legend.ts'
import { useCore } from '../../state/core-context.ts'
import { unwrap } from '../../state/outcome.ts'
import { surveyKey, useSurvey } from '../../state/survey.tsx'

const Shown = createContext<Legend>(builtInLegend)

export const LegendProvider = Shown.Provider

/** The survey's legend, which the section waits for before it shows a colour. */
export const useLegend = (): Legend => useContext(Shown)

/** The same, asked of the core; undefined: not known yet. */
export function useSurveyLegend() {
  const core = useCore()
  const { survey } = useSurvey()
  const { data, error } = useQuery({
    queryKey: [...surveyKey(survey), 'planning', 'legend'],
    queryFn: async ({ signal }) => unwrap(await core.planningLegend.get({ survey: survey.id }, { signal })),
  })
  // What is asked anew after each change of the survey is mostly the same: maps are only made anew for another legend.
  const key = data === undefined ? null : JSON.stringify(data.settings)
  const legend = useMemo(() => (key === null ? undefined : legendOf(JSON.parse(key))), [key])
  return { legend, error }
}
