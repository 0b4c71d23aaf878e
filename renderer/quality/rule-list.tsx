import type { StoredFindings } from '../../shared/contract/findings.ts'
import { titleOf } from '../../shared/lang/words.ts'
import { Mark } from '../ui/mark.tsx'
import { useWords } from '../ui/words.tsx'

/** Rules that found something, the most severe first. */
export function RuleList(props: {
  readonly rules: StoredFindings['rules']
  readonly chosen: string | null
  readonly onChoose: (rule: string | null) => void
}) {
  const { rules, chosen, onChoose } = props
  const { word, language } = useWords()
  const total = rules.reduce((sum, rule) => sum + rule.findings, 0)
  return (
    <nav className="quality-rules" aria-label={word('quality.rules')}>
      <button type="button" aria-current={chosen === null} onClick={() => onChoose(null)}>
        <span className="quality-rule-title">{word('quality.all-rules')}</span>
        <span>{total}</span>
      </button>
      {rules.map(({ id, severity, findings }) => (
        <button key={id} type="button" aria-current={chosen === id} onClick={() => onChoose(id)}>
          <Mark tone={severity}>{word(`severity.${severity}`)}</Mark>
          <span className="quality-rule-title">
            {titleOf(id, language)}
            <small>{id}</small>
          </span>
          <span>{findings}</span>
        </button>
      ))}
    </nav>
  )
}
