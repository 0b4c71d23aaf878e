import type { ReadableDb } from '../../../db/open/database.ts'
import {
  batchesWithFinding,
  differingHouseholdSizes,
  householdsWithoutMembers,
  idNumbersUnderAnotherName,
  kindsNoted,
  objectsNoted,
  pendingRejections,
  repeatedParcelCodes,
} from '../../../db/queries/check-sets.ts'
import type { Extent } from '../../../shared/geo/geometry.ts'
import { roundHalfUp } from '../../../shared/model/round.ts'
import type { Rule, SetQuestion } from '../../../shared/quality/rule.ts'
import type { Geos } from '../../platform/geos.ts'
import { type Emit, faultValues, type Place, subjectOf } from './collector.ts'
import { findBuildingsOutside, findParcelsOutside } from './outside.ts'
import { findParcelOverlaps } from './overlaps.ts'

export interface AskContext {
  readonly db: ReadableDb
  readonly geos: Geos
  /** Stages an invalid shape that the file held to be valid. */
  readonly emitInvalid: Emit
  /** Called between slices: reports progress and throws to cancel. */
  step(done?: number, total?: number): void
}

type Answerer = (context: AskContext, emit: Emit, rule: Rule) => void

/** How each question is answered; the questions themselves stand in shared/quality. */
export const setQuestions: Readonly<Record<SetQuestion, Answerer>> = {
  'repeated-parcel-codes': ({ db }, emit) => {
    for (const row of repeatedParcelCodes(db)) {
      const first = subjectOf('parcel', { id: row.firstId, code: row.code, sourceRecord: row.firstRecord })
      emit([subjectOf('parcel', row), first], { parcelCode: row.code ?? '' })
    }
  },
  'overlapping-parcels': ({ db, geos, step, emitInvalid }, emit) =>
    findParcelOverlaps(db, geos, {
      step,
      onOverlap: ({ subjects: [a, b], extents, sharedM2 }) =>
        emit([subjectOf('parcel', a), subjectOf('parcel', b)], { sharedM2: roundHalfUp(sharedM2) }, middle(...extents)),
      onInvalid: (subject, fault) => emitInvalid([subjectOf('parcel', subject)], faultValues(fault), fault),
    }),
  'id-numbers-with-names': ({ db }, emit) => {
    for (const row of idNumbersUnderAnotherName(db)) {
      emit([subjectOf('person', row), subjectOf('person', { id: row.firstId, code: null, sourceRecord: null })], {})
    }
  },
  'household-sizes': ({ db }, emit) => {
    for (const row of differingHouseholdSizes(db))
      emit([subjectOf('parcel', row)], { householdCode: row.householdCode, size: row.size, others: row.others })
  },
  'households-without-members': ({ db }, emit) => {
    for (const row of householdsWithoutMembers(db)) emit([subjectOf('household', row)], {})
  },
  'buildings-outside-parcels': ({ db, geos, step }, emit) =>
    findBuildingsOutside(db, geos, step, ({ subject, outsideM2 }) =>
      emit([subjectOf('building', subject)], { outsideM2: roundHalfUp(outsideM2) }),
    ),
  'parcels-outside-villages': ({ db, geos, step }, emit) =>
    findParcelsOutside(db, geos, step, ({ subject, outsideM2, villageCode }) =>
      emit([subjectOf('parcel', subject)], { outsideM2: roundHalfUp(outsideM2), villageCode: villageCode ?? '' }),
    ),
  'pending-rejections': ({ db }, emit) => {
    for (const { batchId, file, record, codes } of pendingRejections(db)) {
      const subject = { kind: 'rejected', id: `${batchId}/${record}`, code: null, record }
      emit([subject], { file, record, codes: (JSON.parse(codes) as readonly string[]).join(', ') })
    }
  },
  'import-notes': ({ db }, emit, rule) => {
    for (const kind of kindsNoted(db, rule.id)) {
      for (const row of objectsNoted(db, kind, rule.id)) emit([subjectOf(kind, row)], {})
    }
  },
  'batch-findings': ({ db }, emit, rule) => {
    for (const { batchId, file, params } of batchesWithFinding(db, rule.id))
      emit([{ kind: 'batch', id: batchId, code: null, record: null }], { ...params, file })
  },
}

/** Middle of the common part of two extents that meet. */
const middle = (a: Extent, b: Extent): Place => ({
  x: (Math.max(a[0], b[0]) + Math.min(a[2], b[2])) / 2,
  y: (Math.max(a[1], b[1]) + Math.min(a[3], b[3])) / 2,
})
