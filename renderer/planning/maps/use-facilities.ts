import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type FacilityKind, facilityKinds } from '../../../shared/planning/facility-kinds.ts'
import type { PlanProject } from '../../../shared/planning/plan-areas.ts'
import { useCore } from '../../state/core-context.ts'
import { unwrap } from '../../state/outcome.ts'
import { surveyKey, useSurvey } from '../../state/survey.tsx'
import type { FacilitySign } from './facility-signs.ts'

export interface Facilities {
  readonly signs: readonly FacilitySign[]
  readonly kinds: readonly FacilityKind[]
  readonly unplaced: number
  readonly left: number
  readonly projects: readonly PlanProject[]
}

const none: Facilities = { signs: [], kinds: [], unplaced: 0, left: 0, projects: [] }

/** Facilities of a scenario with the numbers of their kinds, and its projects; nothing while they are not known. */
export function useFacilities(scenario: string): Facilities {
  const core = useCore()
  const { survey } = useSurvey()
  const { data } = useQuery({
    queryKey: [...surveyKey(survey), 'planning', 'facilities', scenario],
    queryFn: async ({ signal }) =>
      unwrap(await core.planningMap.facilities({ survey: survey.id, scenario }, { signal })),
  })
  return useMemo(() => {
    if (data === undefined) return none
    const { kinds, numberOf } = facilityKinds(data.facilities)
    return {
      ...data,
      kinds,
      signs: data.facilities.map((facility) => ({
        ...facility,
        number: numberOf(facility),
        title: facility.name ?? facility.code ?? '—',
      })),
    }
  }, [data])
}
