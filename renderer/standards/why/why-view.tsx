import { useQuery } from '@tanstack/react-query'
import { Button, Empty, Segmented, Spin } from 'antd'
import { useState } from 'react'
import { useCore } from '../../state/core-context.ts'
import { unwrap } from '../../state/outcome.ts'
import { usePlace } from '../../state/section.ts'
import { surveyKey, useSurvey } from '../../state/survey.tsx'
import { Fault } from '../../ui/fault.tsx'
import { useWords } from '../../ui/words.tsx'
import { type Explained, Justification } from './justification.tsx'
import { OpenObject } from './open-object.tsx'

const papers = { both: ['zh', 'en'], zh: ['zh'], en: ['en'] } as const
type Paper = keyof typeof papers

/** Why a household or a parcel is over or within, as a page to read and to print, in Chinese, English or both. */
export function WhyView() {
  const { word } = useWords()
  const { params } = usePlace()
  const [paper, setPaper] = useState<Paper>('both')
  const { data, error } = useExplained(params.household ?? null, params.village ?? null, params.parcel ?? null)
  if (error !== null)
    return (
      <div className="standards-why">
        <div>
          <Button onClick={() => history.back()}>{word('standards.why.back')}</Button>
        </div>
        <Fault error={error} />
      </div>
    )
  if (params.household === undefined && params.parcel === undefined)
    return <Empty description={word('standards.why.none')} />
  if (data === undefined) return <Spin />
  return (
    <div className="standards-why">
      <div className="standards-row standards-screen-only">
        <Button onClick={() => history.back()}>{word('standards.why.back')}</Button>
        <Segmented<Paper>
          aria-label={word('standards.why.language')}
          value={paper}
          onChange={setPaper}
          options={(['both', 'zh', 'en'] as const).map((value) => ({
            value,
            label: word(`standards.why.language.${value}`),
          }))}
        />
        <OpenObject explained={data} />
        <span className="standards-push" />
        <Button type="primary" onClick={() => window.print()}>
          {word('standards.print')}
        </Button>
      </div>
      {papers[paper].map((language) => (
        <Justification key={language} language={language} explained={data} />
      ))}
    </div>
  )
}

/** A household with each of its plots, or one parcel. */
function useExplained(household: string | null, village: string | null, parcel: string | null) {
  const core = useCore()
  const { survey } = useSurvey()
  return useQuery({
    queryKey: [...surveyKey(survey), 'standards', 'why', household, village, parcel],
    enabled: household !== null || parcel !== null,
    queryFn: async ({ signal }): Promise<Explained> => {
      const explain = async (code: string) =>
        unwrap(await core.standards.explain({ survey: survey.id, parcel: code }, { signal }))
      if (household === null) return { household: null, parcels: [await explain(parcel ?? '')] }
      const whole = unwrap(await core.standards.explainHousehold({ survey: survey.id, household, village }, { signal }))
      const codes = whole.plots.map((plot) => plot.parcel).filter((code) => code !== '')
      return { household: whole, parcels: await Promise.all(codes.map(explain)) }
    },
  })
}
