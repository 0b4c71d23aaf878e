import { Button, Empty, Spin } from 'antd'
import type { StandardSetLine } from '../../../shared/contract/standards-answers.ts'
import { goTo, usePlace } from '../../state/section.ts'
import { Fault } from '../../ui/fault.tsx'
import { Mark } from '../../ui/mark.tsx'
import { useWords } from '../../ui/words.tsx'
import { DraftEditor } from '../draft/draft-editor.tsx'
import { useDrafts } from '../draft/draft-store.ts'
import { ReadButton } from '../draft/read-button.tsx'
import { refText, versionText } from '../set-words.ts'
import { useSets } from '../use-sets.ts'
import { SetDetails } from './set-details.tsx'
import { SetMarks } from './set-marks.tsx'

/** All sets at the left; the chosen one beside them, or the draft that is being edited in their place. */
export function SetsView() {
  const { word } = useWords()
  const { params } = usePlace()
  const { data, error } = useSets()
  const { drafts } = useDrafts()
  const editing = params.edit === undefined ? undefined : drafts[params.edit]
  if (editing !== undefined) return <DraftEditor key={editing.set.id} draft={editing} />
  if (error !== null) return <Fault error={error} />
  if (data === undefined) return <Spin />
  const chosen = data.find((line) => refText(line) === params.set) ?? data.find(({ isDefault }) => isDefault)
  return (
    <div className="standards-split">
      <nav className="standards-list" aria-label={word('standards.list')}>
        <ReadButton taken={data} />
        <Unsaved />
        <ul>
          {data.map((line) => (
            <li key={refText(line)}>
              <SetLine line={line} isChosen={line === chosen} />
            </li>
          ))}
        </ul>
      </nav>
      <div className="standards-chosen">
        {chosen === undefined ? (
          <Empty description={word('standards.list.choose')} />
        ) : (
          <SetDetails key={refText(chosen)} line={chosen} lines={data} />
        )}
      </div>
    </div>
  )
}

function Unsaved() {
  const { word, pick } = useWords()
  const { drafts } = useDrafts()
  const kept = Object.values(drafts)
  if (kept.length === 0) return null
  return (
    <ul>
      {kept.map(({ set }) => (
        <li key={set.id} className="standards-unsaved">
          <Button block onClick={() => goTo('standards', { view: 'sets', edit: set.id })}>
            <span className="standards-cut">{pick(set.title)}</span>
            <Mark tone="warning">{word('standards.list.unsaved')}</Mark>
          </Button>
        </li>
      ))}
    </ul>
  )
}

function SetLine({ line, isChosen }: { readonly line: StandardSetLine; readonly isChosen: boolean }) {
  const words = useWords()
  const { word, pick } = words
  return (
    <button
      type="button"
      className="standards-line"
      aria-current={isChosen ? 'true' : undefined}
      onClick={() => goTo('standards', { view: 'sets', set: refText(line) })}
    >
      <strong>{pick(line.title)}</strong>
      <span className="standards-quiet">
        {line.id} · {versionText(line.version, words)} · {word('standards.list.rules', { count: line.standards })}
      </span>
      <span className="standards-marks">
        <SetMarks line={line} />
      </span>
    </button>
  )
}
