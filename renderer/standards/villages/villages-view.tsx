import { useQuery } from '@tanstack/react-query'
import { Empty, Input, Spin } from 'antd'
import { useState } from 'react'
import type { VillageTypes } from '../../../shared/contract/standards-answers.ts'
import { useCore } from '../../state/core-context.ts'
import { unwrap } from '../../state/outcome.ts'
import { goTo, usePlace } from '../../state/section.ts'
import { surveyKey, useSurvey } from '../../state/survey.tsx'
import { Fault } from '../../ui/fault.tsx'
import { Mark } from '../../ui/mark.tsx'
import { useWords } from '../../ui/words.tsx'
import { TypeForm } from './type-form.tsx'
import { TypeHistory } from './type-history.tsx'

/** What each village is, and from which day it became so: the type of the day of an assessment decides. */
export function VillagesView() {
  const { word } = useWords()
  const { params } = usePlace()
  const { data, error } = useVillageTypes()
  const [sought, setSought] = useState('')
  if (error !== null) return <Fault error={error} />
  if (data === undefined) return <Spin />
  if (data.length === 0) return <Empty description={word('standards.villages.none')} />
  const chosen = data.find(({ code }) => code === params.village) ?? data[0]
  const shown = data.filter((village) => matches(village, sought.trim()))
  return (
    <div className="standards-split">
      <nav className="standards-list" aria-label={word('standards.view.villages')}>
        <Input
          allowClear
          aria-label={word('standards.villages.find')}
          placeholder={word('standards.villages.find')}
          value={sought}
          onChange={(event) => setSought(event.target.value)}
        />
        {shown.length === 0 ? <p className="standards-quiet">{word('standards.villages.not-found')}</p> : null}
        <ul>
          {shown.map((village) => (
            <li key={village.code}>
              <VillageLine village={village} isChosen={village === chosen} />
            </li>
          ))}
        </ul>
      </nav>
      {chosen === undefined ? null : <Chosen key={chosen.code} village={chosen} />}
    </div>
  )
}

const matches = ({ code, name, town }: VillageTypes, sought: string): boolean =>
  sought === '' || [code, name, town].some((text) => text?.includes(sought) === true)

function VillageLine({ village, isChosen }: { readonly village: VillageTypes; readonly isChosen: boolean }) {
  const { word } = useWords()
  const { code, name, town, today, changes } = village
  return (
    <button
      type="button"
      className="standards-line"
      aria-current={isChosen ? 'true' : undefined}
      onClick={() => goTo('standards', { view: 'villages', village: code })}
    >
      <strong>{name ?? code}</strong>
      <span className="standards-quiet">
        {code}
        {town === null ? '' : ` · ${town}`}
      </span>
      <span className="standards-marks">
        <Mark tone={today === null ? 'warning' : 'info'}>{word(`village_type.${today ?? 'unknown'}`)}</Mark>
        {changes.length === 0 ? null : (
          <Mark tone="plain">{word('standards.villages.changes', { count: changes.length })}</Mark>
        )}
      </span>
    </button>
  )
}

function Chosen({ village }: { readonly village: VillageTypes }) {
  const { word } = useWords()
  const { code, name, town, today } = village
  return (
    <article className="standards-chosen" aria-label={name ?? code}>
      <h2>{name ?? code}</h2>
      <p className="standards-quiet">
        {code}
        {town === null ? '' : ` · ${town}`} ·{' '}
        {word('standards.villages.today', { type: `village_type.${today ?? 'unknown'}` })}
      </p>
      <h3>{word('standards.villages.history')}</h3>
      <TypeHistory village={village} />
      <h3>{word('standards.villages.record')}</h3>
      <TypeForm village={village} />
      <p className="standards-quiet">{word('standards.villages.about')}</p>
    </article>
  )
}

function useVillageTypes() {
  const core = useCore()
  const { survey } = useSurvey()
  return useQuery({
    queryKey: [...surveyKey(survey), 'standards', 'village-types'],
    queryFn: async ({ signal }) => unwrap(await core.standards.villageTypes({ survey: survey.id }, { signal })),
  })
}
