import { Button, Form, Input, InputNumber, Modal, Select, Space } from 'antd'
import { useState } from 'react'
import type { PlanLine } from '../../../shared/contract/planning-answers.ts'
import type { SchemeId } from '../../../shared/planning/scheme.ts'
import { isSchemeId, schemeIds, schemes } from '../../../shared/planning/schemes/all.ts'
import { mainEndings } from '../../import/receive-files.ts'
import { usePickFile } from '../../ui/file-picker.tsx'
import { useWords } from '../../ui/words.tsx'
import { JobStrip } from '../job-strip.tsx'
import { scenarioText } from '../scenario-words.tsx'
import { type ChosenScenario, usePlanPlace } from '../use-plans.ts'
import { ImportSource } from './import-source.tsx'
import { type ChosenSchemes, type ImportTarget, isToImport, usePlanImport } from './use-plan-import.ts'

const NEW = 'new'
const JOBS = ['planning.import.reading', 'planning.import.trying', 'planning.import.working']

/** Brings layers of files into a plan: which layer is what, a dry run, the import. `into` null: a new plan unless one is chosen. */
export function ImportDialog(props: {
  readonly plans: readonly PlanLine[]
  readonly into: ChosenScenario | null
  readonly onClose: () => void
}) {
  const { plans, into, onClose } = props
  const { word } = useWords()
  const { go } = usePlanPlace()
  const pick = usePickFile()
  const work = usePlanImport()
  const [place, setPlace] = useState(into?.scenario.id ?? NEW)
  const [title, setTitle] = useState('')
  const [years, setYears] = useState<{ base: number | null; target: number | null }>({ base: null, target: null })
  const [chosen, setChosen] = useState<ChosenSchemes>({ base: null, planned: null })
  const isReady = work.sources.some(isToImport) && (place !== NEW || title.trim() !== '')
  const target: ImportTarget =
    place === NEW ? { title: title.trim(), baseYear: years.base, targetYear: years.target } : { scenario: place }
  const add = async (): Promise<void> => {
    const picked = await pick({ mode: 'open', title: word('planning.import.pick'), endings: [...mainEndings] })
    if (picked !== null) await work.add(picked)
  }
  const bring = async (dryRun: boolean): Promise<void> => {
    const { scenario, isComplete } = await work.bringAll(target, chosen, dryRun)
    if (dryRun || scenario === null) return
    setPlace(scenario)
    go({ scenario })
    if (isComplete) setChosen({ base: null, planned: null })
  }
  return (
    <Modal
      open
      width={760}
      styles={{ body: { maxHeight: 'calc(100vh - 220px)', overflowY: 'auto' } }}
      style={{ top: 48 }}
      title={word('planning.import.title')}
      onCancel={onClose}
      footer={
        <Space wrap>
          <Button onClick={onClose}>{word('planning.close')}</Button>
          <Button disabled={!isReady} loading={work.isWorking} onClick={() => void bring(true)}>
            {word('planning.import.try')}
          </Button>
          <Button type="primary" disabled={!isReady} loading={work.isWorking} onClick={() => void bring(false)}>
            {word('planning.import.yes')}
          </Button>
        </Space>
      }
    >
      <Form layout="vertical" component="div">
        <Place plans={plans} place={place} onPlace={setPlace} isFixed={into !== null} />
        {place === NEW ? (
          <div className="planning-new-plan">
            <Form.Item label={word('planning.title')} htmlFor="planning-import-title" required>
              <Input
                id="planning-import-title"
                maxLength={200}
                value={title}
                onChange={({ target: { value } }) => setTitle(value)}
              />
            </Form.Item>
            <Form.Item label={word('planning.base-year')} htmlFor="planning-import-base">
              <InputNumber
                id="planning-import-base"
                min={1900}
                max={2200}
                precision={0}
                value={years.base}
                onChange={(base) => setYears({ ...years, base })}
              />
            </Form.Item>
            <Form.Item label={word('planning.target-year')} htmlFor="planning-import-target">
              <InputNumber
                id="planning-import-target"
                min={1900}
                max={2200}
                precision={0}
                value={years.target}
                onChange={(year) => setYears({ ...years, target: year })}
              />
            </Form.Item>
          </div>
        ) : null}
        <Button onClick={() => void add()}>{word('planning.import.add')}</Button>
        <p className="planning-quiet">{word('planning.import.about')}</p>
        <ul className="planning-scenarios">
          {work.sources.map((source) => (
            <ImportSource
              key={source.file}
              source={source}
              onChange={(to) => work.change(source.file, to)}
              onEncoding={(encoding) => void work.readAgain(source.file, encoding)}
              onRemove={() => work.remove(source.file)}
            />
          ))}
        </ul>
        {work.sources.length === 0 ? null : (
          <SchemeChoices chosen={chosen} sources={work.sources} onChange={setChosen} />
        )}
        <JobStrip titles={JOBS} />
      </Form>
    </Modal>
  )
}

function Place(props: {
  readonly plans: readonly PlanLine[]
  readonly place: string
  readonly isFixed: boolean
  readonly onPlace: (place: string) => void
}) {
  const { plans, place, isFixed, onPlace } = props
  const words = useWords()
  const known = plans.flatMap((plan) =>
    plan.scenarios
      .filter(({ status }) => status !== 'approved')
      .map((scenario) => ({ value: scenario.id, label: `${plan.title} · ${scenarioText(scenario, words)}` })),
  )
  if (plans.length === 0) return null
  return (
    <Form.Item label={words.word('planning.import.into')} htmlFor="planning-import-into">
      <Select
        id="planning-import-into"
        value={place}
        onChange={onPlace}
        disabled={isFixed}
        options={isFixed ? known : [{ value: NEW, label: words.word('planning.import.new') }, ...known]}
      />
    </Form.Item>
  )
}

/** Codes decide where they can; where several schemes have them all, only those that fit are offered. */
function SchemeChoices(props: {
  readonly sources: ReturnType<typeof usePlanImport>['sources']
  readonly chosen: ChosenSchemes
  readonly onChange: (chosen: ChosenSchemes) => void
}) {
  const { sources, chosen, onChange } = props
  const { word, pick } = useWords()
  const layers = sources.filter(isToImport).flatMap((source) => source.layers.map(({ choice }) => choice))
  return (
    <div className="planning-new-plan">
      {(['base', 'planned'] as const)
        .filter((part) => layers.includes(part))
        .map((part) => {
          const fitting = fittingSchemes(sources, part)
          return (
            <Form.Item
              key={part}
              label={word(`planning.import.scheme.${part}`)}
              htmlFor={`planning-import-scheme-${part}`}
              validateStatus={fitting === null || chosen[part] !== null ? '' : 'warning'}
            >
              <Select<SchemeId | 'auto'>
                id={`planning-import-scheme-${part}`}
                value={chosen[part] ?? 'auto'}
                onChange={(scheme) => onChange({ ...chosen, [part]: scheme === 'auto' ? null : scheme })}
                popupMatchSelectWidth={false}
                options={[
                  { value: 'auto', label: word('planning.import.scheme.auto') },
                  ...(fitting ?? schemeIds).map((value) => ({ value, label: pick(schemes[value].title) })),
                ]}
              />
            </Form.Item>
          )
        })}
    </div>
  )
}

/** What a refusal proposes for one of the two layers; null: nothing was refused for it. */
function fittingSchemes(
  sources: ReturnType<typeof usePlanImport>['sources'],
  part: 'base' | 'planned',
): readonly SchemeId[] | null {
  const refusal = sources
    .map((source) => source.refusal)
    .find((each) => each?.code === 'plan.scheme-open' && each.params?.layer === `plan.layer.${part}_patch`)
  const proposals = refusal?.proposals?.filter(isSchemeId) ?? []
  return proposals.length === 0 ? null : proposals
}
