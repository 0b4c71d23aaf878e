import { DeleteOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import { houseStructures } from '../../../shared/model/code-lists.ts'
import { sampleWithdrawal } from '../../../shared/standards/sample-policies.ts'
import type { BuildingRate, Withdrawal } from '../../../shared/standards/withdrawal.ts'
import { useWords } from '../../ui/words.tsx'
import { structureText } from '../set-texts.ts'
import { CheckField, ChoiceField, Labelled, NumberField, withMember, withoutMember } from './fields.tsx'
import { Articles } from './paid-use-editor.tsx'

const figures = [
  ['land', 'landYuanPerM2'],
  ['reward-plot', 'rewardYuanPerPlot'],
  ['reward-m2', 'rewardYuanPerM2'],
  ['loss', 'yearlyLossPercent'],
  ['least', 'leastPercent'],
] as const

/** 有偿退出 of a draft: what land, buildings and giving back are paid. */
export function WithdrawalEditor(props: {
  readonly withdrawal: Withdrawal | null
  readonly onChange: (withdrawal: Withdrawal | null) => void
}) {
  const { withdrawal, onChange } = props
  const { word } = useWords()
  const has = (
    <Labelled label={word('standards.draft.has-withdrawal')}>
      <CheckField
        label={word('standards.draft.has-withdrawal')}
        value={withdrawal !== null}
        onChange={(isPaid) => onChange(isPaid ? sampleWithdrawal : null)}
      />
    </Labelled>
  )
  if (withdrawal === null) return <div className="standards-form">{has}</div>
  const put = (change: Partial<Withdrawal>): void => onChange({ ...withdrawal, ...change })
  return (
    <div className="standards-form">
      {has}
      <Alert type="info" title={word('standards.draft.sample')} />
      <Articles article={withdrawal.article} onChange={(article) => put({ article })} />
      <Labelled label={word('standards.draft.to-confirm')}>
        <CheckField
          label={word('standards.draft.to-confirm')}
          value={withdrawal.toConfirm}
          onChange={(toConfirm) => put({ toConfirm })}
        />
      </Labelled>
      {figures.map(([code, name]) => (
        <Labelled key={code} label={word(`standards.pay.${code}`)}>
          <NumberField
            label={word(`standards.pay.${code}`)}
            value={withdrawal[name]}
            empty={0}
            onChange={(value) => put({ [name]: value ?? 0 })}
          />
        </Labelled>
      ))}
      <Buildings buildings={withdrawal.buildings} onChange={(buildings) => put({ buildings })} />
    </div>
  )
}

function Buildings(props: {
  readonly buildings: readonly BuildingRate[]
  readonly onChange: (buildings: readonly BuildingRate[]) => void
}) {
  const { buildings, onChange } = props
  const words = useWords()
  const { word } = words
  const structures = Object.keys(houseStructures.codes).map((value) => ({ value, label: structureText(value, words) }))
  return (
    <table className="standards-table standards-narrow" aria-label={word('standards.pay.buildings')}>
      <thead>
        <tr>
          <th scope="col">{word('standards.pay.structure')}</th>
          <th scope="col">{word('standards.pay.storeys')}</th>
          <th scope="col">{word('standards.pay.rate')}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {buildings.map((rate, i) => {
          const change = (next: Partial<BuildingRate>): void => onChange(withMember(buildings, i, next))
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: kinds of buildings are rows that are typed into
            <tr key={i}>
              <td>
                <ChoiceField
                  label={word('standards.pay.structure')}
                  value={rate.structure}
                  none={word('standards.any')}
                  options={structures}
                  onChange={(structure) => change({ structure })}
                />
              </td>
              <td>
                <NumberField
                  label={word('standards.pay.storeys')}
                  value={rate.storeysFrom}
                  empty={null}
                  onChange={(storeysFrom) => change({ storeysFrom })}
                />
              </td>
              <td>
                <NumberField
                  label={word('standards.pay.rate')}
                  value={rate.yuanPerM2}
                  empty={0}
                  onChange={(value) => change({ yuanPerM2: value ?? 0 })}
                />
              </td>
              <td>
                <Button
                  type="text"
                  size="small"
                  icon={<DeleteOutlined />}
                  aria-label={word('standards.pay.remove', { n: i + 1 })}
                  onClick={() => onChange(withoutMember(buildings, i))}
                />
              </td>
            </tr>
          )
        })}
        <tr>
          <td colSpan={4}>
            <Button
              size="small"
              onClick={() => onChange([...buildings, { structure: null, storeysFrom: null, yuanPerM2: 0 }])}
            >
              {word('standards.pay.add')}
            </Button>
          </td>
        </tr>
      </tbody>
    </table>
  )
}
