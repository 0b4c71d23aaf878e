import { houseStructures } from '../../../shared/model/code-lists.ts'
import { sampleWithdrawal } from '../../../shared/standards/sample-policies.ts'
import type { BuildingRate, Withdrawal } from '../../../shared/standards/withdrawal.ts'
import { useWords } from '../../ui/words.tsx'
import { structureText } from '../set-texts.ts'
import { ChoiceField, Labelled, NumberField } from './fields.tsx'
import { PolicyEditor } from './policy-editor.tsx'
import { RowTable } from './row-table.tsx'

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
  const { word } = useWords()
  return (
    <PolicyEditor
      has="standards.draft.has-withdrawal"
      policy={props.withdrawal}
      sample={sampleWithdrawal}
      onChange={props.onChange}
    >
      {(withdrawal, put) => (
        <>
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
        </>
      )}
    </PolicyEditor>
  )
}

function Buildings(props: {
  readonly buildings: readonly BuildingRate[]
  readonly onChange: (buildings: readonly BuildingRate[]) => void
}) {
  const words = useWords()
  const { word } = words
  const structures = Object.keys(houseStructures.codes).map((value) => ({ value, label: structureText(value, words) }))
  return (
    <RowTable
      title={word('standards.pay.buildings')}
      columns={['structure', 'storeys', 'rate'].map((name) => word(`standards.pay.${name}`))}
      rows={props.buildings}
      add={word('standards.pay.add')}
      fresh={(): BuildingRate => ({ structure: null, storeysFrom: null, yuanPerM2: 0 })}
      remove={(_rate, n) => word('standards.pay.remove', { n })}
      onChange={props.onChange}
      fields={(rate, change) => [
        <ChoiceField
          key="structure"
          label={word('standards.pay.structure')}
          value={rate.structure}
          none={word('standards.any')}
          options={structures}
          onChange={(structure) => change({ structure })}
        />,
        <NumberField
          key="storeys"
          label={word('standards.pay.storeys')}
          value={rate.storeysFrom}
          empty={null}
          onChange={(storeysFrom) => change({ storeysFrom })}
        />,
        <NumberField
          key="rate"
          label={word('standards.pay.rate')}
          value={rate.yuanPerM2}
          empty={0}
          onChange={(value) => change({ yuanPerM2: value ?? 0 })}
        />,
      ]}
    />
  )
}
