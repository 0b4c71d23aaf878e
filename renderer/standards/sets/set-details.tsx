import { Spin } from 'antd'
import type { ReactNode } from 'react'
import type { StandardSetLine } from '../../../shared/contract/standards-answers.ts'
import { timeText } from '../../../shared/lang/history-sentences.ts'
import type { StandardSet } from '../../../shared/standards/standard-set.ts'
import { Fault } from '../../ui/fault.tsx'
import { useWords, type Words } from '../../ui/words.tsx'
import { FaultList } from '../fault-list.tsx'
import { arableClassesText, mark, paidUseText, terrainsText, withdrawalText } from '../set-texts.ts'
import { joined, refText, versionText } from '../set-words.ts'
import { useSet } from '../use-sets.ts'
import { RuleList } from './rule-list.tsx'
import { SetActions } from './set-actions.tsx'
import { SetMarks } from './set-marks.tsx'

/** One version of a set, to read; what can be done with it stands above. */
export function SetDetails(props: { readonly line: StandardSetLine; readonly lines: readonly StandardSetLine[] }) {
  const { line, lines } = props
  const words = useWords()
  const { word, pick } = words
  const { data, error } = useSet(refText(line))
  if (error !== null) return <Fault error={error} />
  if (data === undefined) return <Spin />
  const { set, faults } = data
  return (
    <article className="standards-details" aria-label={pick(set.title)}>
      <header>
        <h2>{pick(set.title)}</h2>
        <SetMarks line={line} />
      </header>
      <SetActions set={set} line={line} lines={lines} />
      <dl className="standards-facts">
        {factsOf(set, line, words).map(([code, text]) => (
          <div key={code}>
            <dt>{word(`standards.facts.${code}`)}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {faults.length === 0 ? null : <FaultList set={set} faults={faults} />}
      <h3>{word('standards.facts.rules')}</h3>
      <RuleList set={set} />
    </article>
  )
}

function factsOf(set: StandardSet, line: StandardSetLine, words: Words): readonly (readonly [string, ReactNode])[] {
  const { word, pick, language } = words
  const from = set.validFrom === null ? null : word('standards.list.from', { from: set.validFrom })
  const to = set.validTo === null ? null : word('standards.list.until', { to: set.validTo })
  const saved = line.savedAt === null ? '' : ` · ${timeText(line.savedAt, language)} ${line.operator ?? ''}`
  return [
    ['id', `${set.id} · ${versionText(line.version, words)}${saved}`],
    ['validity', [from, to].filter((text) => text !== null).join(' ') || word('standards.facts.open')],
    ...(line.why === null ? [] : [['why', line.why] as const]),
    ['documents', set.documents.length === 0 ? word('standards.none') : joined(set.documents.map(pick), words)],
    [
      'tolerance',
      set.toleranceM2 === 0
        ? word('standards.none')
        : word('standards.facts.tolerance.text', { area: set.toleranceM2 }),
    ],
    [
      'periods',
      word('standards.facts.periods.text', {
        first: set.periods.historicBefore,
        second: set.periods.handledBefore,
      }) + mark(set.periods.toConfirm, words),
    ],
    ['terrains', terrainsText(set, words)],
    ...(set.arableClasses.length === 0 ? [] : [['arable', arableClassesText(set, words)] as const]),
    ['paid-use', paidUseText(set, words)],
    ['withdrawal', withdrawalText(set, words)],
  ]
}
