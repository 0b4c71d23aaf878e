import { Button, Checkbox, Input, Modal, Select, Space } from 'antd'
import { useState } from 'react'
import { type LegendSetting, settingKey } from '../../../shared/planning/legend.ts'
import type { LegendItem } from '../../../shared/planning/legend-items.ts'
import { structureOrder } from '../../../shared/planning/structure.ts'
import { functionRowOrder } from '../../../shared/planning/tables/function-rows.ts'
import { useCore } from '../../state/core-context.ts'
import { useSurvey } from '../../state/survey.tsx'
import { Fault } from '../../ui/fault.tsx'
import { useWords } from '../../ui/words.tsx'
import { useCommand } from '../use-command.ts'
import { propertiesOf, rowText } from './legend-list.ts'
import { useLegend } from './use-legend.tsx'

/** Changes one class, zone or title, as one change that can be taken back. */
export function LegendDialog({ item, onClose }: { readonly item: LegendItem; readonly onClose: () => void }) {
  const { word, pick } = useWords()
  const legend = useLegend()
  const core = useCore()
  const { survey } = useSurvey()
  const { run, problem, isWorking } = useCommand()
  const [settings, setSettings] = useState<readonly LegendSetting[]>(() =>
    propertiesOf(item).map(
      (property) =>
        legend.get(settingKey(item.subject, property)) ?? {
          subject: item.subject,
          property,
          value: null,
          confirmed: false,
          source: null,
        },
    ),
  )
  const change = (changed: LegendSetting): void =>
    setSettings((now) => now.map((one) => (one.property === changed.property ? changed : one)))
  const save = (): Promise<void> =>
    run(() => core.planningLegend.set({ survey: survey.id, settings: [...settings] }), onClose, 'legend.saved')
  return (
    <Modal
      open
      title={word('legend.edit.of', { name: [item.code, pick(item.title)].join(' ').trim() })}
      okText={word('planning.save')}
      cancelText={word('planning.cancel')}
      confirmLoading={isWorking}
      onOk={() => void save()}
      onCancel={onClose}
    >
      <div className="legend-settings">
        {settings.map((setting) => (
          <Setting key={setting.property} item={item} setting={setting} onChange={change} />
        ))}
        {settings.some(({ property }) => property === 'row' || property === 'function') ? (
          <p className="planning-quiet">{word('legend.row.about')}</p>
        ) : null}
        {problem === null ? null : <Fault error={problem} />}
      </div>
    </Modal>
  )
}

interface SettingProps {
  readonly item: LegendItem
  readonly setting: LegendSetting
  readonly onChange: (setting: LegendSetting) => void
}

function Setting({ item, setting, onChange }: SettingProps) {
  const { word } = useWords()
  const name = word(`legend.property.${setting.property}`)
  return (
    <fieldset className="legend-setting">
      <legend>{name}</legend>
      <Space wrap>
        <Value item={item} setting={setting} onChange={onChange} />
        <Button
          size="small"
          disabled={setting.value === null}
          onClick={() => onChange({ ...setting, value: null, confirmed: false, source: null })}
        >
          {word('legend.restore')}
        </Button>
        <Checkbox
          checked={setting.confirmed}
          onChange={({ target }) => onChange({ ...setting, confirmed: target.checked })}
        >
          {word('legend.confirmed')}
        </Checkbox>
      </Space>
      <Input
        aria-label={word('legend.source.of', { property: name })}
        placeholder={word('legend.source')}
        maxLength={500}
        value={setting.source ?? ''}
        onChange={({ target }) => onChange({ ...setting, source: target.value === '' ? null : target.value })}
      />
    </fieldset>
  )
}

/** What is written while a colour is typed may be none yet: the core says so. */
function Value({ item, setting, onChange }: SettingProps) {
  const words = useWords()
  const { word, pick } = words
  const { property, value } = setting
  const builtIn = item.builtIn
  const set = (next: string): void =>
    onChange({ ...setting, value: next === '' || next === builtIn[property] ? null : next })
  switch (property) {
    case 'colour': {
      const shown = value ?? builtIn.colour ?? ''
      return (
        <Space size={6}>
          <input
            type="color"
            className="legend-colour"
            aria-label={word('legend.colour.pick')}
            value={/^#[0-9a-f]{6}$/.test(shown) ? shown : '#ffffff'}
            onChange={({ target }) => set(target.value)}
          />
          <Input
            className="legend-hex"
            aria-label={word('legend.property.colour')}
            maxLength={7}
            value={shown}
            onChange={({ target }) => onChange({ ...setting, value: target.value.toLowerCase() })}
          />
        </Space>
      )
    }
    case 'row':
    case 'function': {
      const order: readonly string[] = property === 'row' ? structureOrder : functionRowOrder
      return (
        <Select
          className="legend-row"
          aria-label={word(`legend.property.${property}`)}
          showSearch={{ optionFilterProp: 'label' }}
          value={value ?? builtIn[property] ?? ''}
          onChange={set}
          options={order.map((row) => ({ value: row, label: rowText(property, row, words) }))}
        />
      )
    }
    case 'title':
      return (
        <Input
          className="legend-title"
          aria-label={word('legend.property.title')}
          maxLength={60}
          placeholder={pick(item.title)}
          value={value ?? ''}
          onChange={({ target }) => set(target.value)}
        />
      )
  }
}
