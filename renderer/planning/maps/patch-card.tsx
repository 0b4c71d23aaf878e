import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import type { PlanMapLayer, PlanPatchFacts } from '../../../shared/contract/planning-map.ts'
import { zonePlace } from '../../../shared/planning/map-classes.ts'
import { zoneClasses } from '../../../shared/planning/zone-classes.ts'
import { useCore } from '../../state/core-context.ts'
import { unwrap } from '../../state/outcome.ts'
import { goTo } from '../../state/section.ts'
import { useSelection } from '../../state/selection.tsx'
import { surveyKey, useSurvey } from '../../state/survey.tsx'
import { useWords, type Words } from '../../ui/words.tsx'
import { areaText, classText, m2Text } from '../plan-figures.ts'
import { isPlanLayer, type PlanSchemes, type PlanTiled } from './plan-look.ts'

interface TiledFocus {
  readonly layer: PlanTiled
  readonly id: string
}

/** What is known of the object in focus. */
export function PatchCard({ focus, schemes }: { readonly focus: TiledFocus; readonly schemes: PlanSchemes }) {
  return isPlanLayer(focus.layer) ? (
    <PlanPatch layer={focus.layer} id={focus.id} schemes={schemes} />
  ) : (
    <SurveyObject focus={focus} />
  )
}

function PlanPatch(props: { readonly layer: PlanMapLayer; readonly id: string; readonly schemes: PlanSchemes }) {
  const { layer, id, schemes } = props
  const words = useWords()
  const { word } = words
  const core = useCore()
  const { survey } = useSurvey()
  const { data } = useQuery({
    queryKey: [...surveyKey(survey), 'planning', 'patch', layer, id],
    queryFn: async ({ signal }) => unwrap(await core.planningMap.patch({ survey: survey.id, layer, id }, { signal })),
  })
  if (data === null) return <p className="planning-quiet">{word('planning.map.gone')}</p>
  if (data === undefined) return null
  return (
    <section className="planning-patch" aria-label={word('planning.map.chosen')}>
      <h3>{word(`planning.map.${layer}`)}</h3>
      <strong>{classOfPatch(data, schemes, words)}</strong>
      <dl>
        <dt>{word('planning.map.number')}</dt>
        <dd>{data.number ?? '—'}</dd>
        <dt>{word('planning.pieces.village')}</dt>
        <dd>{data.villageCode ?? '—'}</dd>
        <dt>{word('planning.map.area')}</dt>
        <dd>
          {data.areaM2 === null
            ? '—'
            : word('planning.map.both', { m2: m2Text(data.areaM2), ha: areaText(data.areaM2, 'ha') })}
        </dd>
      </dl>
    </section>
  )
}

function classOfPatch(facts: PlanPatchFacts, schemes: PlanSchemes, { pick, language }: Words): string {
  switch (facts.layer) {
    case 'plan_change':
      return `${classText(schemes.base, facts.fromCode, language)} → ${classText(schemes.planned, facts.code, language)}`
    case 'control_zone': {
      const zone = zoneClasses[zonePlace(facts.zoneKind, facts.code)]
      return [facts.code, zone === undefined ? facts.name : pick(zone.title)].filter((part) => part !== null).join(' ')
    }
    case 'base_patch':
    case 'planned_patch':
      return classText(facts.scheme, facts.code, language)
  }
}

/** A parcel or a building is looked at where the survey is. */
function SurveyObject({ focus: { layer, id } }: { readonly focus: TiledFocus }) {
  const { word } = useWords()
  const { setActive } = useSelection()
  if (layer !== 'parcel' && layer !== 'building') return null
  return (
    <section className="planning-patch" aria-label={word('planning.map.chosen')}>
      <h3>{word(`plan.subject.${layer}`)}</h3>
      <Button
        size="small"
        onClick={() => {
          setActive({ layer, id })
          goTo('survey', { layer })
        }}
      >
        {word('planning.map.open-survey')}
      </Button>
    </section>
  )
}
