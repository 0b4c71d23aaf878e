import type { Simulation, SimulationLine } from '../../shared/contract/standards-answers.ts'
import type { ReadableDb, WritableDb } from '../open/database.ts'
import type { Author } from '../schema/author.ts'
import { newId } from '../schema/new-id.ts'

/** The state of the survey that a figure rests on: its last journal entry. */
export const lastEntry = (db: ReadableDb): number =>
  db.prepare<[], { fid: number | null }>('SELECT max(fid) AS fid FROM journal_entry').get()?.fid ?? 0

/** Entries after one that changed objects; results kept beside the objects are none. */
const changesAfter = (db: ReadableDb, entry: number): number =>
  db
    .prepare<[number], { n: number }>(
      'SELECT count(*) AS n FROM journal_entry e WHERE e.fid > ? AND EXISTS (SELECT 1 FROM journal_change c WHERE c.entry = e.fid)',
    )
    .get(entry)?.n ?? 0

type Content = Omit<Simulation, 'id' | 'title' | 'at' | 'operator' | 'journalEntry' | 'changesSince'>

interface Row {
  readonly id: string
  readonly title: string | null
  readonly at: string
  readonly operator: string | null
  readonly journalEntry: number
  readonly content: string
}

const SELECT = 'SELECT id, title, at, operator, journal_entry AS journalEntry, content FROM simulation'

function simulationOf(db: ReadableDb, { content, ...row }: Row): Simulation {
  return { ...(JSON.parse(content) as Content), ...row, changesSince: changesAfter(db, row.journalEntry) }
}

/** Keeps a simulation with the state that it rests on. Call it inside a transaction with its journal entry. */
export function saveSimulation(
  db: WritableDb,
  { id: _id, title, at, operator, journalEntry, changesSince: _changes, ...content }: Simulation,
  author: Author,
): string {
  const id = newId()
  db.prepare(
    'INSERT INTO simulation (id, at, operator, team, title, journal_entry, content) VALUES (?, ?, ?, ?, ?, ?, ?)',
  ).run(id, at, operator, author.team, title, journalEntry, JSON.stringify(content))
  return id
}

export const savedSimulation = (db: ReadableDb, id: string): Simulation | null => {
  const row = db.prepare<[string], Row>(`${SELECT} WHERE id = ?`).get(id)
  return row === undefined ? null : simulationOf(db, row)
}

/** The latest first. */
export const savedSimulations = (db: ReadableDb): readonly SimulationLine[] =>
  db
    .prepare<[], Row>(`${SELECT} ORDER BY fid DESC`)
    .all()
    .map((row) => {
      const { sets, changesSince } = simulationOf(db, row)
      return {
        id: row.id,
        title: row.title,
        at: row.at,
        operator: row.operator,
        changesSince,
        sets: sets.map((set) => set.id),
      }
    })
