import { Tag } from 'antd'
import type { ObjectAnswer } from '../../../shared/contract/object-answers.ts'
import { wordFinding } from '../../../shared/lang/words.ts'
import { useWords } from '../../ui/words.tsx'

const TONES = { error: 'bad', warning: 'warn', info: 'quiet' } as const

/** What the latest check found about this object. */
export function FindingsBlock({ object }: { readonly object: ObjectAnswer }) {
  const { word, language } = useWords()
  return (
    <section aria-label={word('object.findings')}>
      <h3>{word('object.findings')}</h3>
      {object.findings.length === 0 ? (
        <p className="object-quiet">{word('object.findings.none')}</p>
      ) : (
        <ul className="object-findings">
          {object.findings.map((finding) => (
            <li key={finding.id}>
              <span className="object-badge" data-tone={TONES[finding.severity]}>
                {word(`severity.${finding.severity}`)}
              </span>
              <span>{wordFinding(finding.rule, finding.params, language)}</span>
              {finding.waived ? <Tag>{word('object.waived')}</Tag> : null}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
