import { Input, Spin } from 'antd'
import { useState } from 'react'
import type { ObjectAnswer, ObjectRow } from '../../../shared/contract/object-answers.ts'
import { editableColumns } from '../../../shared/model/object-columns.ts'
import { isHomestead } from '../../../shared/model/parcel-code.ts'
import { useObjectCommands } from '../../commands/objects.ts'
import { HouseholdStanding } from '../../standards/why/household-standing.tsx'
import { useSelection } from '../../state/selection.tsx'
import { useSurvey } from '../../state/survey.tsx'
import { Fault } from '../../ui/fault.tsx'
import { ReadOnlyNote } from '../../ui/read-only.tsx'
import { useWords } from '../../ui/words.tsx'
import { WriteButton } from '../../ui/write-button.tsx'
import { m2Text } from '../object-panel/areas-block.tsx'
import { ObjectField } from '../object-panel/object-field.tsx'
import { titleOf } from '../object-panel/object-title.ts'
import { RemoveButton } from '../object-panel/remove-button.tsx'
import { useObject } from '../object-panel/use-object.ts'
import './households.css'

/** A household with its members, plots and rights, edited where they stand. `onLeave`: another object was chosen. */
export function HouseholdCard({ id, onLeave }: { readonly id: string; readonly onLeave?: () => void }) {
  const { data, error } = useObject({ layer: 'household', id })
  if (error !== null && error !== undefined) return <Fault error={error} />
  if (data === undefined || data.id !== id) return <Spin />
  return <Card key={id} household={data} {...(onLeave === undefined ? {} : { onLeave })} />
}

function Card({ household, onLeave }: { readonly household: ObjectAnswer; readonly onLeave?: () => void }) {
  const words = useWords()
  const { word } = words
  const { surveyId, persons, parcels, rights } = household
  const homesteads = parcels.filter(({ values }) =>
    isHomestead({
      parcelCode: textOf(values.parcel_code),
      rightType: textOf(values.right_type),
      useCode: textOf(values.use_code),
    }),
  )
  const areas = homesteads.map(({ values }) => values.area_m2).filter((area) => typeof area === 'number')
  const unknown = homesteads.length - areas.length
  return (
    <article className="household-card" aria-label={titleOf(household, words)}>
      <header>
        <h2>{titleOf(household, words)}</h2>
        <RemoveButton layer="household" id={household.id} rev={household.rev} label={titleOf(household, words)} />
      </header>
      <ReadOnlyNote />
      <HouseholdStanding household={household.values.household_code} village={household.values.village_code} />
      <section className="household-fields">
        {editableColumns('household').map((column) => (
          <ObjectField key={column.name} surveyId={surveyId} row={household} column={column} />
        ))}
      </section>
      <section aria-label={word('households.members')}>
        <h3>
          {word('households.members')} <small>{persons.length}</small>
        </h3>
        {persons.map((person) => (
          <Member key={person.id} surveyId={surveyId} person={person} />
        ))}
        <AddMember household={household.id} />
      </section>
      <section aria-label={word('object.parcels')}>
        <h3>
          {word('households.plots.area', {
            count: homesteads.length,
            area: m2Text(areas.reduce((sum, area) => sum + area, 0)),
          })}
          {unknown === 0 ? null : <small> {word('households.plots.unknown', { count: unknown })}</small>}
        </h3>
        <Chosen rows={parcels} {...(onLeave === undefined ? {} : { onLeave })} />
      </section>
      <section aria-label={word('object.rights')}>
        <h3>{word('object.rights')}</h3>
        <Chosen rows={rights} {...(onLeave === undefined ? {} : { onLeave })} />
      </section>
    </article>
  )
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

function Member(props: { readonly surveyId: string; readonly person: ObjectRow }) {
  const { surveyId, person } = props
  const words = useWords()
  return (
    <fieldset className="household-member">
      <legend>{titleOf(person, words)}</legend>
      <div className="household-fields">
        {editableColumns('person')
          .filter((column) => column.reference === undefined)
          .map((column) => (
            <ObjectField key={column.name} surveyId={surveyId} row={person} column={column} />
          ))}
      </div>
      <RemoveButton layer="person" id={person.id} rev={person.rev} label={titleOf(person, words)} />
    </fieldset>
  )
}

function AddMember({ household }: { readonly household: string }) {
  const { word } = useWords()
  const { create } = useObjectCommands()
  const { survey } = useSurvey()
  const [name, setName] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const add = async (): Promise<void> => {
    const end = await create('person', { household_id: household, name })
    setProblem(end.ok ? null : end.message)
    if (end.ok) setName('')
  }
  return (
    <div className="household-add">
      <Input
        size="small"
        disabled={survey.readOnly !== null}
        aria-label={word('object.add.person')}
        placeholder={word('object.add.person')}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onPressEnter={() => void add()}
      />
      <WriteButton size="small" disabled={name.trim() === ''} onClick={() => void add()}>
        {word('object.add')}
      </WriteButton>
      {problem === null ? null : (
        <span className="object-warning" role="alert">
          {problem}
        </span>
      )}
    </div>
  )
}

function Chosen({ rows, onLeave }: { readonly rows: readonly ObjectRow[]; readonly onLeave?: () => void }) {
  const words = useWords()
  const { setActive } = useSelection()
  if (rows.length === 0) return <span className="object-quiet">{words.word('object.none-linked')}</span>
  return (
    <ul className="object-links">
      {rows.map((row) => (
        <li key={row.id}>
          <button
            type="button"
            onClick={() => {
              setActive({ layer: row.layer, id: row.id })
              onLeave?.()
            }}
          >
            {titleOf(row, words)}
          </button>
          {typeof row.values.area_m2 === 'number' ? <span>{m2Text(row.values.area_m2)} m²</span> : null}
        </li>
      ))}
    </ul>
  )
}
