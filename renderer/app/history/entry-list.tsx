import { Tag } from 'antd'
import { memo } from 'react'
import type { ListedEntry } from '../../../shared/contract/history.ts'
import { entrySentence, timeText } from '../../../shared/lang/history-sentences.ts'
import { useWords } from '../../ui/words.tsx'
import { WriteButton } from '../../ui/write-button.tsx'

interface EntryListProps {
  readonly entries: readonly ListedEntry[]
  /** null: nothing can be taken back now. */
  readonly onUndo: ((entry: ListedEntry) => void) | null
}

/** Entries under the day on which they were made. */
export const EntryList = memo(function EntryList({ entries, onUndo }: EntryListProps) {
  const { word, language } = useWords()
  return (
    <ol className="history-list">
      {entries.map((entry) => (
        <li key={entry.entry} className={entry.stands ? 'history-entry' : 'history-entry history-gone'}>
          <time dateTime={entry.at}>{timeText(entry.at, language)}</time>
          <div>
            <p>{entrySentence(entry, language)}</p>
            <span className="history-note">
              {entry.objects === 0 ? null : word('history.objects', { count: entry.objects.toLocaleString('en-US') })}
              {entry.stands ? null : <Tag>{word('history.undone')}</Tag>}
            </span>
          </div>
          {entry.canBeUndone && entry.kind !== 'undo' && onUndo !== null ? (
            <WriteButton
              size="small"
              aria-label={`${word('history.undo-this')}: ${entrySentence(entry, language)}`}
              onClick={() => onUndo(entry)}
            >
              {word('history.undo-this')}
            </WriteButton>
          ) : null}
        </li>
      ))}
    </ol>
  )
})
