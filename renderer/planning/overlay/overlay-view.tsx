import { useQuery } from '@tanstack/react-query'
import { Alert, Empty, Segmented, Spin } from 'antd'
import { useMemo, useState } from 'react'
import type { OverlayAnswer } from '../../../shared/contract/planning-answers.ts'
import { movedIn } from '../../../shared/planning/moved-classes.ts'
import { overlayOfVillage, villageOf } from '../../../shared/planning/overlay-of-village.ts'
import { type StructureRow, structureOrder } from '../../../shared/planning/structure.ts'
import { movedNotes } from '../../../shared/planning/tables/moved-note.ts'
import { useCore } from '../../state/core-context.ts'
import { unwrap } from '../../state/outcome.ts'
import { surveyKey, useSurvey } from '../../state/survey.tsx'
import { Fault } from '../../ui/fault.tsx'
import { useWords } from '../../ui/words.tsx'
import { useLegend } from '../legend/use-legend.tsx'
import { focusText } from '../maps/focus.ts'
import { type AreaUnit, countText, m2Text } from '../plan-figures.ts'
import { RunButton } from '../run-button.tsx'
import { type ChosenScenario, goInPlanning, usePlanPlace } from '../use-plans.ts'
import { useChosenVillage, VillageSelect } from '../village-select.tsx'
import { ClosingsTable } from './closings-table.tsx'
import { matrixOf, UNCOVERED } from './matrix.ts'
import { type CellRef, MatrixTable } from './matrix-table.tsx'
import { OpenClasses } from './open-classes.tsx'
import { PiecesPanel } from './pieces-panel.tsx'
import { SankeyCard } from './sankey-card.tsx'

/** Base × planned: what land becomes what. The opened cell is in the address. */
export function OverlayView({ chosen }: { readonly chosen: ChosenScenario }) {
  const { word } = useWords()
  const core = useCore()
  const { survey } = useSurvey()
  const scenario = chosen.scenario.id
  const { data, error } = useQuery({
    queryKey: [...surveyKey(survey), 'planning', 'overlay', scenario],
    queryFn: async ({ signal }) =>
      unwrap(await core.planning.storedOverlay({ survey: survey.id, scenario }, { signal })),
  })
  return (
    <div className="planning-view">
      <RunButton
        texts="planning.overlay"
        result={data}
        start={(signal) => core.planning.overlay({ survey: survey.id, scenario }, { signal })}
      />
      {error === null ? null : <Fault error={error} />}
      {data === undefined && error === null ? <Spin /> : null}
      {data === null ? <Empty className="planning-empty" description={word('planning.overlay.none')} /> : null}
      {data === null || data === undefined ? null : <Computed overlay={data} chosen={chosen} />}
    </div>
  )
}

function Computed({ overlay: whole, chosen }: { readonly overlay: OverlayAnswer; readonly chosen: ChosenScenario }) {
  const { word } = useWords()
  const { params, go } = usePlanPlace()
  const [unit, setUnit] = useState<AreaUnit>('ha')
  const village = useChosenVillage(chosen.plan)
  const overlay = useMemo(
    () => (village === null ? whole : overlayOfVillage(whole, villageOf(village))),
    [whole, village],
  )
  const legend = useLegend()
  const matrix = useMemo(() => matrixOf(overlay, chosen.plan.choices, legend), [overlay, chosen.plan.choices, legend])
  const opened = cellOf(params.from, params.to)
  return (
    <>
      <Notes overlay={overlay} isLimited={village !== null} />
      <section className="planning-card" aria-label={word('planning.matrix')}>
        <header className="planning-row">
          <h2>{word('planning.matrix')}</h2>
          <VillageSelect plan={chosen.plan} />
          <Segmented<AreaUnit>
            className="planning-segmented-unit"
            aria-label={word('planning.unit')}
            value={unit}
            onChange={setUnit}
            options={(['ha', 'm2'] as const).map((value) => ({ value, label: word(`planning.unit.${value}`) }))}
          />
        </header>
        <MatrixTable matrix={matrix} unit={unit} opened={opened} onOpen={openCell} />
        {overlay.isStale ? null : <MovedNote overlay={overlay} chosen={chosen} />}
      </section>
      {opened === null ? null : (
        <PiecesPanel
          key={`${opened.from} ${opened.to} ${village}`}
          overlay={overlay}
          village={village}
          cell={opened}
          onShow={({ id }) => go({ view: 'maps', focus: focusText('plan_change', id) })}
          onClose={() => go({ from: undefined, to: undefined })}
        />
      )}
      <section className="planning-card" aria-label={word('planning.sankey')}>
        <h2>{word('planning.sankey')}</h2>
        <SankeyCard matrix={matrix} onOpen={openCell} />
      </section>
      <OpenClasses overlay={overlay} plan={chosen.plan} />
      <ClosingsTable overlay={overlay} plan={chosen.plan} />
    </>
  )
}

const openCell = ({ from, to }: CellRef): void => goInPlanning({ from, to })

function cellOf(from: string | undefined, to: string | undefined): CellRef | null {
  const isRow = (row: string | undefined): row is StructureRow => structureOrder.some((known) => known === row)
  return isRow(from) && (isRow(to) || to === UNCOVERED) ? { from, to } : null
}

/** Which classes are counted elsewhere than the program does, as the tables say it. */
function MovedNote({ overlay, chosen }: { readonly overlay: OverlayAnswer; readonly chosen: ChosenScenario }) {
  const words = useWords()
  const { go } = usePlanPlace()
  const legend = useLegend()
  const { base, planned } = overlay
  const moved = movedIn({ base, planned, survey: null, choices: chosen.plan.choices, legend })
  return movedNotes(words, { moved }, 'row').map((note) => (
    <p key={note} className="planning-quiet">
      {note}{' '}
      <button type="button" className="planning-link" onClick={() => go({ view: 'legend' })}>
        {words.word('planning.view.legend')}
      </button>
    </p>
  ))
}

/** What the figures leave out or count twice. */
function Notes({ overlay, isLimited }: { readonly overlay: OverlayAnswer; readonly isLimited: boolean }) {
  const { word } = useWords()
  const { unusable, uncoveredM2, overplannedM2 } = overlay
  return (
    <>
      {unusable.base + unusable.planned === 0 ? null : (
        <Alert
          type="warning"
          showIcon
          title={word('planning.unusable', { base: countText(unusable.base), planned: countText(unusable.planned) })}
          description={isLimited ? word('planning.village.whole') : undefined}
        />
      )}
      {uncoveredM2 === 0 ? null : (
        <Alert type="warning" showIcon title={word('planning.uncovered', { area: m2Text(uncoveredM2) })} />
      )}
      {overplannedM2 === 0 ? null : (
        <Alert
          type="warning"
          showIcon
          title={word('planning.overplanned', { area: m2Text(overplannedM2) })}
          description={isLimited ? word('planning.village.whole') : undefined}
        />
      )}
    </>
  )
}
