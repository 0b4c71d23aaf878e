import type { ConflictsAnswer } from '../../../shared/contract/planning-answers.ts'
import { useWords } from '../../ui/words.tsx'
import { countText, m2Text } from '../plan-figures.ts'

/** What the latest run found, by rule; a rule is chosen by its button. */
export function RuleCounts(props: {
  readonly conflicts: ConflictsAnswer
  readonly chosen: string | null
  readonly onChoose: (rule: string | null) => void
}) {
  const { conflicts, chosen, onChoose } = props
  const { word } = useWords()
  return (
    <div className="planning-scroll">
      <table className="planning-table planning-rules">
        <thead>
          <tr>
            <th scope="col">{word('planning.conflicts.rule')}</th>
            {(['open', 'added', 'remaining', 'slivers', 'solved'] as const).map((part) => (
              <th key={part} scope="col">
                {word(`planning.conflicts.${part}`)}
              </th>
            ))}
            <th scope="col">{word('planning.conflicts.area')}</th>
          </tr>
        </thead>
        <tbody>
          {conflicts.rules.map((rule) => (
            <tr key={rule.rule} data-chosen={chosen === rule.rule}>
              <th scope="row">
                <button
                  type="button"
                  className="planning-link"
                  aria-pressed={chosen === rule.rule}
                  onClick={() => onChoose(chosen === rule.rule ? null : rule.rule)}
                >
                  {word(rule.rule)}
                </button>
              </th>
              {rule.isAsked ? (
                <>
                  <td>{countText(rule.open)}</td>
                  <td>{countText(rule.added)}</td>
                  <td>{countText(rule.remaining)}</td>
                  <td>{countText(rule.slivers)}</td>
                  <td>{countText(rule.solved)}</td>
                  <td>{m2Text(rule.sharedM2)}</td>
                </>
              ) : (
                <td colSpan={6} className="planning-quiet">
                  {word('planning.conflicts.not-asked')}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
