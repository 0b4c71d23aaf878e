import { App } from 'antd'
import { useState } from 'react'
import type { VillageTypes } from '../../../shared/contract/standards-answers.ts'
import { timeText } from '../../../shared/lang/history-sentences.ts'
import { localDay } from '../../../shared/model/calendar-day.ts'
import { useUndoCommand } from '../../commands/undo-command.ts'
import { Refused } from '../../state/outcome.ts'
import { Fault } from '../../ui/fault.tsx'
import { Mark } from '../../ui/mark.tsx'
import { useWords } from '../../ui/words.tsx'
import { WriteButton } from '../../ui/write-button.tsx'

/** The types of a village in the order of their days, each with its document; a change can be taken back. */
export function TypeHistory({ village }: { readonly village: VillageTypes }) {
  const words = useWords()
  const { word, language } = words
  const { takeBack, problem, isWorking } = useTakeBack()
  const { firstType, changes } = village
  const today = localDay()
  const held = changes.findLastIndex(({ since }) => since <= today)
  return (
    <>
      <div className="standards-scroll">
        <table className="standards-table">
          <thead>
            <tr>
              <th scope="col">{word('standards.villages.since')}</th>
              <th scope="col">{word('standards.villages.type')}</th>
              <th scope="col">{word('standards.villages.document')}</th>
              <th scope="col">{word('standards.villages.recorded')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            <tr>
              <td>{word('standards.villages.first')}</td>
              <td>
                {word(`village_type.${firstType ?? 'unknown'}`)}
                {held < 0 ? <Mark tone="good">{word('standards.villages.holds')}</Mark> : null}
              </td>
              <td colSpan={3} className="standards-quiet">
                {word('standards.villages.own-column')}
              </td>
            </tr>
            {changes.map(({ since, type, document, entry, at, operator }, i) => (
              <tr key={since}>
                <td className="standards-day">{since}</td>
                <td>
                  {word(`village_type.${type}`)}
                  {i === held ? <Mark tone="good">{word('standards.villages.holds')}</Mark> : null}
                  {since > today ? <Mark tone="plain">{word('standards.villages.later')}</Mark> : null}
                </td>
                <td className="standards-wrap">{document ?? '—'}</td>
                <td>{at === null ? '—' : `${timeText(at, language)} ${operator ?? ''}`}</td>
                <td className="standards-cell-actions">
                  {entry === null ? null : (
                    <WriteButton
                      size="small"
                      disabled={isWorking}
                      aria-label={word('standards.villages.take-back.of', { since })}
                      onClick={() => takeBack(entry)}
                    >
                      {word('standards.villages.take-back')}
                    </WriteButton>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {problem === null ? null : <Fault error={problem} />}
    </>
  )
}

function useTakeBack() {
  const { word } = useWords()
  const { message } = App.useApp()
  const undo = useUndoCommand()
  const [problem, setProblem] = useState<unknown>(null)
  const [isWorking, setWorking] = useState(false)
  const take = async (entry: string): Promise<void> => {
    setWorking(true)
    setProblem(null)
    try {
      const ended = await undo('undo', entry)
      if (ended === 'cancelled') return
      if (ended.ok) message.success(word('standards.villages.taken-back'))
      else setProblem(new Refused(ended.refusal))
    } finally {
      setWorking(false)
    }
  }
  return { problem, isWorking, takeBack: (entry: string) => void take(entry).catch(setProblem) }
}
