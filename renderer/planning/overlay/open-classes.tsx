import { Select } from 'antd'
import type { OpenClass, OverlayAnswer } from '../../../shared/contract/planning-answers.ts'
import { useCore } from '../../state/core-context.ts'
import { useSurvey } from '../../state/survey.tsx'
import { Fault } from '../../ui/fault.tsx'
import { ReadOnlyNote } from '../../ui/read-only.tsx'
import { useWords } from '../../ui/words.tsx'
import { classText, m2Text } from '../plan-figures.ts'
import { useCommand } from '../use-command.ts'
import type { ChosenScenario } from '../use-plans.ts'

const OPEN = 'open'

/** Classes that the crosswalk leaves open: the planner chooses, or the coarser class holds. */
export function OpenClasses({
  overlay,
  plan,
}: {
  readonly overlay: OverlayAnswer
  readonly plan: ChosenScenario['plan']
}) {
  const { word } = useWords()
  const core = useCore()
  const { survey } = useSurvey()
  const { run, problem, isWorking } = useCommand()
  if (overlay.openClasses.length === 0) return null
  const choose = (code: string, chosen: string): Promise<void> => {
    const { [code]: _former, ...others } = plan.choices
    const choices = chosen === OPEN ? others : { ...others, [code]: chosen }
    return run(
      () => core.planning.edit({ survey: survey.id, plan: plan.id, values: { choices } }),
      () => undefined,
    )
  }
  return (
    <section className="planning-card" aria-label={word('planning.open-classes')}>
      <h2>{word('planning.open-classes')}</h2>
      <p className="planning-quiet">{word('planning.open-classes.about')}</p>
      <ReadOnlyNote />
      {problem === null ? null : <Fault error={problem} />}
      <div className="planning-scroll">
        <table className="planning-table">
          <thead>
            <tr>
              <th scope="col">{word('planning.open-classes.class')}</th>
              <th scope="col">{word('planning.pieces.area')}</th>
              <th scope="col">{word('planning.open-classes.choice')}</th>
            </tr>
          </thead>
          <tbody>
            {overlay.openClasses.map((open) => (
              <OpenRow
                key={`${open.scheme} ${open.code}`}
                open={open}
                plannedScheme={overlay.plannedScheme}
                chosen={plan.choices[open.code] ?? OPEN}
                isFixed={survey.readOnly !== null || plan.isLocked || isWorking}
                onChoose={(chosen) => void choose(open.code, chosen)}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function OpenRow(props: {
  readonly open: OpenClass
  readonly plannedScheme: OverlayAnswer['plannedScheme']
  readonly chosen: string
  readonly isFixed: boolean
  readonly onChoose: (chosen: string) => void
}) {
  const { open, plannedScheme, chosen, isFixed, onChoose } = props
  const { word, language } = useWords()
  const title = classText(open.scheme, open.code, language)
  return (
    <tr>
      <th scope="row">{title}</th>
      <td>{m2Text(open.areaM2)}</td>
      <td>
        <Select
          aria-label={word('planning.open-classes.choose', { class: title })}
          className="planning-layer-choice"
          disabled={isFixed}
          value={chosen}
          onChange={onChoose}
          options={[
            { value: OPEN, label: word('planning.open-classes.open') },
            ...open.options.map((value) => ({ value, label: classText(plannedScheme, value, language) })),
          ]}
        />
      </td>
    </tr>
  )
}
