import { Form, Input, InputNumber, Modal } from 'antd'
import type { PlanLine } from '../../../shared/contract/planning-answers.ts'
import { useCore } from '../../state/core-context.ts'
import { useSurvey } from '../../state/survey.tsx'
import { Fault } from '../../ui/fault.tsx'
import { useWords } from '../../ui/words.tsx'
import { useCommand } from '../use-command.ts'

const YEARS = ['baseYear', 'targetYear'] as const
const COUNTS = ['populationBase', 'populationTarget', 'householdsBase', 'householdsTarget'] as const
const AREAS = ['townArableM2', 'townBasicFarmlandM2', 'townConstructionM2', 'townUrbanRuralM2'] as const
const FIELDS = [...YEARS, ...COUNTS, ...AREAS] as const

type Facts = { readonly title: string } & { readonly [K in (typeof FIELDS)[number]]?: number | null }

function factsOf({ title, facts }: PlanLine): Facts {
  const { townTargetsM2: town } = facts
  return {
    title,
    baseYear: facts.baseYear,
    targetYear: facts.targetYear,
    populationBase: facts.populationBase,
    populationTarget: facts.populationTarget,
    householdsBase: facts.householdsBase,
    householdsTarget: facts.householdsTarget,
    townArableM2: town.arable ?? null,
    townBasicFarmlandM2: town.basic_farmland ?? null,
    townConstructionM2: town.construction ?? null,
    townUrbanRuralM2: town.urban_rural ?? null,
  }
}

/** What the plan says beside the map; an empty field is not known, and whatever rests on it is not said. */
export function FactsDialog({ plan, onClose }: { readonly plan: PlanLine; readonly onClose: () => void }) {
  const { word } = useWords()
  const core = useCore()
  const { survey } = useSurvey()
  const { run, problem, isWorking } = useCommand()
  const before = factsOf(plan)
  /** Only what was changed: somebody else's change of another field stays. */
  const save = (facts: Facts): Promise<void> => {
    const changed = FIELDS.filter((field) => (facts[field] ?? null) !== (before[field] ?? null))
    const title = facts.title.trim()
    const values = {
      ...(title === plan.title ? {} : { title }),
      ...Object.fromEntries(changed.map((field) => [field, facts[field] ?? null])),
    }
    return run(() => core.planning.edit({ survey: survey.id, plan: plan.id, values }), onClose, 'planning.facts.done')
  }
  const number = (field: (typeof FIELDS)[number], decimals: number) => (
    <Form.Item key={field} name={field} label={word(`planning.facts.${field}`)}>
      <InputNumber min={0} precision={decimals} className="planning-number" />
    </Form.Item>
  )
  return (
    <Modal
      open
      width={640}
      style={{ top: 24 }}
      title={word('planning.facts.title', { plan: plan.title })}
      okText={word('planning.save')}
      cancelText={word('planning.cancel')}
      confirmLoading={isWorking}
      okButtonProps={{ htmlType: 'submit', form: 'planning-facts' }}
      onCancel={onClose}
    >
      <Form<Facts> id="planning-facts" layout="vertical" initialValues={before} onFinish={(facts) => void save(facts)}>
        <Form.Item
          name="title"
          label={word('planning.title')}
          rules={[{ required: true, whitespace: true, message: word('planning.title.needed') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
        <div className="planning-facts">
          {YEARS.map((field) => number(field, 0))}
          {COUNTS.map((field) => number(field, 0))}
          {AREAS.map((field) => number(field, 2))}
        </div>
        <p className="planning-quiet">{word('planning.facts.empty')}</p>
        {problem === null ? null : <Fault error={problem} />}
      </Form>
    </Modal>
  )
}
