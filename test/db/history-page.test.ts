import { beforeAll, expect, it } from 'vitest'
import { writeEntry } from '../../db/history/journal.ts'
import { connect, inTransaction, type WritableDb } from '../../db/open/database.ts'
import { historyPage } from '../../db/queries/history.ts'
import type { HistoryRequest } from '../../shared/contract/history.ts'
import { AUTHOR, newSurvey } from './survey-bench.ts'

let db: WritableDb
const all: Omit<HistoryRequest, 'survey'> = { order: 'oldest', from: null, limit: 3, kinds: null, operators: null }

beforeAll(() => {
  db = connect(newSurvey().path, 'write')
  inTransaction(db, () => {
    for (let n = 0; n < 9; n++)
      writeEntry(db, {
        kind: n % 3 === 0 ? 'assess' : 'edit',
        at: `2026-11-25T08:0${n}:00.000Z`,
        author: n % 2 === 0 ? { operator: null, team: null } : AUTHOR,
      })
  })
})

/** Every entry, page by page. */
function walk(request: Omit<HistoryRequest, 'survey'>): readonly string[] {
  const found: string[] = []
  for (let from: number | null = request.from; ; ) {
    const page = historyPage(db, { ...request, from })
    found.push(...page.entries.map(({ entry }) => entry))
    if (page.next === null) return found
    from = page.next
  }
}

it('pages give every entry once, in both orders', () => {
  const oldest = walk(all)
  expect(oldest).toHaveLength(10)
  expect(new Set(oldest).size).toBe(10)
  expect(walk({ ...all, order: 'newest' })).toEqual(oldest.toReversed())
})

it('filters by kind and by who signed, unsigned entries too', () => {
  expect(walk({ ...all, kinds: ['assess'] })).toHaveLength(3)
  expect(walk({ ...all, operators: [null] })).toHaveLength(5)
  expect(walk({ ...all, operators: [null], kinds: ['edit'] })).toHaveLength(3)
  expect(walk({ ...all, operators: [AUTHOR.operator] })).toHaveLength(5)
  expect(walk({ ...all, operators: [AUTHOR.operator, null] })).toHaveLength(10)
})

it('reads a page by its key', () => {
  const plan = db
    .prepare<[], { detail: string }>(
      'EXPLAIN QUERY PLAN SELECT fid, (SELECT count(*) FROM journal_change c WHERE c.entry = e.fid) FROM journal_entry e WHERE fid <= 5 ORDER BY fid DESC LIMIT 3',
    )
    .all()
    .map(({ detail }) => detail)
    .join('\n')
  expect(plan).toContain('USING INTEGER PRIMARY KEY')
  expect(plan).toContain('journal_change_entry')
  expect(plan).not.toContain('TEMP B-TREE')
})
