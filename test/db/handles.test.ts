import { describe, expect, it } from 'vitest'
import { type Entry, writeEntry } from '../../db/history/journal.ts'
import { undoEntry } from '../../db/history/undo.ts'
import type { ReadableDb, WritableDb } from '../../db/open/database.ts'
import { openSurveyForReading } from '../../db/open/open-survey.ts'
import { editObject } from '../../db/queries/edit-objects.ts'
import { parcelsByCode } from '../../db/queries/parcel-facts.ts'
import { waiveFinding } from '../../db/queries/waivers.ts'
import { writeMetadata } from '../../db/schema/metadata.ts'
import { AUTHOR, newSurvey } from './survey-bench.ts'

const entry: Entry = {
  fid: 1,
  id: '',
  at: '',
  operator: null,
  team: null,
  kind: 'edit',
  why: null,
  batch: null,
  undoes: null,
  summary: '',
}

describe('the compiler', () => {
  it('refuses a readable handle to a query that writes', () => {
    const neverRun = (readable: ReadableDb, writable: WritableDb): void => {
      parcelsByCode(readable, '')
      parcelsByCode(writable, '')
      // @ts-expect-error
      editObject(readable, { layer: 'parcel', id: '', rev: null, writes: [], why: null }, AUTHOR, '')
      // @ts-expect-error
      waiveFinding(readable, '', '', AUTHOR, '')
      // @ts-expect-error
      writeMetadata(readable, 'crs', '')
      // @ts-expect-error
      writeEntry(readable, { kind: 'edit', at: '', author: AUTHOR })
      // @ts-expect-error
      undoEntry(readable, entry, AUTHOR, '')
      // @ts-expect-error a statement of a readable handle answers and does not run
      readable.prepare('DELETE FROM parcel').run()
      // @ts-expect-error
      readable.exec('DELETE FROM parcel')
    }
    expect(neverRun).toBeTypeOf('function')
  })
})

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
