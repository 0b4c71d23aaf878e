import type { ScenarioLine } from '../../shared/contract/planning-answers.ts'
import { Mark } from '../ui/mark.tsx'
import { useWords, type Words } from '../ui/words.tsx'

const tones = { draft: 'plain', notice: 'info', approved: 'good' } as const

/** Version, name and status in one line. */
export const scenarioText = ({ version, name, status }: ScenarioLine, { word }: Words): string =>
  [word('planning.version', { version }), name, word(`plan.status.${status}`)]
    .filter((part) => part !== null)
    .join(' · ')

export function StatusMark({ scenario }: { readonly scenario: ScenarioLine }) {
  const { word } = useWords()
  return <Mark tone={tones[scenario.status]}>{word(`plan.status.${scenario.status}`)}</Mark>
}
