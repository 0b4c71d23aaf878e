import { DeleteOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import type { PaidUse } from '../../../shared/standards/paid-use.ts'
import { samplePaidUse } from '../../../shared/standards/sample-policies.ts'
import { useWords } from '../../ui/words.tsx'
import { CheckField, Labelled, NumberField, TextField, withMember, withoutMember } from './fields.tsx'

/** 有偿使用 of a draft: tiers of excess, surcharges and who is exempt. */
export function PaidUseEditor(props: {
  readonly paidUse: PaidUse | null
  readonly onChange: (paidUse: PaidUse | null) => void
}) {
  const { paidUse, onChange } = props
  const { word } = useWords()
  const has = (
    <Labelled label={word('standards.draft.has-paid-use')}>
      <CheckField
        label={word('standards.draft.has-paid-use')}
        value={paidUse !== null}
        onChange={(isCharged) => onChange(isCharged ? samplePaidUse : null)}
      />
    </Labelled>
  )
  if (paidUse === null) return <div className="standards-form">{has}</div>
  const put = (change: Partial<PaidUse>): void => onChange({ ...paidUse, ...change })
  const choice = (name: 'term' | 'base', values: readonly string[]) => (
    <Labelled label={word(`standards.paid.${name}`)}>
      <select
        className="standards-input"
        aria-label={word(`standards.paid.${name}`)}
        value={paidUse[name]}
        onChange={(event) => put({ [name]: event.target.value })}
      >
        {values.map((value) => (
          <option key={value} value={value}>
            {word(`standards.paid.${name}.${value}`)}
          </option>
        ))}
      </select>
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
    <div className="standards-form">
      {has}
      <Alert type="info" title={word('standards.draft.sample')} />
      <Articles article={paidUse.article} onChange={(article) => put({ article })} />
      <Labelled label={word('standards.draft.to-confirm')}>
        <CheckField
          label={word('standards.draft.to-confirm')}
          value={paidUse.toConfirm}
          onChange={(toConfirm) => put({ toConfirm })}
        />
      </Labelled>
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
      <Tiers paidUse={paidUse} onChange={(tiers) => put({ tiers })} />
    </div>
  )
}

function Tiers(props: { readonly paidUse: PaidUse; readonly onChange: (tiers: PaidUse['tiers']) => void }) {
  const { word } = useWords()
  const { tiers } = props.paidUse
  return (
    <table className="standards-table standards-narrow" aria-label={word('standards.paid.tiers')}>
      <thead>
        <tr>
          <th scope="col">{word('standards.paid.from')}</th>
          <th scope="col">{word('standards.paid.to')}</th>
          <th scope="col">{word('standards.paid.rate')}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {tiers.map((tier, i) => {
          const change = (next: Partial<PaidUse['tiers'][number]>): void => props.onChange(withMember(tiers, i, next))
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: bands are rows that are typed into
            <tr key={i}>
              <td>
                <NumberField
                  label={word('standards.paid.from')}
                  value={tier.fromM2}
                  empty={0}
                  onChange={(value) => change({ fromM2: value ?? 0 })}
                />
              </td>
              <td>
                <NumberField
                  label={word('standards.paid.to')}
                  value={tier.toM2}
                  empty={null}
                  onChange={(toM2) => change({ toM2 })}
                />
              </td>
              <td>
                <NumberField
                  label={word('standards.paid.rate')}
                  value={tier.yuanPerM2}
                  empty={0}
                  onChange={(value) => change({ yuanPerM2: value ?? 0 })}
                />
              </td>
              <td>
                <Button
                  type="text"
                  size="small"
                  icon={<DeleteOutlined />}
                  aria-label={word('standards.paid.remove', { n: i + 1 })}
                  onClick={() => props.onChange(withoutMember(tiers, i))}
                />
              </td>
            </tr>
          )
        })}
        <tr>
          <td colSpan={4}>
            <Button
              size="small"
              onClick={() => props.onChange([...tiers, { fromM2: tiers.at(-1)?.toM2 ?? 0, toM2: null, yuanPerM2: 0 }])}
            >
              {word('standards.paid.add')}
            </Button>
          </td>
        </tr>
      </tbody>
    </table>
  )
}

/** The article that a part rests on, in both languages. */
export function Articles(props: {
  readonly article: PaidUse['article']
  readonly onChange: (article: PaidUse['article']) => void
}) {
  const { article, onChange } = props
  const { word } = useWords()
  return (
    <>
      {(['zh', 'en'] as const).map((language) => (
        <Labelled key={language} label={word(`standards.draft.article-${language}`)}>
          <TextField
            label={word(`standards.draft.article-${language}`)}
            value={article[language]}
            onChange={(text) => onChange({ ...article, [language]: text })}
          />
        </Labelled>
      ))}
    </>
  )
}
