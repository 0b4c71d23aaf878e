import { describe, expect, it } from 'vitest'
import type { ReadableDb, WritableDb } from '../../db/open/database.ts'
import { openSurveyForReading } from '../../db/open/open-survey.ts'
import { writeEntry } from '../../db/history/journal.ts'
import { undoEntry } from '../../db/history/undo.ts'
import { editParcel } from '../../db/queries/edit-parcel.ts'
import { parcelsByCode } from '../../db/queries/parcel-facts.ts'
import { waiveFinding } from '../../db/queries/waivers.ts'
import { writeMetadata } from '../../db/schema/metadata.ts'
import { AUTHOR, newSurvey } from './survey-bench.ts'

/** Never run: the compiler is the test, and complains where an expected error is missing. */
export function typesOnly(readable: ReadableDb, writable: WritableDb): void {
  parcelsByCode(readable, '')
  parcelsByCode(writable, '')
  // @ts-expect-error a query that writes takes no readable handle
  editParcel(readable, { id: '', values: {}, why: null }, AUTHOR, '')
  // @ts-expect-error
  waiveFinding(readable, '', '', AUTHOR, '')
  // @ts-expect-error
  writeMetadata(readable, 'crs', '')
  // @ts-expect-error
  writeEntry(readable, { kind: 'edit', at: '', author: AUTHOR })
  // @ts-expect-error
  undoEntry(readable, { fid: 1, id: '', at: '', operator: null, team: null, kind: 'edit', why: null, batch: null, undoes: null, summary: '' }, AUTHOR, '')
  // @ts-expect-error a statement of a readable handle answers and does not run
  readable.prepare('DELETE FROM parcel').run()
  // @ts-expect-error
  readable.exec('DELETE FROM parcel')
}

describe('a survey that is open for reading', () => {
  it('gives a handle whose type cannot write, on a connection that cannot either', () => {
    const opened = openSurveyForReading(newSurvey().path)
    if (opened.kind !== 'opened') throw new Error(opened.kind)
    const { db } = opened.survey
    // @ts-expect-error the handle is readable only
    expect(() => writeMetadata(db, 'crs', 'EPSG:4526')).toThrow(/readonly|query_only/i)
    opened.survey.close()
  })
})
