import type { StandardSet } from '../../../shared/standards/standard-set.ts'
import { Mark } from '../../ui/mark.tsx'
import { useWords } from '../../ui/words.tsx'
import { conditionText, usedConditions } from '../rule-columns.ts'
import { RuleHeadings } from '../rule-headings.tsx'
import { muText } from '../set-words.ts'

/** The rules of a set as a table to read. */
export function RuleList({ set }: { readonly set: StandardSet }) {
  const words = useWords()
  const { word, pick } = words
  const conditions = usedConditions(set.standards)
  return (
    <div className="standards-scroll">
      <table className="standards-table" aria-label={word('standards.facts.rules')}>
        <RuleHeadings conditions={conditions} columns={['limitM2', 'article']} />
        <tbody>
          {set.standards.map((rule) => (
            <tr key={rule.id}>
              <th scope="row">{rule.id}</th>
              {conditions.map((condition) => (
                <td key={condition} data-any={rule[condition] === null}>
                  {conditionText(rule, condition, set, words)}
                </td>
              ))}
              <td className="standards-number">
                <strong>{rule.limitM2}</strong> <small>{muText(rule.limitM2, words)}</small>
              </td>
              <td>
                {pick(rule.article)}
                {rule.toConfirm ? <Mark tone="warning">{word('standards.list.to-confirm')}</Mark> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
