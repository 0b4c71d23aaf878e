import type { PaidUse } from '../../../shared/standards/paid-use.ts'
import { samplePaidUse } from '../../../shared/standards/sample-policies.ts'
import { useWords } from '../../ui/words.tsx'
import { Labelled, NumberField, OneOf, TextField } from './fields.tsx'
import { PolicyEditor } from './policy-editor.tsx'
import { RowTable } from './row-table.tsx'

/** 有偿使用 of a draft: tiers of excess, surcharges and who is exempt. */
export function PaidUseEditor(props: {
  readonly paidUse: PaidUse | null
  readonly onChange: (paidUse: PaidUse | null) => void
}) {
  return (
    <PolicyEditor
      has="standards.draft.has-paid-use"
      policy={props.paidUse}
      sample={samplePaidUse}
      onChange={props.onChange}
    >
      {(paidUse, put) => <Charges paidUse={paidUse} put={put} />}
    </PolicyEditor>
  )
}

function Charges({ paidUse, put }: { readonly paidUse: PaidUse; readonly put: (change: Partial<PaidUse>) => void }) {
  const { word } = useWords()
  const choice = (name: 'term' | 'base', values: readonly string[]) => (
    <Labelled label={word(`standards.paid.${name}`)}>
      <OneOf
        label={word(`standards.paid.${name}`)}
        value={paidUse[name]}
        options={values.map((value) => ({ value, label: word(`standards.paid.${name}.${value}`) }))}
        onChange={(value) => put({ [name]: value })}
      />
    </Labelled>
  )
  const factor = (code: string, name: 'furtherPlotFactor' | 'nonMemberFactor') => (
    <Labelled label={word(`standards.paid.${code}`)}>
      <NumberField
        label={word(`standards.paid.${code}`)}
        value={paidUse[name]}
        empty={null}
        onChange={(value) => put({ [name]: value })}
      />
    </Labelled>
  )
  return (
    <>
      {choice('term', ['yearly', 'once'])}
      {choice('base', ['household', 'plot'])}
      <Labelled label={word('standards.paid.free')}>
        <NumberField
          label={word('standards.paid.free')}
          value={paidUse.freeM2}
          empty={0}
          onChange={(free) => put({ freeM2: free ?? 0 })}
        />
      </Labelled>
      {factor('further', 'furtherPlotFactor')}
      {factor('non-member', 'nonMemberFactor')}
      <Labelled label={word('standards.paid.exempt')}>
        <TextField
          label={word('standards.paid.exempt')}
          value={paidUse.exempt.join('、')}
          onChange={(text) => put({ exempt: text === '' ? [] : text.split(/[、，,]/).map((name) => name.trim()) })}
        />
      </Labelled>
      <RowTable
        title={word('standards.paid.tiers')}
        columns={['from', 'to', 'rate'].map((name) => word(`standards.paid.${name}`))}
        rows={paidUse.tiers}
        add={word('standards.paid.add')}
        fresh={() => ({ fromM2: paidUse.tiers.at(-1)?.toM2 ?? 0, toM2: null, yuanPerM2: 0 })}
        remove={(_tier, n) => word('standards.paid.remove', { n })}
        onChange={(tiers) => put({ tiers })}
        fields={(tier, change) => [
          <NumberField
            key="from"
            label={word('standards.paid.from')}
            value={tier.fromM2}
            empty={0}
            onChange={(value) => change({ fromM2: value ?? 0 })}
          />,
          <NumberField
            key="to"
            label={word('standards.paid.to')}
            value={tier.toM2}
            empty={null}
            onChange={(toM2) => change({ toM2 })}
          />,
          <NumberField
            key="rate"
            label={word('standards.paid.rate')}
            value={tier.yuanPerM2}
            empty={0}
            onChange={(value) => change({ yuanPerM2: value ?? 0 })}
          />,
        ]}
      />
    </>
  )
}
