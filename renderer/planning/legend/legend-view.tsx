import { Button, Input, Segmented, Select, Space } from 'antd'
import { useMemo, useState } from 'react'
import type { PlanLine } from '../../../shared/contract/planning-answers.ts'
import { type LegendGroup, type LegendItem, legendGroups, legendItems } from '../../../shared/planning/legend-items.ts'
import { isSchemeId, schemes } from '../../../shared/planning/schemes/all.ts'
import { useCore } from '../../state/core-context.ts'
import { useSurvey } from '../../state/survey.tsx'
import { useWords } from '../../ui/words.tsx'
import { WriteButton } from '../../ui/write-button.tsx'
import { usePlanPlace } from '../use-plans.ts'
import { useWritePlan } from '../use-write-plan.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { LegendDialog } from './legend-dialog.tsx'
import './legend.css'
import { groupText, isListed, type LegendFilter, legendFilters } from './legend-list.ts'
import { LegendTable } from './legend-table.tsx'
import { ReadLegendButton } from './read-legend-button.tsx'
import { useLegend } from './use-legend.tsx'

/** Colours, rows and titles as the district has them (图例与口径), for every plan of the survey. */
export function LegendView({ plans }: { readonly plans: readonly PlanLine[] }) {
  const words = useWords()
  const { word } = words
  const legend = useLegend()
  const { params, go } = usePlanPlace()
  const [search, setSearch] = useState('')
  const [filter, setFilter] = useState<LegendFilter>('all')
  const [selected, setSelected] = useState<readonly LegendItem[]>([])
  const [edited, setEdited] = useState<LegendItem | null>(null)
  const [isConfirming, setConfirming] = useState(false)
  const group = legendGroups.find((known) => known === params.group) ?? shownScheme(plans) ?? 'rows'
  const listed = useMemo(
    () => legendItems.filter((item) => isListed(item, { group, search, filter }, legend)),
    [group, search, filter, legend],
  )
  return (
    <div className="planning-view legend-view">
      <p className="planning-quiet">{word('legend.about')}</p>
      <div className="planning-row">
        <Select<LegendGroup>
          className="legend-group"
          aria-label={word('legend.group')}
          value={group}
          disabled={search.trim() !== ''}
          onChange={(next) => go({ group: next })}
          options={legendGroups.map((value) => ({ value, label: groupText(value, words) }))}
        />
        <Input.Search
          className="legend-search"
          allowClear
          aria-label={word('legend.search')}
          placeholder={word('legend.search')}
          value={search}
          onChange={({ target }) => setSearch(target.value)}
        />
        <Segmented<LegendFilter>
          aria-label={word('legend.filter')}
          value={filter}
          onChange={setFilter}
          options={legendFilters.map((value) => ({ value, label: word(`legend.filter.${value}`) }))}
        />
        <span className="planning-push" />
        <FileButtons />
      </div>
      {isSchemeId(group) && search.trim() === '' ? (
        <p className="planning-quiet">{word('legend.scheme-source', { source: schemes[group].source })}</p>
      ) : null}
      <Space wrap>
        <WriteButton size="small" type="primary" disabled={selected.length === 0} onClick={() => setConfirming(true)}>
          {word('legend.confirm.many', { number: selected.length })}
        </WriteButton>
        <span className="planning-quiet" role="status">
          {word('legend.listed', { number: listed.length, own: legend.size })}
        </span>
      </Space>
      <LegendTable
        key={search.trim() === '' ? group : 'search'}
        items={listed}
        isMixed={search.trim() !== ''}
        selected={selected}
        onSelect={setSelected}
        onEdit={setEdited}
      />
      {edited === null ? null : <LegendDialog item={edited} onClose={() => setEdited(null)} />}
      {isConfirming ? (
        <ConfirmDialog
          items={selected}
          onClose={(isDone) => {
            setConfirming(false)
            if (isDone) setSelected([])
          }}
        />
      ) : null}
    </div>
  )
}

/** The scheme in which the latest plan is drawn. */
const shownScheme = (plans: readonly PlanLine[]): LegendGroup | undefined =>
  plans.at(-1)?.scenarios.at(-1)?.scheme ?? plans.at(-1)?.baseScheme ?? undefined

function FileButtons() {
  const { word } = useWords()
  const core = useCore()
  const { survey } = useSurvey()
  const write = useWritePlan()
  return (
    <Space>
      <ReadLegendButton />
      <Button
        onClick={() =>
          void write({
            title: word('legend.write'),
            ending: 'xlsx',
            name: word('legend.file'),
            start: (to, force, signal) => core.planningLegend.write({ survey: survey.id, to, force }, { signal }),
          })
        }
      >
        {word('legend.write')}
      </Button>
    </Space>
  )
}
