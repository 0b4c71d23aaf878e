import { connect } from '../../../db/open/database.ts'
import { editMany } from '../../../db/queries/edit-many.ts'
import { idsOf, type SelectionQuestion } from '../../../db/queries/selected-ids.ts'
import type { BulkEdited } from '../../../shared/contract/object-answers.ts'
import { done, type Outcome, refuse } from '../../../shared/contract/outcome.ts'
import { findEditableColumn } from '../../../shared/model/object-columns.ts'
import type { JobContext } from '../job.ts'
import { encodeValues, refusalOfObstacle } from './encode.ts'

export interface BulkEditInput extends SelectionQuestion {
  readonly survey: string
  readonly values: Readonly<Record<string, string | null>>
  readonly why: string | null
}

/** Gives all chosen objects the same values, as one entry. Refusals: field.not-bulk, value.*, value.taken, household.plots-there. */
export async function runBulkEdit(input: BulkEditInput, context: JobContext): Promise<Outcome<BulkEdited>> {
  const { survey, selection, values, why } = input
  const layer = selection.kind === 'ids' ? selection.layer : selection.query.layer
  const single = Object.keys(values).find((name) => findEditableColumn(layer, name)?.single === true)
  if (single !== undefined) return refuse({ code: 'field.not-bulk', params: { field: single } })
  const encoded = encodeValues(layer, values, { vault: null, keyFile: '' })
  if (!encoded.ok) return encoded
  const { writes } = encoded.value
  const db = connect(survey, 'write')
  try {
    return await context.withWriteAccess(() => {
      const ids = idsOf(db, input)
      const result = editMany(db, { layer, ids, writes, why }, context.author, new Date().toISOString(), {
        signal: context.signal,
        report: (edited) => context.report({ phase: 'edit', done: edited, total: ids.length }),
      })
      if (result.kind === 'edited') {
        const { entry, objects, gone } = result
        const unchanged = ids.length - gone - objects
        return done({ entry, objects, cells: objects * writes.length, unchanged, gone, invalid: 0 })
      }
      return refuse(refusalOfObstacle(result, result.column))
    })
  } finally {
    db.close()
  }
}
