import { touchContents } from '../../../db/geopackage/contents.ts'
import { writeEntry } from '../../../db/history/journal.ts'
import { connect, inTransaction, type WritableDb } from '../../../db/open/database.ts'
import { assessmentWriter, finishRun, householdWriter, startRun } from '../../../db/queries/assessments.ts'
import { allHouseholds } from '../../../db/queries/household-facts.ts'
import { parcelPages } from '../../../db/queries/parcel-facts.ts'
import { storeStandardSet } from '../../../db/queries/standards.ts'
import type { AssessAnswer } from '../../../shared/contract/answers.ts'
import { done, type Outcome } from '../../../shared/contract/outcome.ts'
import { confirmParcel } from '../../../shared/standards/confirm.ts'
import { assessParcel } from '../../../shared/standards/evaluate.ts'
import { feeOfHousehold } from '../../../shared/standards/household-fee.ts'
import { assessHousehold } from '../../../shared/standards/households.ts'
import { PlotsByHousehold } from '../../../shared/standards/plots-by-household.ts'
import type { StandardSet } from '../../../shared/standards/standard-set.ts'
import { createSummary } from '../../../shared/standards/summarise.ts'
import type { JobContext } from '../job.ts'
import { verifyGeometries } from './verify-geometries.ts'

export interface AssessInput {
  readonly survey: string
  readonly standards: StandardSet
  /** The day whose village types hold, 'YYYY-MM-DD'. */
  readonly on: string
}

const PAGE = 4000

/** Assesses every homestead parcel and household against the set and keeps the results as a run of their own, in one transaction. */
export async function runAssess(
  { survey, ...input }: AssessInput,
  context: JobContext,
): Promise<Outcome<AssessAnswer>> {
  const db = connect(survey, 'write')
  try {
    const verify = await verifyGeometries(db)
    const answer = await context.withWriteAccess(() =>
      inTransaction(db, () => {
        verify(context.signal)
        return assessAll(db, input, context)
      }),
    )
    return done(answer)
  } finally {
    db.close()
  }
}

function assessAll(
  db: WritableDb,
  { standards, on }: Pick<AssessInput, 'standards' | 'on'>,
  context: JobContext,
): AssessAnswer {
  const at = new Date().toISOString()
  const stored = storeStandardSet(db, standards)
  const run = startRun(db, stored, context.author, at, on)
  const results = assessmentWriter(db, run, stored)
  const summary = createSummary(standards, on)
  const plots = new PlotsByHousehold()
  const total = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM parcel').get()?.n ?? 0
  let assessed = 0
  for (const page of parcelPages(db, PAGE, on)) {
    context.signal.throwIfAborted()
    for (const parcel of page) {
      const assessment = assessParcel(standards, parcel)
      const confirmation = confirmParcel(standards, parcel, assessment)
      summary.add(parcel, assessment, confirmation)
      results.write(parcel, assessment, confirmation)
      plots.add(parcel, assessment)
    }
    assessed += page.length
    context.report({ phase: 'assess', done: assessed, total })
  }
  results.end()
  const households = householdWriter(db, run)
  for (const { household, plots: own } of plots.households(allHouseholds(db))) {
    context.signal.throwIfAborted()
    const result = assessHousehold(standards, household, own)
    const feeYuan = feeOfHousehold(standards, household, result)?.yuan ?? null
    summary.addHousehold(result, feeYuan)
    households.write(household, result, feeYuan)
  }
  households.end()
  const answer = summary.answer()
  finishRun(db, run, answer)
  writeEntry(db, {
    kind: 'assess',
    at,
    author: context.author,
    summary: {
      run,
      standardSet: standards.id,
      title: standards.title,
      assessed: answer.assessed,
      over: answer.overStandard,
    },
  })
  touchContents(
    db,
    ['standard_set', 'standard', 'assessment_run', 'assessment', 'household_assessment', 'journal_entry'],
    at,
  )
  return answer
}
