import { CopyOutlined, DeleteOutlined } from '@ant-design/icons'
import { Button, Switch } from 'antd'
import { memo, useCallback, useMemo, useState } from 'react'
import { ANY_CASE, type AreaStandard, type StandardSet } from '../../../shared/standards/standard-set.ts'
import { DayField } from '../../ui/day-field.tsx'
import { useWords, type Words } from '../../ui/words.tsx'
import { allConditions, type Condition, choicesOf, usedConditions } from '../rule-columns.ts'
import { RuleHeadings } from '../rule-headings.tsx'
import { muText, valueText } from '../set-words.ts'
import { CheckField, ChoiceField, NumberField, TextField, withMember, withoutMember } from './fields.tsx'

const COLUMNS = ['limitM2', 'article', 'articleEn', 'toConfirm'] as const

export type ChangeSet = (make: (set: StandardSet) => StandardSet) => void

/** The rules of a draft, each a row whose cells are typed into where they stand. */
export function RulesEditor(props: {
  readonly set: StandardSet
  readonly faulty: ReadonlySet<string>
  readonly onChange: ChangeSet
}) {
  const { set, faulty, onChange } = props
  const { word } = useWords()
  const [showAll, setShowAll] = useState(false)
  const used = usedConditions(set.standards).join(' ')
  const conditions = useMemo(() => (showAll ? allConditions : (used.split(' ') as Condition[])), [showAll, used])
  const { terrains, arableClasses } = set
  const classes = useMemo(() => ({ terrains, arableClasses }), [terrains, arableClasses])
  const change = useCallback(
    (at: number, rule: Partial<AreaStandard>) =>
      onChange((before) => ({ ...before, standards: withMember(before.standards, at, rule) })),
    [onChange],
  )
  const copy = useCallback(
    (at: number) =>
      onChange((before) => {
        const rule = before.standards[at] ?? NEW_RULE
        const { standards } = before
        return {
          ...before,
          standards: [
            ...standards.slice(0, at + 1),
            { ...rule, id: freeRuleId(standards, rule.id) },
            ...standards.slice(at + 1),
          ],
        }
      }),
    [onChange],
  )
  const remove = useCallback(
    (at: number) => onChange((before) => ({ ...before, standards: withoutMember(before.standards, at) })),
    [onChange],
  )
  const add = (): void =>
    onChange((before) => ({
      ...before,
      standards: [...before.standards, { ...NEW_RULE, id: freeRuleId(before.standards, 'R1') }],
    }))
  return (
    <>
      <div className="standards-row">
        <Button onClick={add}>{word('standards.draft.add-rule')}</Button>
        <Switch checked={showAll} onChange={setShowAll} aria-label={word('standards.draft.all-columns')} />
        <span aria-hidden>{word('standards.draft.all-columns')}</span>
      </div>
      <div className="standards-scroll">
        <table className="standards-table standards-editable" aria-label={word('standards.facts.rules')}>
          <RuleHeadings conditions={conditions} columns={COLUMNS} hasActions />
          <tbody>
            {set.standards.map((rule, i) => (
              <RuleRow
                // biome-ignore lint/suspicious/noArrayIndexKey: a rule's id is typed into and may repeat for a while
                key={i}
                at={i}
                rule={rule}
                isFaulty={faulty.has(rule.id)}
                isOnly={set.standards.length === 1}
                conditions={conditions}
                classes={classes}
                onChange={change}
                onCopy={copy}
                onRemove={remove}
              />
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

const NEW_RULE: AreaStandard = { ...ANY_CASE, id: '', limitM2: 0, article: { zh: '', en: '' }, toConfirm: true }

function freeRuleId(standards: readonly AreaStandard[], id: string): string {
  const [, stem = id, number = '1'] = /^(.*?)(\d+)$/.exec(id) ?? []
  for (let n = Number(number); ; n++) if (!standards.some((rule) => rule.id === `${stem}${n}`)) return `${stem}${n}`
}

type Classes = Pick<StandardSet, 'terrains' | 'arableClasses'>

const RuleRow = memo(function RuleRow(props: {
  readonly at: number
  readonly rule: AreaStandard
  readonly isFaulty: boolean
  readonly isOnly: boolean
  readonly conditions: readonly Condition[]
  readonly classes: Classes
  readonly onChange: (at: number, rule: Partial<AreaStandard>) => void
  readonly onCopy: (at: number) => void
  readonly onRemove: (at: number) => void
}) {
  const { at, rule, conditions, classes, onChange } = props
  const words = useWords()
  const { word } = words
  const labelOf = (column: string): string =>
    word('standards.rule.cell', { rule: rule.id, column: word(`standards.rule.${column}`) })
  return (
    <tr data-faulty={props.isFaulty}>
      <td className="standards-cell-id">
        <TextField label={labelOf('id')} value={rule.id} onChange={(id) => onChange(at, { id })} />
      </td>
      {conditions.map((condition) => (
        <td key={condition}>
          <ConditionField
            label={labelOf(condition)}
            rule={rule}
            condition={condition}
            classes={classes}
            words={words}
            onChange={(value) => onChange(at, { [condition]: value })}
          />
        </td>
      ))}
      <td className="standards-cell-limit">
        <NumberField
          label={labelOf('limitM2')}
          value={rule.limitM2}
          empty={0}
          onChange={(limit) => onChange(at, { limitM2: limit ?? 0 })}
        />
        <small>{muText(rule.limitM2, words)}</small>
      </td>
      <td className="standards-cell-article">
        <TextField
          label={labelOf('article')}
          value={rule.article.zh}
          onChange={(zh) => onChange(at, { article: { ...rule.article, zh } })}
        />
      </td>
      <td className="standards-cell-article">
        <TextField
          label={labelOf('articleEn')}
          value={rule.article.en}
          onChange={(en) => onChange(at, { article: { ...rule.article, en } })}
        />
      </td>
      <td className="standards-cell-check">
        <CheckField
          label={labelOf('toConfirm')}
          value={rule.toConfirm}
          onChange={(toConfirm) => onChange(at, { toConfirm })}
        />
      </td>
      <td className="standards-cell-actions">
        <Button
          type="text"
          size="small"
          icon={<CopyOutlined />}
          aria-label={word('standards.draft.copy-rule', { rule: rule.id })}
          onClick={() => props.onCopy(at)}
        />
        <Button
          type="text"
          size="small"
          disabled={props.isOnly}
          icon={<DeleteOutlined />}
          aria-label={word('standards.draft.remove-rule', { rule: rule.id })}
          onClick={() => props.onRemove(at)}
        />
      </td>
    </tr>
  )
})

function ConditionField(props: {
  readonly label: string
  readonly rule: AreaStandard
  readonly condition: Condition
  readonly classes: Classes
  readonly words: Words
  readonly onChange: (value: string | number | null) => void
}) {
  const { label, rule, condition, classes, words, onChange } = props
  const choices = choicesOf(condition, classes)
  if (choices !== null)
    return (
      <ChoiceField
        label={label}
        value={rule[condition] === null ? null : String(rule[condition])}
        none={words.word('standards.any')}
        options={choices.map((value) => ({ value, label: valueText(condition, value, classes, words) }))}
        onChange={onChange}
      />
    )
  if (condition === 'sizeFrom' || condition === 'sizeTo')
    return <NumberField label={label} value={rule[condition]} empty={null} onChange={onChange} />
  return (
    <DayField
      className="standards-input-day"
      label={label}
      value={rule[condition] as string | null}
      onChange={onChange}
    />
  )
}
