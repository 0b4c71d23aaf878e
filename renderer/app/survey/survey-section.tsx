import { Segmented } from 'antd'
import { listLayers } from '../../../shared/model/list-columns.ts'
import { ObjectTable } from '../../grid/object-table.tsx'
import { SurveyMap } from '../../map/survey-map.tsx'
import { goTo, usePlace } from '../../state/section.ts'
import { useSelection } from '../../state/selection.tsx'
import { Later } from '../../ui/later.tsx'
import { useWords } from '../../ui/words.tsx'
import { HouseholdsView } from '../households/households-view.tsx'
import { ObjectPanel } from '../object-panel/object-panel.tsx'
import { LayerTabs } from './layer-tabs.tsx'
import { PaneDivider, useIsClosed, usePaneSizes } from './pane-divider.tsx'
import './survey.css'
import { VillageTree } from './village-tree.tsx'

/** Tree, table and map of the open survey. */
export function SurveySection() {
  const { word } = useWords()
  const { params } = usePlace()
  const layer = listLayers.find((known) => known === params.layer) ?? 'parcel'
  const { active } = useSelection()
  const isCards = layer === 'household' && params.view === 'cards'
  const { layer: _, view: __, ...filters } = params
  const isWithin = Object.fromEntries(Object.entries(filters).filter(([name]) => name === 'village' || name === 'town'))
  const sizes = usePaneSizes()
  const isTreeClosed = useIsClosed('tree')
  const isMapClosed = useIsClosed('map')
  return (
    <div className="survey" data-cards={isCards} style={sizes}>
      <div className="survey-tree" inert={isTreeClosed}>
        <Later>
          <VillageTree />
        </Later>
      </div>
      <PaneDivider pane="tree" at="left" />
      <div className="survey-tables">
        <LayerTabs layer={layer} onChoose={(chosen) => goTo('survey', { ...isWithin, layer: chosen })} />
        {layer === 'household' ? (
          <Segmented<string>
            size="small"
            className="survey-view"
            value={isCards ? 'cards' : 'table'}
            options={[
              { value: 'table', label: word('households.table') },
              { value: 'cards', label: word('households.cards-and-entry') },
            ]}
            onChange={(view) => goTo('survey', { ...filters, layer, ...(view === 'cards' ? { view } : {}) })}
          />
        ) : null}
        {isCards ? (
          <div className="survey-cards">
            <HouseholdsView />
            {active === null ? null : <ObjectPanel />}
          </div>
        ) : (
          <Later key={layer}>
            <ObjectTable layer={layer} />
          </Later>
        )}
      </div>
      {isCards ? null : (
        <>
          <PaneDivider pane="map" at="right" />
          <div className="survey-side" data-open={active !== null} inert={isMapClosed} style={sizes}>
            <div className="survey-side-map">
              <Later>
                <SurveyMap />
              </Later>
            </div>
            {active === null ? null : (
              <>
                <PaneDivider pane="figures" at="top" />
                <ObjectPanel />
              </>
            )}
          </div>
        </>
      )}
    </div>
  )
}
