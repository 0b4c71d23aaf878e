import { Splitter, Tabs } from 'antd'
import { type ListLayer, listLayers, listTitle } from '../../../shared/model/list-columns.ts'
import { ObjectTable } from '../../grid/object-table.tsx'
import { SurveyMap } from '../../map/survey-map.tsx'
import { goTo, usePlace } from '../../state/section.ts'
import { useSelection } from '../../state/selection.tsx'
import { useWords } from '../../ui/words.tsx'
import { HouseholdsView } from '../households/households-view.tsx'
import { ObjectPanel } from '../object-panel/object-panel.tsx'
import './survey.css'
import { VillageTree } from './village-tree.tsx'

const TABS: readonly ListLayer[] = ['parcel', 'building', 'household', 'person', 'land_right', 'land_use', 'village']
/** Households as cards instead of rows. */
const CARDS = 'cards'

/** Tree, table, map and the chosen object of the open survey. */
export function SurveySection() {
  const { word, pick } = useWords()
  const { params } = usePlace()
  const { active } = useSelection()
  const layer = listLayers.find((known) => known === params.layer) ?? 'parcel'
  const isWithin = Object.fromEntries(Object.entries(params).filter(([name]) => name === 'village' || name === 'town'))
  const areCards = params.layer === CARDS
  return (
    <Splitter className="survey">
      <Splitter.Panel defaultSize={210} min={140} max={420} collapsible className="survey-tree">
        <VillageTree />
      </Splitter.Panel>
      <Splitter.Panel min={360} className="survey-tables">
        <Tabs
          size="small"
          aria-label={word('grid.tabs')}
          activeKey={areCards ? CARDS : layer}
          items={[
            ...TABS.map((key) => ({ key: key as string, label: pick(listTitle(key)) })),
            { key: CARDS, label: word('grid.cards') },
          ]}
          onChange={(chosen) => goTo('survey', { ...isWithin, layer: chosen })}
        />
        {areCards ? <HouseholdsView /> : <ObjectTable key={layer} layer={layer} />}
      </Splitter.Panel>
      <Splitter.Panel min={240} collapsible className="survey-map" defaultSize="34%">
        <SurveyMap />
      </Splitter.Panel>
      {active === null ? null : (
        <Splitter.Panel defaultSize={340} min={260} max={560} collapsible className="survey-panel">
          <ObjectPanel />
        </Splitter.Panel>
      )}
    </Splitter>
  )
}
