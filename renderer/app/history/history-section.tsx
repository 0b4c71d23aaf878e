import { useInfiniteQuery } from '@tanstack/react-query'
import { App, Button, Select, Spin } from 'antd'
import { useState } from 'react'
import type { HistoryPage, ListedEntry } from '../../../shared/contract/history.ts'
import { entrySentence } from '../../../shared/lang/history-sentences.ts'
import { useCore } from '../../state/core-context.ts'
import { unwrap } from '../../state/outcome.ts'
import { surveyKey, useSurvey } from '../../state/survey.tsx'
import { Fault } from '../../ui/fault.tsx'
import { useWords } from '../../ui/words.tsx'
import { WriteButton } from '../../ui/write-button.tsx'
import { EntryList } from './entry-list.tsx'
import './history.css'
import { useUndo } from './use-undo.ts'

const PAGE = 100

/** The journal as sentences, the latest first; what can be taken back has its button. */
export function HistorySection() {
  const { word, language } = useWords()
  const core = useCore()
  const { survey } = useSurvey()
  const { undo, redo, problem, isWorking } = useUndo()
  const { modal } = App.useApp()
  const askAndUndo = (entry: ListedEntry): void => {
    if (!isApproval(entry)) undo(entry.entry)
    else
      modal.confirm({
        title: word('history.undo-approval'),
        content: entrySentence(entry, language),
        okText: word('history.undo-this'),
        cancelText: word('window.cancel'),
        onOk: () => undo(entry.entry),
      })
  }
  const [kinds, setKinds] = useState<readonly string[]>([])
  const [operators, setOperators] = useState<readonly string[]>([])
  const query = useInfiniteQuery({
    queryKey: [...surveyKey(survey), 'history', kinds, operators],
    initialPageParam: null as number | null,
    queryFn: async ({ pageParam, signal }) =>
      unwrap(
        await core.history.list(
          {
            survey: survey.id,
            order: 'newest',
            from: pageParam,
            limit: PAGE,
            kinds: kinds.length === 0 ? null : [...kinds],
            operators: operators.length === 0 ? null : operators.map(signedBy),
          },
          { signal },
        ),
      ),
    getNextPageParam: (page: HistoryPage) => page.next,
  })
  const [first] = query.data?.pages ?? []
  const toUndo = first?.entries.find(({ entry }) => entry === first.undo)
  return (
    <div className="history">
      <div className="history-bar">
        <h1>{word('history.title')}</h1>
        <Select
          mode="multiple"
          className="history-filter"
          aria-label={word('history.kind')}
          placeholder={word('history.kind')}
          value={[...kinds]}
          onChange={setKinds}
          options={(first?.kinds ?? []).map((kind) => ({ value: kind, label: kindName(word, kind) }))}
        />
        <Select
          mode="multiple"
          className="history-filter"
          aria-label={word('history.operator')}
          placeholder={word('history.operator')}
          value={[...operators]}
          onChange={setOperators}
          options={(first?.operators ?? []).map((operator) => ({
            value: operator ?? UNSIGNED,
            label: operator ?? word('history.nobody'),
          }))}
        />
        <WriteButton
          title={toUndo === undefined ? '' : entrySentence(toUndo, language)}
          disabled={isWorking || (first?.undo ?? null) === null}
          onClick={() => undo(null)}
        >
          {word('history.undo-last')}
        </WriteButton>
        <WriteButton disabled={isWorking || (first?.redo ?? null) === null} onClick={redo}>
          {word('history.redo-last')}
        </WriteButton>
      </div>
      {problem === null ? null : <Fault error={problem} />}
      {query.error === null ? null : <Fault error={query.error} />}
      {query.data === undefined && query.error === null ? <Spin /> : null}
      <EntryList
        entries={(query.data?.pages ?? []).flatMap(({ entries }) => entries)}
        onUndo={isWorking ? null : askAndUndo}
      />
      {query.data !== undefined && first?.entries.length === 0 ? <p>{word('history.none')}</p> : null}
      {query.hasNextPage ? (
        <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {word('history.more')}
        </Button>
      ) : null}
    </div>
  )
}

const isApproval = ({ kind, summary }: ListedEntry): boolean =>
  kind === 'plan-status' && summary.status === 'plan.status.approved'

/** Nobody's name: names are trimmed before they are kept. */
const UNSIGNED = ' '
const signedBy = (value: string): string | null => (value === UNSIGNED ? null : value)

function kindName(word: (code: string) => string, kind: string): string {
  const code = `history.kind.${kind}`
  const name = word(code)
  return name === code ? kind : name
}
