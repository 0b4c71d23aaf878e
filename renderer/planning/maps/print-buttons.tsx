import { PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useCore } from '../../state/core-context.ts'
import { useSurvey } from '../../state/survey.tsx'
import { useWords } from '../../ui/words.tsx'
import type { ChosenScenario } from '../use-plans.ts'
import { useWritePlan } from '../use-write-plan.ts'

/** Map sheets as PDF: the present state and the plan. */
export function PrintButtons({ chosen }: { readonly chosen: ChosenScenario }) {
  const { word, language } = useWords()
  const core = useCore()
  const { survey } = useSurvey()
  const write = useWritePlan()
  const print = (state: 'base' | 'planned'): Promise<void> =>
    write({
      title: word(`planning.print.${state}`),
      ending: 'pdf',
      name: word(`planning.print.file.${state}`, { plan: chosen.plan.title }),
      start: (to, force, signal) =>
        core.planning.print(
          { survey: survey.id, scenario: chosen.scenario.id, state, to, force, language },
          { signal },
        ),
      said: ({ scale, missingCharacters }) =>
        missingCharacters.length === 0
          ? word('planning.printed', { scale })
          : word('planning.printed.missing', { scale, characters: missingCharacters.join('') }),
    })
  return (['base', 'planned'] as const).map((state) => (
    <Button key={state} icon={<PrinterOutlined />} onClick={() => void print(state)}>
      {word(`planning.print.${state}`)}
    </Button>
  ))
}
