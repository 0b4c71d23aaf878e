import type { Entry } from '../../../db/history/journal.ts'
import { entryById, lastStanding, lastUndo, undoEntry } from '../../../db/history/undo.ts'
import { connect, type ReadableDb } from '../../../db/open/database.ts'
import { rollbackBatch } from '../../../db/staging/rollback.ts'
import type { UndoAnswer } from '../../../shared/contract/answers.ts'
import { type Outcome, done, refuse } from '../../../shared/contract/outcome.ts'
import type { JobContext } from '../job.ts'

export interface UndoInput {
  readonly survey: string
  /** 'last': the latest change that stands. 'redo': the latest undo. Else the id of an entry. */
  readonly target: { readonly kind: 'last' } | { readonly kind: 'redo' } | { readonly kind: 'entry'; readonly id: string }
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

/** Takes an entry of the journal back, across saves and restarts. Refusals: journal.nothing, journal.in-use, batch.in-use. */
export async function runUndo({ survey, target }: UndoInput, context: JobContext): Promise<Outcome<UndoAnswer>> {
  const db = connect(survey, 'write')
  try {
    const entry = find(db, target)
    if (entry === undefined) return refuse({ code: 'journal.nothing' })
    const at = new Date().toISOString()
    return await context.withWriteAccess(() => {
      const result = undoEntry(db, entry, context.author, at)
      switch (result.kind) {
        case 'undone':
          return done({ entry: entry.id, kind: entry.kind, restored: result.restored, removed: result.removed })
        case 'nothing':
          return refuse({ code: 'journal.nothing' })
        case 'in-use':
          return refuse({ code: 'journal.in-use', proposals: result.later })
        case 'import': {
          const rollback = rollbackBatch(db, result.batch, context.author, at, context.signal)
          return rollback.kind === 'rolled-back'
            ? done({ entry: entry.id, kind: entry.kind, restored: rollback.restored, removed: rollback.removed })
            : refuse({ code: rollback.kind === 'in-use' ? 'batch.in-use' : 'journal.nothing', params: { batch: result.batch, count: rollback.kind === 'in-use' ? rollback.later.length : 0 } })
        }
      }
    })
  } finally {
    db.close()
  }
}
