import type { HistoryEntry } from '../../shared/contract/answers.ts'
import { bareEntry } from '../../shared/contract/bare-entry.ts'
import type { HistoryPage, HistoryRequest, ListedEntry } from '../../shared/contract/history.ts'
import type { Entry, EntryKind } from '../history/journal.ts'
import { canBeUndone, lastChange, lastUndone, standingEntries } from '../history/standing.ts'
import type { ReadableDb } from '../open/database.ts'

type Row = Entry & { readonly objects: number }

const COLUMNS = 'fid, id, at, operator, team, kind, why, batch, undoes, summary'

/** One page of the journal by its key, whatever its length. */
export function historyPage(db: ReadableDb, request: Omit<HistoryRequest, 'survey'>): HistoryPage {
  const standing = standingEntries(db)
  const { order, from, limit } = request
  const isNewest = order === 'newest'
  const { where, params } = conditionsOf(request)
  const rows = db
    .prepare<unknown[], Row>(
      `SELECT ${COLUMNS}, (SELECT count(*) FROM journal_change c WHERE c.entry = e.fid) AS objects FROM journal_entry e
      WHERE fid ${isNewest ? '<=' : '>='} ? ${where} ORDER BY fid ${isNewest ? 'DESC' : 'ASC'} LIMIT ?`,
    )
    .all(from ?? (isNewest ? Number.MAX_SAFE_INTEGER : 0), ...params, limit + 1)
  const targetOf = targets(db)
  const listed = rows.slice(0, limit).map(
    (row): ListedEntry => ({
      ...entryOf(row),
      stands: standing.has(row.id),
      canBeUndone: standing.has(row.id) && canBeUndone(row.kind),
      objects: row.objects,
      target: targetOf(row.undoes),
    }),
  )
  return {
    entries: listed,
    next: rows[limit]?.fid ?? null,
    operators: db
      .prepare<[], { operator: string | null }>('SELECT DISTINCT operator FROM journal_entry ORDER BY operator')
      .all()
      .map(({ operator }) => operator),
    kinds: db
      .prepare<[], { kind: EntryKind }>('SELECT DISTINCT kind FROM journal_entry ORDER BY kind')
      .all()
      .map(({ kind }) => kind),
    undo: lastChange(standing)?.id ?? null,
    redo: lastUndone(standing)?.id ?? null,
  }
}

function conditionsOf({ kinds, operators }: Omit<HistoryRequest, 'survey'>): {
  readonly where: string
  readonly params: readonly (string | null)[]
} {
  const marks = (list: readonly unknown[]): string => list.map(() => '?').join(', ')
  const named = operators?.filter((operator) => operator !== null) ?? []
  const isUnsigned = operators?.includes(null) === true
  return {
    where: [
      kinds === null ? '' : `AND kind IN (${marks(kinds)})`,
      operators === null ? '' : `AND (operator IN (${marks(named)})${isUnsigned ? ' OR operator IS NULL' : ''})`,
    ].join(' '),
    params: [...(kinds ?? []), ...named],
  }
}

/** An entry as the contract has it. */
export const entryOf = ({ id, summary, ...row }: Omit<Entry, 'fid'>): HistoryEntry =>
  bareEntry({ ...row, entry: id, summary: JSON.parse(summary) as HistoryEntry['summary'] })

/** What an entry takes back: a redo takes an undo back, so the sentence needs two steps. */
function targets(db: ReadableDb): (undoes: string | null) => ListedEntry['target'] {
  const byId = db.prepare<[string], Entry>(`SELECT ${COLUMNS} FROM journal_entry WHERE id = ?`)
  const find = (id: string | null): HistoryEntry | null => {
    const entry = id === null ? undefined : byId.get(id)
    return entry === undefined ? null : entryOf(entry)
  }
  return (undoes) => {
    const first = find(undoes)
    return first === null ? null : { ...first, target: find(first.undoes) }
  }
}
