import { useQuery } from '@tanstack/react-query'
import { Spin } from 'antd'
import type { ExplainedHousehold } from '../../../shared/contract/answers.ts'
import { useCore } from '../../state/core-context.ts'
import { unwrap } from '../../state/outcome.ts'
import { surveyKey, useSurvey } from '../../state/survey.tsx'
import { Fault } from '../../ui/fault.tsx'
import { useWords } from '../../ui/words.tsx'
import { ResultsByRun } from '../runs/results-by-run.tsx'
import { BasisNote } from './basis-note.tsx'
import { sayIn } from './say.ts'
import { WhyButton } from './why-button.tsx'

/** How a household stands to the standard: excess, fee, what giving back would be paid, and on what that rests. */
export function HouseholdStanding(props: { readonly household: unknown; readonly village: unknown }) {
  const { word } = useWords()
  const household = typeof props.household === 'string' ? props.household : null
  const village = typeof props.village === 'string' ? props.village : null
  const { data, error } = useHousehold(household, village)
  if (household === null) return null
  return (
    <section className="object-household-standing" aria-label={word('object.standing')}>
      <h3>{word('object.standing')}</h3>
      {error !== null ? <Fault error={error} /> : data === undefined ? <Spin /> : <Shown household={data} />}
      <WhyButton household={household} village={village} />
    </section>
  )
}

function Shown({ household }: { readonly household: ExplainedHousehold }) {
  const words = useWords()
  const { word } = words
  const { excessM2, feeYuan, feeTerm, compensation, basis, assessed, plots } = household
  const tone = excessM2 === null ? 'quiet' : excessM2 > 0 ? 'bad' : 'good'
  return (
    <>
      <p className="object-standing">
        <span className="object-badge" data-tone={tone}>
          {excessM2 === null
            ? word('object.standing.not-assessable')
            : excessM2 > 0
              ? word('object.standing.over', { excess: excessM2.toFixed(2) })
              : word('object.standing.within')}
        </span>
        <span>{sayIn(words, household.result)}</span>
      </p>
      {assessed === null && plots.length > 0 ? <p className="object-quiet">{word('object.standing.never')}</p> : null}
      <dl className="object-areas">
        {feeYuan === null || feeTerm === null ? null : (
          <Money title="standards.why.fee" yuan={word(`standards.why.yuan.${feeTerm}`, { yuan: feeYuan.toFixed(2) })} />
        )}
        {compensation === null || compensation.plots.length === 0 ? null : (
          <Money
            title="standards.why.compensation"
            yuan={
              compensation.yuan === null
                ? word('standards.why.compensation.open')
                : word('standards.why.yuan', { yuan: compensation.yuan.toFixed(2) })
            }
          />
        )}
      </dl>
      <BasisNote basis={basis} assessed={assessed} />
      <ResultsByRun
        household={household.runs}
        why={{ household: household.household, ...(household.village === null ? {} : { village: household.village }) }}
      />
    </>
  )
}

function Money({ title, yuan }: { readonly title: string; readonly yuan: string }) {
  const { word } = useWords()
  return (
    <div className="object-area">
      <dt>{word(title)}</dt>
      <dd>
        <strong>{yuan}</strong>
      </dd>
    </div>
  )
}

function useHousehold(household: string | null, village: string | null) {
  const core = useCore()
  const { survey } = useSurvey()
  return useQuery({
    queryKey: [...surveyKey(survey), 'standards', 'household', household, village],
    enabled: household !== null,
    queryFn: async ({ signal }) =>
      unwrap(
        await core.standards.explainHousehold({ survey: survey.id, household: household ?? '', village }, { signal }),
      ),
  })
}
