import { useWords } from '../ui/words.tsx'
import type { Condition } from './rule-columns.ts'

/** The headings of a table of rules: the rule, what it asks, then what it gives. */
export function RuleHeadings(props: {
  readonly conditions: readonly Condition[]
  readonly columns: readonly ('limitM2' | 'article' | 'articleEn' | 'toConfirm')[]
  /** The table is typed into: cells for buttons stand at the end, and the limit has its unit behind it. */
  readonly hasActions?: boolean
}) {
  const { word } = useWords()
  const { conditions, columns, hasActions = false } = props
  return (
    <thead>
      <tr>
        {['id', ...conditions, ...columns].map((name) => (
          <th key={name} scope="col" className={name === 'limitM2' && !hasActions ? 'standards-number' : undefined}>
            {word(`standards.rule.${name}`)}
          </th>
        ))}
        {hasActions ? <td /> : null}
      </tr>
    </thead>
  )
}
