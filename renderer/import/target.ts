import { useMemo } from 'react'
import { type Crs, crsOf, epsgCodeIn } from '../../shared/geo/crs/catalogue.ts'
import { useSurvey } from '../state/survey.tsx'

/** The open survey's zone and county: what a file's coordinates are held against. */
export function useTarget(): { readonly crs: Crs; readonly county: string } {
  const { survey } = useSurvey()
  const { crs, county } = survey.info
  return useMemo(() => {
    const known = crsOf(epsgCodeIn(crs) ?? 0)
    if (known === null) throw new Error('the survey has no coordinate system')
    return { crs: known, county }
  }, [crs, county])
}
