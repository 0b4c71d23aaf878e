import { useQuery } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { timeText } from '../../../shared/lang/history-sentences.ts'
import { useCore } from '../../state/core-context.ts'
import { unwrap } from '../../state/outcome.ts'
import { surveyKey, useSurvey } from '../../state/survey.tsx'
import { Fault } from '../../ui/fault.tsx'
import { Mark } from '../../ui/mark.tsx'
import { useWords } from '../../ui/words.tsx'
import { useWriteFile } from '../use-write-file.ts'

/** Simulations that the survey keeps, with a mark where it has changed since. */
export function SavedList({ onOpen }: { readonly onOpen: (id: string) => void }) {
  const { word, language } = useWords()
  const core = useCore()
  const { survey } = useSurvey()
  const { message } = App.useApp()
  const write = useWriteFile()
  const { data, error } = useQuery({
    queryKey: [...surveyKey(survey), 'standards', 'simulations'],
    queryFn: async ({ signal }) => unwrap(await core.standards.simulations({ survey: survey.id }, { signal })),
  })
  if (error !== null) return <Fault error={error} />
  if (data === undefined || data.length === 0) return null
  const writeOut = (simulation: string, name: string): Promise<void> =>
    write({
      title: word('standards.effects.export'),
      ending: 'xlsx',
      name,
      start: (to, force, signal) =>
        core.standards.writeSimulation({ survey: survey.id, simulation, to, force, language }, { signal }),
    })
  return (
    <section className="standards-page standards-screen-only" aria-label={word('standards.effects.saved')}>
      <h2>{word('standards.effects.saved')}</h2>
      <table className="standards-table">
        <tbody>
          {data.map((line) => (
            <tr key={line.id}>
              <td>
                <button type="button" className="standards-link" onClick={() => onOpen(line.id)}>
                  {line.title ?? line.id}
                </button>
              </td>
              <td>{line.sets.join(language === 'zh' ? '、' : ', ')}</td>
              <td>
                {timeText(line.at, language)} {line.operator ?? ''}
              </td>
              <td>
                {line.changesSince === 0 ? null : (
                  <Mark tone="warning">{word('standards.effects.changed', { changes: line.changesSince })}</Mark>
                )}
              </td>
              <td className="standards-number">
                <Button
                  size="small"
                  onClick={() =>
                    void writeOut(line.id, line.title ?? 'simulation').catch(() => message.error(word('window.fault')))
                  }
                >
                  {word('standards.effects.export')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
