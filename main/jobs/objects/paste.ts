import { connect } from '../../../db/open/database.ts'
import { type PasteRow, pasteRows } from '../../../db/queries/edit-many.ts'
import type { ColumnWrite } from '../../../db/queries/edit-objects.ts'
import { judgePaste, type Paste, type SoundCell } from '../../../db/queries/pasted-cells.ts'
import type { BulkEdited } from '../../../shared/contract/object-answers.ts'
import { done, type Outcome, refuse } from '../../../shared/contract/outcome.ts'
import { keyPath, openVault, type PersonalVault } from '../../platform/keys.ts'
import type { JobContext } from '../job.ts'
import { encodeValue, refusalOfObstacle } from './encode.ts'

export interface PasteInput extends Paste {
  readonly survey: string
  /** Revisions that the preview showed. */
  readonly revs: Readonly<Record<string, number>>
  readonly why: string | null
}

/** Puts the sound cells of a paste in, as one entry. Refusals: paste.changed, key.missing, value.taken, value.no-such-object. */
export async function runPaste(input: PasteInput, context: JobContext): Promise<Outcome<BulkEdited>> {
  const { survey, layer, revs, why } = input
  const vault = context.key === null ? null : openVault(context.key)
  const db = connect(survey, 'write')
  try {
    return await context.withWriteAccess(() => {
      const { preview, sound } = judgePaste(db, input)
      const columns = [...new Set(sound.map(({ column }) => column.name))]
      const rows = rowsToWrite(input, sound, revs, vault)
      if (rows === null) return refuse({ code: 'key.missing', file: keyPath(survey) })
      const result = pasteRows(db, { layer, rows, columns, why }, context.author, new Date().toISOString(), {
        signal: context.signal,
        report: (written) => context.report({ phase: 'edit', done: written, total: rows.length }),
      })
      switch (result.kind) {
        case 'changed':
          return refuse({ code: 'paste.changed', params: { count: result.count } })
        case 'edited': {
          const { unchanged, invalid, changed } = preview
          const gone = preview.gone + result.gone
          return done({ entry: result.entry, objects: result.objects, cells: changed, unchanged, gone, invalid })
        }
        default:
          return refuse(refusalOfObstacle(result, result.column))
      }
    })
  } finally {
    db.close()
  }
}

/** null: a personal number that there is no key for. */
function rowsToWrite(
  { layer }: PasteInput,
  sound: readonly SoundCell[],
  revs: Readonly<Record<string, number>>,
  vault: PersonalVault | null,
): readonly PasteRow[] | null {
  const writes = new Map<string, ColumnWrite[]>()
  for (const { id, column, value } of sound) {
    const write = encodeValue(layer, column, value, vault)
    if (write === null) return null
    writes.set(id, [...(writes.get(id) ?? []), write])
  }
  return [...writes].map(([id, ofRow]) => ({ id, rev: revs[id] ?? -1, writes: ofRow }))
}
