import { Empty, Select, Spin } from 'antd'
import { useMemo } from 'react'
import { compareSets, type SetDifference } from '../../../shared/standards/compare-sets.ts'
import type { AreaStandard, StandardSet } from '../../../shared/standards/standard-set.ts'
import { goTo, usePlace } from '../../state/section.ts'
import { Fault } from '../../ui/fault.tsx'
import { useWords, type Words } from '../../ui/words.tsx'
import { allConditions, conditionText } from '../rule-columns.ts'
import { arableClassesText, paidUseText, terrainsText, withdrawalText } from '../set-texts.ts'
import { joined, valueText } from '../set-words.ts'
import { useSet, useSetChoices } from '../use-sets.ts'

/** Two sets or versions side by side: only what differs. */
export function CompareView() {
  const { word } = useWords()
  const { params } = usePlace()
  const choices = useSetChoices()
  const before = params.before ?? null
  const after = params.after ?? null
  const isChosen = before !== null && after !== null && before !== after
  const ownBefore = useSet(isChosen ? before : null)
  const ownAfter = useSet(isChosen ? after : null)
  const differences = useMemo(
    () =>
      ownBefore.data === undefined || ownAfter.data === undefined
        ? null
        : compareSets(ownBefore.data.set, ownAfter.data.set),
    [ownBefore.data, ownAfter.data],
  )
  const error = ownBefore.error ?? ownAfter.error
  const { options } = choices
  if (options === undefined) return choices.error === null ? <Spin /> : <Fault error={choices.error} />
  const choose = (side: 'before' | 'after') => (
    <Select
      className="standards-which"
      aria-label={word(`standards.compare.${side}`)}
      placeholder={word(`standards.compare.${side}`)}
      value={side === 'before' ? before : after}
      options={[...options]}
      onChange={(ref) => goTo('standards', { ...params, view: 'compare', [side]: ref })}
    />
  )
  return (
    <div className="standards-page">
      <div className="standards-row">
        {choose('before')}
        <span aria-hidden>→</span>
        {choose('after')}
      </div>
      {error !== null ? (
        <Fault error={error} />
      ) : !isChosen ? (
        <Empty description={word('standards.compare.choose')} />
      ) : differences === null || ownBefore.data === undefined || ownAfter.data === undefined ? (
        <Spin />
      ) : (
        <Differences differences={differences} before={ownBefore.data.set} after={ownAfter.data.set} />
      )}
    </div>
  )
}

function Differences(props: {
  readonly differences: readonly SetDifference[]
  readonly before: StandardSet
  readonly after: StandardSet
}) {
  const { differences, before, after } = props
  const words = useWords()
  const { word } = words
  const whole = new Set(onlyInOne(before, after).map(({ id }) => id))
  const inBoth = differences.filter(({ part, id }) => part === 'set' || !whole.has(id))
  if (differences.length === 0) return <p>{word('standards.compare.same')}</p>
  return (
    <div className="standards-scroll">
      <table className="standards-table">
        <thead>
          <tr>
            <th scope="col">{word('standards.compare.rule')}</th>
            <th scope="col">{word('standards.compare.field')}</th>
            <th scope="col">{word('standards.compare.before')}</th>
            <th scope="col">{word('standards.compare.after')}</th>
          </tr>
        </thead>
        <tbody>
          {onlyInOne(before, after).map((rule) => (
            <tr key={rule.id}>
              <th scope="row">{rule.id}</th>
              <td>{word('standards.compare.whole')}</td>
              <td className="standards-before">{wholeRule(before, rule.id, words)}</td>
              <td className="standards-after">{wholeRule(after, rule.id, words)}</td>
            </tr>
          ))}
          {inBoth.map((difference) => (
            <tr key={`${difference.part} ${difference.id} ${difference.field}`}>
              <th scope="row">{difference.part === 'set' ? word('standards.compare.set') : difference.id}</th>
              <td>{word(`standards.${difference.part === 'set' ? 'field' : 'rule'}.${difference.field}`)}</td>
              <td className="standards-before">{shownValue(difference, difference.before, before, words)}</td>
              <td className="standards-after">{shownValue(difference, difference.after, after, words)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const onlyInOne = (before: StandardSet, after: StandardSet): readonly AreaStandard[] => {
  const missing = (from: StandardSet, set: StandardSet) =>
    set.standards.filter(({ id }) => !from.standards.some((rule) => rule.id === id))
  return [...missing(after, before), ...missing(before, after)]
}

function wholeRule(set: StandardSet, id: string, words: Words): string {
  const rule = set.standards.find((candidate) => candidate.id === id)
  if (rule === undefined) return '—'
  const asked = allConditions.filter((condition) => rule[condition] !== null)
  const parts = asked.map((condition) =>
    words.word('standards.case.colon', {
      name: words.word(`standards.rule.${condition}`),
      value: conditionText(rule, condition, set, words),
    }),
  )
  return words.word('standards.compare.rule-text', {
    example:
      parts.length === 0 ? words.word('standards.fault.every-case') : parts.join(words.word('standards.case.and')),
    limit: rule.limitM2,
  })
}

function shownValue(
  { part, field }: SetDifference,
  value: SetDifference['before'],
  set: StandardSet,
  words: Words,
): string {
  if (value === null) return '—'
  if (typeof value === 'boolean') return words.word(value ? 'yes' : 'no')
  if (field === 'status') return words.word(`standards.status.${value}`)
  if (part === 'set') return (SET_TEXTS[field] ?? (() => String(value)))(set, words)
  return valueText(field, String(value), set, words)
}

/** Parts of a set that no single value says. */
const SET_TEXTS: Readonly<Record<string, (set: StandardSet, words: Words) => string>> = {
  title: (set, { pick }) => pick(set.title),
  documents: (set, words) => joined(set.documents.map(words.pick), words),
  terrains: terrainsText,
  arableClasses: arableClassesText,
  paidUse: paidUseText,
  withdrawal: withdrawalText,
}
