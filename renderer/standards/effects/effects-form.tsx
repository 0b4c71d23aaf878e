import { Button, Select, Spin } from 'antd'
import { useState } from 'react'
import { localDay } from '../../../shared/model/calendar-day.ts'
import { DayField } from '../../ui/day-field.tsx'
import { Fault } from '../../ui/fault.tsx'
import { useWords } from '../../ui/words.tsx'
import { WriteButton } from '../../ui/write-button.tsx'
import { NumberField } from '../draft/fields.tsx'
import { useSetChoices } from '../use-sets.ts'
import { SaveSimulation } from './save-simulation.tsx'
import { useEffects } from './simulation-store.ts'
import type { useSimulate } from './use-simulate.ts'

/** Which sets, for which day, with which take-up, and the target if there is one. */
export function EffectsForm({ run }: { readonly run: ReturnType<typeof useSimulate> }) {
  const { word } = useWords()
  const { effects, change } = useEffects()
  const choices = useSetChoices()
  const [isSaving, setSaving] = useState(false)
  if (choices.options === undefined) return choices.error === null ? <Spin /> : <Fault error={choices.error} />
  const percent = (name: 'takeUpPercent' | 'landDownPercent' | 'householdsOverPercent') => {
    const label = word(`standards.effects.${name}`)
    return (
      <div className="standards-asked">
        <span aria-hidden>{label}</span>
        <NumberField
          label={label}
          value={effects[name]}
          empty={name === 'takeUpPercent' ? 0 : null}
          onChange={(value) => change(() => ({ [name]: value === null ? null : Math.min(100, value) }))}
        />
      </div>
    )
  }
  const isReady = effects.sets.length > 0 && !run.isWorking
  return (
    <div className="standards-ask standards-screen-only">
      <div className="standards-asked standards-asked-sets">
        <span aria-hidden>{word('standards.effects.sets')}</span>
        <Select<string[]>
          mode="multiple"
          aria-label={word('standards.effects.sets')}
          placeholder={word('standards.effects.sets.choose')}
          value={[...effects.sets]}
          options={[...choices.options]}
          onChange={(chosen) => change(() => ({ sets: chosen }))}
        />
      </div>
      <div className="standards-asked">
        <span aria-hidden>{word('simulation.evaluated-on')}</span>
        <DayField
          className="standards-input-day"
          label={word('simulation.evaluated-on')}
          value={effects.on}
          onChange={(on) => change(() => ({ on: on ?? localDay() }))}
        />
      </div>
      {percent('takeUpPercent')}
      {percent('landDownPercent')}
      {percent('householdsOverPercent')}
      <Button type="primary" disabled={!isReady} loading={run.isWorking} onClick={() => void run.simulate(null)}>
        {word('standards.effects.run')}
      </Button>
      <WriteButton disabled={!isReady} onClick={() => setSaving(true)}>
        {word('standards.effects.save')}
      </WriteButton>
      <Button disabled={effects.simulation === null} onClick={() => window.print()}>
        {word('standards.print')}
      </Button>
      {isSaving ? (
        <SaveSimulation
          onClose={() => setSaving(false)}
          onSave={(title) => {
            setSaving(false)
            void run.simulate(title)
          }}
        />
      ) : null}
    </div>
  )
}
