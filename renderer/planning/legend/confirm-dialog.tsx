import { Input, Modal } from 'antd'
import { useState } from 'react'
import { settingKey } from '../../../shared/planning/legend.ts'
import type { LegendItem } from '../../../shared/planning/legend-items.ts'
import { useCore } from '../../state/core-context.ts'
import { useSurvey } from '../../state/survey.tsx'
import { Fault } from '../../ui/fault.tsx'
import { useWords } from '../../ui/words.tsx'
import { useCommand } from '../use-command.ts'
import { propertiesOf } from './legend-list.ts'
import { useLegend } from './use-legend.tsx'

/** Marks everything about many items as confirmed, as it stands, with where that is from. */
export function ConfirmDialog(props: {
  readonly items: readonly LegendItem[]
  readonly onClose: (isDone: boolean) => void
}) {
  const { items, onClose } = props
  const { word } = useWords()
  const legend = useLegend()
  const core = useCore()
  const { survey } = useSurvey()
  const { run, problem, isWorking } = useCommand()
  const [source, setSource] = useState('')
  const save = (): Promise<void> =>
    run(
      () =>
        core.planningLegend.set({
          survey: survey.id,
          settings: items.flatMap((item) =>
            propertiesOf(item).map((property) => {
              const now = legend.get(settingKey(item.subject, property))
              const written = source.trim()
              return {
                subject: item.subject,
                property,
                value: now?.value ?? null,
                confirmed: true,
                source: written === '' ? (now?.source ?? null) : written,
              }
            }),
          ),
        }),
      () => onClose(true),
      'legend.saved',
    )
  return (
    <Modal
      open
      title={word('legend.confirm.many', { number: items.length })}
      okText={word('legend.confirm.yes')}
      cancelText={word('planning.cancel')}
      confirmLoading={isWorking}
      onOk={() => void save()}
      onCancel={() => onClose(false)}
    >
      <div className="legend-settings">
        <p className="planning-quiet">{word('legend.confirm.about')}</p>
        <Input
          autoFocus
          aria-label={word('legend.source')}
          placeholder={word('legend.source')}
          maxLength={500}
          value={source}
          onChange={({ target }) => setSource(target.value)}
        />
        {problem === null ? null : <Fault error={problem} />}
      </div>
    </Modal>
  )
}
