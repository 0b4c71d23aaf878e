import { useQuery } from '@tanstack/react-query'
import { Button, Empty, Segmented, Spin } from 'antd'
import { useState } from 'react'
import { useCore } from '../../state/core-context.ts'
import { unwrap } from '../../state/outcome.ts'
import { goTo, usePlace } from '../../state/section.ts'
import { surveyKey, useSurvey } from '../../state/survey.tsx'
import { Fault } from '../../ui/fault.tsx'
import { useWords } from '../../ui/words.tsx'
import { ResultsByRun } from '../runs/results-by-run.tsx'
import { type Explained, Justification } from './justification.tsx'
import { OpenObject } from './open-object.tsx'

const papers = { both: ['zh', 'en'], zh: ['zh'], en: ['en'] } as const
type Paper = keyof typeof papers

/** Why a household or a parcel is over or within, as a page to read and to print, in Chinese, English or both. */
export function WhyView() {
  const { word } = useWords()
  const { params } = usePlace()
  const [paper, setPaper] = useState<Paper>('both')
  const { data, error } = useExplained({
    household: params.household ?? null,
    village: params.village ?? null,
    parcel: params.parcel ?? null,
    run: /^\d+$/.test(params.run ?? '') ? Number(params.run) : null,
  })
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
      <Runs explained={data} />
      {papers[paper].map((language) => (
        <Justification key={language} language={language} explained={data} />
      ))}
    </div>
  )
}

/** Which assessment the page is of, and what the others found; on screen only. */
function Runs({ explained: { household, parcels } }: { readonly explained: Explained }) {
  const { word } = useWords()
  const { params } = usePlace()
  const subject = household ?? parcels[0]
  const { run: _, ...why } = params
  const shown = subject?.basis.run ?? null
  const latest = subject?.runs[0]?.run ?? null
  if (subject === undefined || latest === null) return null
  return (
    <div className="standards-screen-only">
      {shown === null || shown === latest ? null : (
        <p className="standards-warning" role="note">
          {word('runs.older', { run: shown, latest })}{' '}
          <button type="button" className="standards-link" onClick={() => goTo('standards', why)}>
            {word('runs.to-latest')}
          </button>
        </p>
      )}
      <ResultsByRun
        why={why}
        shown={shown}
        {...(household === null ? { parcel: parcels[0]?.runs ?? [] } : { household: household.runs })}
      />
    </div>
  )
}

/** A household with each of its plots, or one parcel. */
function useExplained(named: {
  readonly household: string | null
  readonly village: string | null
  readonly parcel: string | null
  readonly run: number | null
}) {
  const { household, village, parcel, run } = named
  const core = useCore()
  const { survey } = useSurvey()
  return useQuery({
    queryKey: [...surveyKey(survey), 'standards', 'why', household, village, parcel, run],
    enabled: household !== null || parcel !== null,
    queryFn: async ({ signal }): Promise<Explained> => {
      const explain = async (code: string) =>
        unwrap(await core.standards.explain({ survey: survey.id, parcel: code, run }, { signal }))
      if (household === null) return { household: null, parcels: [await explain(parcel ?? '')] }
      const whole = unwrap(
        await core.standards.explainHousehold({ survey: survey.id, household, village, run }, { signal }),
      )
      const codes = whole.plots.map((plot) => plot.parcel).filter((code) => code !== '')
      return { household: whole, parcels: await Promise.all(codes.map(explain)) }
    },
  })
}
