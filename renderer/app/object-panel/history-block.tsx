import { Tag } from 'antd'
import type { ObjectAnswer } from '../../../shared/contract/object-answers.ts'
import { objectSentence, timeText } from '../../../shared/lang/history-sentences.ts'
import { useWords } from '../../ui/words.tsx'

/** What happened to this object, newest first, one sentence a change. */
export function HistoryBlock({ object }: { readonly object: ObjectAnswer }) {
  const { word, language } = useWords()
  if (object.history.length === 0) return <p className="object-quiet">{word('object.history.none')}</p>
  return (
    <ol className="object-history">
      {object.history.map(({ entry, change, undone }) => (
        <li key={`${entry.entry} ${change.op}`} data-undone={undone}>
          <time dateTime={entry.at}>{timeText(entry.at, language)}</time>
          <p>
            {objectSentence(entry, change, language)} {undone ? <Tag>{word('object.undone')}</Tag> : null}
          </p>
        </li>
      ))}
    </ol>
  )
}
