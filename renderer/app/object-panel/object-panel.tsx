import { Button, Empty, Spin, Tabs, Tag } from 'antd'
import { useState } from 'react'
import type { ObjectAnswer } from '../../../shared/contract/object-answers.ts'
import { TypesButton } from '../../standards/villages/types-button.tsx'
import { HouseholdStanding } from '../../standards/why/household-standing.tsx'
import { useSelection } from '../../state/selection.tsx'
import { Fault } from '../../ui/fault.tsx'
import { useWords } from '../../ui/words.tsx'
import { HouseholdDrawer } from '../households/household-drawer.tsx'
import { AreasBlock } from './areas-block.tsx'
import { FindingsBlock } from './findings-block.tsx'
import { HistoryBlock } from './history-block.tsx'
import { ObjectForm } from './object-form.tsx'
import './object-panel.css'
import { kindName, titleOf } from './object-title.ts'
import { PeopleBlock } from './people-block.tsx'
import { StandingBlock } from './standing-block.tsx'
import { useObject } from './use-object.ts'

/** The object that is looked at: its figures, its form, its people and what happened to it. */
export function ObjectPanel() {
  const words = useWords()
  const { active } = useSelection()
  const { data, error } = useObject(active)
  const [chosen, setChosen] = useState<ChosenTab | null>(null)
  return (
    <aside className="object-panel" aria-label={words.word('object.panel')}>
      {active === null ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={words.word('object.none')} />
      ) : error !== null && error !== undefined ? (
        <Fault error={error} />
      ) : data === undefined ? (
        <Spin />
      ) : (
        // Until the object has come the one before stands here: what is typed then would be a change of the wrong one.
        <div className="object-panel-shown" inert={data.id !== active.id}>
          <Shown
            key={`${data.layer} ${data.id}`}
            object={data}
            tab={chosen?.layer === data.layer ? chosen.tab : hasFigures(data) ? 'facts' : 'people'}
            onTab={(tab) => setChosen({ layer: data.layer, tab })}
          />
        </div>
      )}
    </aside>
  )
}

/** Who goes through parcels in one tab stays in it. */
interface ChosenTab {
  readonly layer: ObjectAnswer['layer']
  readonly tab: string
}

function Shown(props: { readonly object: ObjectAnswer; readonly tab: string; readonly onTab: (tab: string) => void }) {
  const { object, tab, onTab } = props
  const words = useWords()
  const { word } = words
  const { setActive } = useSelection()
  const [household, setHousehold] = useState<string | null>(null)
  const ownHousehold = object.layer === 'household' ? object.id : (object.household?.id ?? null)
  return (
    <>
      <header className="object-panel-head">
        <Tag>{kindName(object.layer, words)}</Tag>
        <h2 title={titleOf(object, words)}>{titleOf(object, words)}</h2>
        {ownHousehold === null ? null : (
          <Button size="small" onClick={() => setHousehold(ownHousehold)}>
            {word('object.household.card')}
          </Button>
        )}
        {object.layer === 'village' ? <TypesButton village={object.values.code} /> : null}
        <Button size="small" type="text" aria-label={word('object.close')} onClick={() => setActive(null)}>
          ✕
        </Button>
      </header>
      <Tabs
        size="small"
        className="object-panel-tabs"
        activeKey={tab}
        onChange={onTab}
        items={[
          { key: 'facts', label: word('object.tab.facts'), children: <Facts object={object} /> },
          { key: 'form', label: word('object.tab.form'), children: <ObjectForm object={object} /> },
          { key: 'people', label: word('object.tab.people'), children: <Belongings object={object} /> },
          { key: 'history', label: word('object.tab.history'), children: <HistoryBlock object={object} /> },
        ]}
      />
      <HouseholdDrawer household={household} onClose={() => setHousehold(null)} />
    </>
  )
}

/** What has no area and no standing is known by what belongs to it. */
const hasFigures = ({ areas, standing, layer }: ObjectAnswer): boolean =>
  areas !== null || standing !== null || layer === 'village'

/** A household is known by its plots and people, and by what they come to. */
function Belongings({ object }: { readonly object: ObjectAnswer }) {
  if (object.layer !== 'household') return <PeopleBlock object={object} />
  return (
    <div className="object-panel-stack">
      <HouseholdStanding household={object.values.household_code} village={object.values.village_code} />
      <PeopleBlock object={object} />
    </div>
  )
}

function Facts({ object }: { readonly object: ObjectAnswer }) {
  return (
    <div className="object-panel-stack">
      {object.areas === null ? null : <AreasBlock object={object} />}
      {object.standing === null ? null : (
        <StandingBlock standing={object.standing} parcel={object.values.parcel_code} />
      )}
      <FindingsBlock object={object} />
    </div>
  )
}
