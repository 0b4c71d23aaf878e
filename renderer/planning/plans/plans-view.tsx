import { Empty, Space } from 'antd'
import { useState } from 'react'
import type { PlanLine } from '../../../shared/contract/planning-answers.ts'
import { useWords } from '../../ui/words.tsx'
import { WriteButton } from '../../ui/write-button.tsx'
import { ImportDialog } from './import-dialog.tsx'
import { NewPlanDialog } from './new-plan-dialog.tsx'
import { PlanCard } from './plan-card.tsx'

/** Every plan with its scenarios; without any, what to do first. */
export function PlansView({ plans }: { readonly plans: readonly PlanLine[] }) {
  const { word } = useWords()
  const [dialog, setDialog] = useState<'import' | 'new' | null>(null)
  const buttons = (
    <Space wrap>
      <WriteButton type="primary" onClick={() => setDialog('import')}>
        {word('planning.import')}
      </WriteButton>
      <WriteButton onClick={() => setDialog('new')}>{word('planning.new')}</WriteButton>
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
