import { Button, Empty, Input, Segmented, Select, Spin } from 'antd'
import { useDeferredValue, useState } from 'react'
import type { HouseholdLine } from '../../../shared/contract/object-answers.ts'
import { usePlace } from '../../state/section.ts'
import { Fault } from '../../ui/fault.tsx'
import { useWords } from '../../ui/words.tsx'
import { HouseholdCard } from './household-card.tsx'
import './households.css'
import { QuickEntry } from './quick-entry.tsx'
import { useHouseholds } from './use-households.ts'

const NO_VILLAGE = '—'

/** Households of one village: as cards, or as a table for quick entry by keyboard. */
export function HouseholdsView() {
  const { word } = useWords()
  const { params } = usePlace()
  const [chosen, setChosen] = useState<string | undefined>(undefined)
  const [mode, setMode] = useState<'cards' | 'quick'>('cards')
  const [search, setSearch] = useState('')
  const villages = useHouseholds(null)
  const first = villages.data?.villages[0]?.code
  // The village that the tree or another figure led to, until another is chosen here.
  const village = chosen ?? params.village ?? first ?? NO_VILLAGE
  const { data, error } = useHouseholds(village === NO_VILLAGE ? null : village)
  const text = useDeferredValue(search.trim())
  if (error !== null) return <Fault error={error} />
  if (data === undefined || villages.data === undefined) return <Spin />
  const found = text === '' ? data.households : data.households.filter((line) => fits(line, text))
  return (
    <div className="households">
      <header className="households-bar">
        <Select
          aria-label={word('households.village')}
          className="households-village"
          showSearch={{ optionFilterProp: 'label' }}
          value={village}
          onChange={setChosen}
          options={[
            ...data.villages.map(({ code, name }) => ({
              value: code,
              label: name === null ? code : `${name} ${code}`,
            })),
            { value: NO_VILLAGE, label: word('households.no-village') },
          ]}
        />
        <Input
          allowClear
          className="households-search"
          aria-label={word('households.search')}
          placeholder={word('households.search')}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <Segmented<'cards' | 'quick'>
          value={mode}
          onChange={setMode}
          options={[
            { value: 'cards', label: word('households.cards') },
            { value: 'quick', label: word('households.quick') },
          ]}
        />
      </header>
      {mode === 'quick' ? (
        <QuickEntry
          key={village}
          surveyId={data.surveyId}
          village={village === NO_VILLAGE ? null : village}
          households={found}
        />
      ) : (
        <Cards key={village} households={found} />
      )}
    </div>
  )
}

const fits = ({ values, holders }: HouseholdLine, text: string): boolean =>
  [values.head_name, holders, values.household_code].some((value) => String(value ?? '').includes(text))

/** Its head, or who holds its plots while no head is registered. */
const nameOf = ({ values, holders }: HouseholdLine): string =>
  String(values.head_name ?? holders ?? values.household_code ?? '')

/** Rows in view at first; a village of two thousand households is not drawn at once. */
const STEP = 200

function Cards({ households }: { readonly households: readonly HouseholdLine[] }) {
  const { word } = useWords()
  const [chosen, setChosen] = useState<string | null>(null)
  const [shown, setShown] = useState(STEP)
  if (households.length === 0) return <Empty description={word('households.none')} />
  return (
    <div className="households-cards">
      <ul className="households-list" aria-label={word('households.title')}>
        {households.slice(0, shown).map((line) => (
          <li key={line.id}>
            <button type="button" aria-pressed={line.id === chosen} onClick={() => setChosen(line.id)}>
              <strong>{nameOf(line)}</strong>
              <small>
                {nameOf(line) === line.values.household_code ? '' : `${line.values.household_code ?? ''} · `}
                {word('households.members')} {line.members} · {word('households.plots')} {line.plots}
              </small>
            </button>
          </li>
        ))}
        {households.length > shown ? (
          <li>
            <Button type="link" onClick={() => setShown(shown + STEP)}>
              {word('households.more')}
            </Button>
          </li>
        ) : null}
      </ul>
      <div className="households-card">
        {chosen === null ? <Empty description={word('households.choose')} /> : <HouseholdCard id={chosen} />}
      </div>
    </div>
  )
}
