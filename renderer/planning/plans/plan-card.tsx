import { Button, Space } from 'antd'
import { useState } from 'react'
import type { PlanLine, ScenarioLine } from '../../../shared/contract/planning-answers.ts'
import { planKinds, zoneKindIds } from '../../../shared/model/plan-layers.ts'
import { schemes } from '../../../shared/planning/schemes/all.ts'
import { Mark } from '../../ui/mark.tsx'
import { useWords } from '../../ui/words.tsx'
import { WriteButton } from '../../ui/write-button.tsx'
import { countText, m2Text } from '../plan-figures.ts'
import { StatusMark } from '../scenario-words.tsx'
import { usePlanPlace } from '../use-plans.ts'
import { CopyDialog } from './copy-dialog.tsx'
import { FactsDialog } from './facts-dialog.tsx'
import { ImportDialog } from './import-dialog.tsx'
import { MeasuresDialog } from './measures-dialog.tsx'
import { StatusDialog } from './status-dialog.tsx'

/** One plan: its facts, and its scenarios one below the other. */
export function PlanCard({ plan }: { readonly plan: PlanLine }) {
  const { word, pick } = useWords()
  const [dialog, setDialog] = useState<'facts' | null>(null)
  const scheme = plan.baseScheme === null ? null : pick(schemes[plan.baseScheme].title)
  return (
    <section className="planning-card" aria-label={plan.title}>
      <header className="planning-row">
        <h2 className="planning-cut" title={plan.title}>
          {plan.title}
        </h2>
        {plan.isLocked ? <Mark tone="info">{word('planning.locked')}</Mark> : null}
        <span className="planning-push" />
        <WriteButton
          size="small"
          disabled={plan.isLocked}
          title={plan.isLocked ? word('planning.locked.why') : undefined}
          onClick={() => setDialog('facts')}
        >
          {word('planning.facts')}
        </WriteButton>
      </header>
      <p className="planning-quiet">
        {[
          word('planning.years', { base: plan.facts.baseYear ?? '—', target: plan.facts.targetYear ?? '—' }),
          scheme === null ? null : word('planning.base-scheme', { scheme }),
          plan.villages.length === 0
            ? null
            : word('planning.villages', { villages: villagesText(plan.villages), count: plan.villages.length }),
        ]
          .filter((part) => part !== null)
          .join(' · ')}
      </p>
      <FactLine plan={plan} />
      <ul className="planning-scenarios">
        {plan.scenarios.map((scenario) => (
          <ScenarioRow key={scenario.id} plan={plan} scenario={scenario} />
        ))}
      </ul>
      {dialog === 'facts' ? <FactsDialog plan={plan} onClose={() => setDialog(null)} /> : null}
    </section>
  )
}

const MOST_VILLAGES = 4

function villagesText(villages: PlanLine['villages']): string {
  const names = villages.map(({ code, name }) => name ?? code ?? '—')
  return names.length > MOST_VILLAGES ? `${names.slice(0, MOST_VILLAGES).join('、')}…` : names.join('、')
}

/** What the plan says of people and of land under protection, as far as it is known. */
function FactLine({ plan: { facts } }: { readonly plan: PlanLine }) {
  const { word } = useWords()
  const parts = [
    facts.populationBase === null && facts.populationTarget === null
      ? null
      : word('planning.fact.population', {
          base: numberOr(facts.populationBase),
          target: numberOr(facts.populationTarget),
        }),
    facts.householdsBase === null && facts.householdsTarget === null
      ? null
      : word('planning.fact.households', {
          base: numberOr(facts.householdsBase),
          target: numberOr(facts.householdsTarget),
        }),
    facts.basicFarmlandTargetM2 === null
      ? null
      : word('planning.fact.basic-farmland', { area: m2Text(facts.basicFarmlandTargetM2) }),
    facts.redLineM2 === null ? null : word('planning.fact.red-line', { area: m2Text(facts.redLineM2) }),
  ].filter((part) => part !== null)
  return parts.length === 0 ? null : <p className="planning-quiet">{parts.join(' · ')}</p>
}

const numberOr = (count: number | null): string => (count === null ? '—' : countText(count))

type ScenarioDialog = 'import' | 'copy' | 'status' | 'measures' | null

function ScenarioRow({ plan, scenario }: { readonly plan: PlanLine; readonly scenario: ScenarioLine }) {
  const { word, pick } = useWords()
  const { go } = usePlanPlace()
  const [dialog, setDialog] = useState<ScenarioDialog>(null)
  const isApproved = scenario.status === 'approved'
  return (
    <li className="planning-line">
      <div className="planning-row">
        <strong>{word('planning.version', { version: scenario.version })}</strong>
        {scenario.name === null ? null : (
          <span className="planning-cut" title={scenario.name}>
            {scenario.name}
          </span>
        )}
        <StatusMark scenario={scenario} />
        {scenario.document === null ? null : (
          <span className="planning-cut">
            {word('planning.document', { document: scenario.document, on: scenario.statusOn ?? '—' })}
          </span>
        )}
        {scenario.isAsApproved === null ? null : (
          <Mark tone={scenario.isAsApproved ? 'good' : 'error'} title={scenario.contentHash ?? undefined}>
            {word(scenario.isAsApproved ? 'planning.as-approved' : 'planning.not-as-approved')}
          </Mark>
        )}
      </div>
      <p className="planning-quiet">
        {[
          scenario.scheme === null
            ? null
            : word('planning.planned-scheme', { scheme: pick(schemes[scenario.scheme].title) }),
          ...planKinds.map((kind) =>
            scenario.counts[kind] === 0
              ? null
              : word(`planning.count.${kind}`, { number: countText(scenario.counts[kind]) }),
          ),
        ]
          .filter((part) => part !== null)
          .join(' · ') || word('planning.no-layers')}
      </p>
      <ZoneLine scenario={scenario} />
      <RunLine scenario={scenario} />
      <Space wrap>
        <Button size="small" type="primary" onClick={() => go({ view: 'overlay', scenario: scenario.id })}>
          {word('planning.open')}
        </Button>
        <WriteButton
          size="small"
          disabled={isApproved}
          title={isApproved ? word('planning.locked.why') : undefined}
          onClick={() => setDialog('import')}
        >
          {word('planning.import')}
        </WriteButton>
        <Button size="small" onClick={() => setDialog('measures')}>
          {word('planning.measures')}
        </Button>
        <WriteButton size="small" onClick={() => setDialog('copy')}>
          {word('planning.copy')}
        </WriteButton>
        <WriteButton
          size="small"
          disabled={isApproved}
          title={isApproved ? word('planning.locked.why') : undefined}
          onClick={() => setDialog('status')}
        >
          {word('planning.status')}
        </WriteButton>
      </Space>
      {dialog === 'copy' ? <CopyDialog scenario={scenario} onClose={() => setDialog(null)} /> : null}
      {dialog === 'status' ? <StatusDialog plan={plan} scenario={scenario} onClose={() => setDialog(null)} /> : null}
      {dialog === 'measures' ? (
        <MeasuresDialog plan={plan} scenario={scenario} onClose={() => setDialog(null)} />
      ) : null}
      {dialog === 'import' ? (
        <ImportDialog plans={[plan]} into={{ plan, scenario }} onClose={() => setDialog(null)} />
      ) : null}
    </li>
  )
}

function ZoneLine({ scenario }: { readonly scenario: ScenarioLine }) {
  const { word } = useWords()
  const zones = zoneKindIds.filter((kind) => scenario.zones[kind] > 0)
  if (zones.length === 0) return null
  return (
    <p className="planning-quiet">
      {zones.map((kind) => word(`planning.zones.${kind}`, { number: countText(scenario.zones[kind]) })).join(' · ')}
    </p>
  )
}

const RUN_KINDS = ['overlay', 'conflicts', 'coverage', 'regularity'] as const

/** Which results there are, and whether patches have changed since. */
function RunLine({ scenario }: { readonly scenario: ScenarioLine }) {
  const { word } = useWords()
  return (
    <p className="planning-marks">
      {RUN_KINDS.map((kind) => {
        const run = scenario.runs.find((known) => known.kind === kind)
        const state = run === undefined ? 'never' : run.isStale ? 'stale' : 'fresh'
        return (
          <Mark key={kind} tone={state === 'stale' ? 'warning' : state === 'fresh' ? 'good' : 'plain'}>
            {word(`planning.result.${state}`, { kind: word(`planning.result.${kind}`) })}
          </Mark>
        )
      })}
    </p>
  )
}
