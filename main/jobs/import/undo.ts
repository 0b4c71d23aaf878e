import { changesFewerThan } from '../../../db/history/entry-changes.ts'
import type { Entry } from '../../../db/history/journal.ts'
import type { Steps } from '../../../db/history/steps.ts'
import { batchRolledBackBy, entryById, lastStanding, lastUndo, undoEntry } from '../../../db/history/undo.ts'
import { connect, type ReadableDb, type WritableDb } from '../../../db/open/database.ts'
import { lockedPlanOf } from '../../../db/queries/plans.ts'
import type { Author } from '../../../db/schema/author.ts'
import { importEntry, type LaterWork, laterWork, rollbackBatch } from '../../../db/staging/rollback.ts'
import type { UndoAnswer } from '../../../shared/contract/answers.ts'
import { done, type Outcome, refuse } from '../../../shared/contract/outcome.ts'
import type { JobContext } from '../job.ts'
import { batchInUse } from './rollback.ts'
import { stepsOf } from './steps.ts'

export interface UndoInput {
  readonly survey: string
  /** 'last': the latest change that stands. 'redo': the latest undo. Else the id of an entry. */
  readonly target:
    | { readonly kind: 'last' }
    | { readonly kind: 'redo' }
    | { readonly kind: 'entry'; readonly id: string }
}

function find(db: ReadableDb, target: UndoInput['target']): Entry | undefined {
  switch (target.kind) {
    case 'last':
      return lastStanding(db)
    case 'redo':
      return lastUndo(db)
    case 'entry':
      return entryById(db, target.id)
  }
}

/** What an undo or a redo is about: of a chain of undos, the change at its beginning. */
function subjectOf(db: ReadableDb, entry: Entry): Pick<UndoAnswer, 'subject'> {
  let first = entry
  for (;;) {
    const before = first.kind === 'undo' && first.undoes !== null ? entryById(db, first.undoes) : undefined
    if (before === undefined) break
    first = before
  }
  const { id, fid: _, summary, ...rest } = first
  return { subject: { entry: id, ...rest, summary: JSON.parse(summary) as Readonly<Record<string, unknown>> } }
}

/** What rests on a batch that an undone rollback brought back: an undo rolls it back no more lightly than a rollback. */
function workOn(db: ReadableDb, batch: number, steps: Steps): readonly LaterWork[] {
  const entry = importEntry(db, batch)
  return entry === undefined ? [] : laterWork(db, batch, entry, steps)
}

/** Takes an entry of the journal back, across saves and restarts. Refusals: journal.nothing, journal.in-use, batch.in-use, plan.locked, plan.approval-stands. */
export async function runUndo({ survey, target }: UndoInput, context: JobContext): Promise<Outcome<UndoAnswer>> {
  const db = connect(survey, 'write')
  try {
    const steps = stepsOf(context, target.kind === 'redo' ? 'redo' : 'undo')
    return await context.withWriteAccess(() => takeBack(db, target, context.author, steps))
  } finally {
    db.close()
  }
}

const summaryOf = (entry: Entry): Readonly<Record<string, unknown>> =>
  JSON.parse(entry.summary) as Readonly<Record<string, unknown>>

/** An approval locks the plan: it is not taken back in passing, only by naming it. */
const isApproval = (entry: Entry): boolean =>
  entry.kind === 'plan-status' && summaryOf(entry).status === 'plan.status.approved'

function planOf(entry: Entry): { readonly plan: string; readonly version: number } {
  const { plan, version } = summaryOf(entry)
  return { plan: String(plan), version: Number(version) }
}

/** The same on a connection whose turn to write it is. */
export function takeBack(
  db: WritableDb,
  target: UndoInput['target'],
  author: Author,
  steps: Steps,
): Outcome<UndoAnswer> {
  const entry = find(db, target)
  if (entry === undefined) return refuse({ code: 'journal.nothing' })
  if (target.kind === 'last' && isApproval(entry))
    return refuse({ code: 'plan.approval-stands', params: planOf(entry) })
  const locked = entry.kind === 'plan-edited' ? lockedPlanOf(db, entry.fid) : null
  if (locked !== null) return refuse({ code: 'plan.locked', params: { plan: locked } })
  const at = new Date().toISOString()
  const again = batchRolledBackBy(db, entry)
  const later = again === null ? [] : workOn(db, again, steps)
  if (again !== null && later.length > 0) return batchInUse(again, later)
  const result = undoEntry(db, entry, author, at, steps)
  switch (result.kind) {
    case 'undone': {
      const { restored, removed } = result
      return done({ entry: entry.id, kind: entry.kind, restored, removed, ...subjectOf(db, entry) })
    }
    case 'nothing':
      return refuse({ code: 'journal.nothing' })
    case 'in-use':
      return refuse({ code: 'journal.in-use', proposals: result.later })
    case 'import': {
      const rollback = rollbackBatch(db, result.batch, author, at, steps)
      if (rollback.kind === 'in-use') return batchInUse(result.batch, rollback.later)
      if (rollback.kind !== 'rolled-back') return refuse({ code: 'journal.nothing' })
      const { restored, removed } = rollback
      return done({ entry: entry.id, kind: entry.kind, restored, removed, ...subjectOf(db, entry) })
    }
  }
}

/** Few enough rows that nobody notices the time it takes. */
const SMALL = 100

/** Whether taking this back changes so little that it needs no thread of its own. */
export function isSmall(db: ReadableDb, target: UndoInput['target']): boolean {
  const entry = find(db, target)
  return entry === undefined || (entry.batch === null && changesFewerThan(db, entry.fid, SMALL))
}
