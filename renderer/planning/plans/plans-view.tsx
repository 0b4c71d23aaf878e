import { Button, Empty, Space } from 'antd'
import { useState } from 'react'
import type { PlanLine } from '../../../shared/contract/planning-answers.ts'
import { useSurvey } from '../../state/survey.tsx'
import { useWords } from '../../ui/words.tsx'
import { ImportDialog } from './import-dialog.tsx'
import { NewPlanDialog } from './new-plan-dialog.tsx'
import { PlanCard } from './plan-card.tsx'

/** Every plan with its scenarios; without any, what to do first. */
export function PlansView({ plans }: { readonly plans: readonly PlanLine[] }) {
  const { word } = useWords()
  const { survey } = useSurvey()
  const [dialog, setDialog] = useState<'import' | 'new' | null>(null)
  const isLocked = survey.readOnly !== null
  const buttons = (
    <Space wrap>
      <Button type="primary" disabled={isLocked} onClick={() => setDialog('import')}>
        {word('planning.import')}
      </Button>
      <Button disabled={isLocked} onClick={() => setDialog('new')}>
        {word('planning.new')}
      </Button>
    </Space>
  )
  return (
    <div className="planning-plans">
      {plans.length === 0 ? (
        <Empty className="planning-empty" description={word('planning.none')}>
          {buttons}
        </Empty>
      ) : (
        <>
          {buttons}
          {plans.map((plan) => (
            <PlanCard key={plan.id} plan={plan} />
          ))}
        </>
      )}
      {dialog === 'new' ? <NewPlanDialog onClose={() => setDialog(null)} /> : null}
      {dialog === 'import' ? <ImportDialog plans={plans} into={null} onClose={() => setDialog(null)} /> : null}
    </div>
  )
}
