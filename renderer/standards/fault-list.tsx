import type { SetFault } from '../../shared/standards/cases.ts'
import type { StandardSet } from '../../shared/standards/standard-set.ts'
import { useWords } from '../ui/words.tsx'
import { faultText } from './set-words.ts'

/** More than these nobody reads at once. */
const SHOWN = 12

/** Cases that two rules claim or none does, each with an example, and rules that cannot be read. */
export function FaultList({ set, faults }: { readonly set: StandardSet; readonly faults: readonly SetFault[] }) {
  const words = useWords()
  const { word } = words
  if (faults.length === 0)
    return (
      <p className="standards-sound" role="status">
        {word('standards.facts.sound')}
      </p>
    )
  return (
    <section className="standards-faults" aria-label={word('standards.facts.faults')}>
      <h3>
        {word('standards.facts.faults')} <small>{faults.length}</small>
      </h3>
      <ul>
        {faults.slice(0, SHOWN).map((fault) => {
          const text = faultText(fault, set, words)
          return <li key={text}>{text}</li>
        })}
      </ul>
      {faults.length > SHOWN ? <p>{word('standards.facts.faults.more', { count: faults.length - SHOWN })}</p> : null}
    </section>
  )
}
