import { DeleteOutlined } from '@ant-design/icons'
import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import type { PlanLine, ScenarioLine } from '../../../shared/contract/planning-answers.ts'
import type { PlanMeasure } from '../../../shared/planning/plan-areas.ts'
import { useCore } from '../../state/core-context.ts'
import { useSurvey } from '../../state/survey.tsx'
import { Fault } from '../../ui/fault.tsx'
import { ReadOnlyNote } from '../../ui/read-only.tsx'
import { useWords } from '../../ui/words.tsx'
import { scenarioText } from '../scenario-words.tsx'
import { useCommand } from '../use-command.ts'

const FIELDS = ['measure', 'content', 'responsible'] as const

interface Row extends PlanMeasure {
  readonly key: number
}

const isBlank = (row: PlanMeasure): boolean => FIELDS.every((field) => row[field].trim() === '')

/** Rows of table F5 of one version; blank ones are left out when it is saved. Of an approved version they are only read. */
export function MeasuresDialog(props: {
  readonly plan: PlanLine
  readonly scenario: ScenarioLine
  readonly onClose: () => void
}) {
  const { plan, scenario, onClose } = props
  const { measures } = scenario
  const words = useWords()
  const { word } = words
  const core = useCore()
  const { survey } = useSurvey()
  const isFixed = survey.readOnly !== null || scenario.status === 'approved'
  const { run, problem, isWorking } = useCommand()
  const [rows, setRows] = useState<readonly Row[]>(() =>
    [...measures, { measure: '', content: '', responsible: '' }].map((row, key) => ({ ...row, key })),
  )
  const add = (): void =>
    setRows([
      ...rows,
      { measure: '', content: '', responsible: '', key: Math.max(0, ...rows.map(({ key }) => key)) + 1 },
    ])
  const save = (): Promise<void> =>
    run(
      () =>
        core.planning.setMeasures({
          survey: survey.id,
          scenario: scenario.id,
          measures: rows
            .filter((row) => !isBlank(row))
            .map(({ measure, content, responsible }) => ({
              measure: measure.trim(),
              content: content.trim(),
              responsible: responsible.trim(),
            })),
        }),
      onClose,
      'planning.facts.done',
    )
  return (
    <Modal
      open
      width={820}
      title={word('planning.measures.title', { plan: plan.title, scenario: scenarioText(scenario, words) })}
      okText={word('planning.save')}
      okButtonProps={{ disabled: isFixed }}
      cancelText={word('planning.cancel')}
      confirmLoading={isWorking}
      onOk={() => void save()}
      onCancel={onClose}
    >
      <ReadOnlyNote />
      <p className="planning-quiet">
        {word(
          scenario.status === 'approved'
            ? 'planning.measures.locked'
            : plan.scenarios.length > 1
              ? 'planning.measures.own'
              : 'planning.measures.about',
        )}
      </p>
      <table className="planning-table planning-measures">
        <thead>
          <tr>
            {FIELDS.map((field) => (
              <th key={field} scope="col">
                {word(`planning.measures.${field}`)}
              </th>
            ))}
            <th scope="col">{word('planning.measures.remove')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            <tr key={row.key}>
              {FIELDS.map((field) => (
                <td key={field}>
                  <Input.TextArea
                    autoSize={{ minRows: 1, maxRows: 4 }}
                    aria-label={word('planning.measures.cell', {
                      field: word(`planning.measures.${field}`),
                      row: place + 1,
                    })}
                    value={row[field]}
                    readOnly={isFixed}
                    onChange={({ target }) =>
                      setRows(rows.map((each) => (each.key === row.key ? { ...each, [field]: target.value } : each)))
                    }
                  />
                </td>
              ))}
              <td>
                <Button
                  size="small"
                  icon={<DeleteOutlined />}
                  disabled={isFixed}
                  aria-label={word('planning.measures.remove-row', { row: place + 1 })}
                  onClick={() => setRows(rows.filter(({ key }) => key !== row.key))}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Button size="small" disabled={isFixed} onClick={add}>
        {word('planning.measures.add')}
      </Button>
      {problem === null ? null : <Fault error={problem} />}
    </Modal>
  )
}
