import { connect, inTransaction, type ReadableDb, type WritableDb } from '../../../db/open/database.ts'
import {
  countBlocking,
  type FindingStage,
  findingOf,
  listFindings,
  stageFindings,
} from '../../../db/queries/findings.ts'
import { standardInUse } from '../../../db/queries/standard-versions.ts'
import { villageFacts } from '../../../db/queries/villages.ts'
import type { CheckAnswer } from '../../../shared/contract/answers.ts'
import type { CancelSignal, ReportProgress } from '../../../shared/contract/job.ts'
import { done, type Outcome } from '../../../shared/contract/outcome.ts'
import type { Text } from '../../../shared/lang/message.ts'
import { ruleTitles } from '../../../shared/lang/quality.ts'
import { localDay } from '../../../shared/model/calendar-day.ts'
import type { Rule, SurveyFacts } from '../../../shared/quality/rule.ts'
import { rules as allRules, ruleFailed } from '../../../shared/quality/rules.ts'
import { loadGeos } from '../../platform/geos.ts'
import { verifyGeometries } from '../assess/verify-geometries.ts'
import type { JobContext } from '../job.ts'
import { Cancelled } from '../shared-flag.ts'
import { emitter } from './collector.ts'
import { INVALID, runRowRules } from './row-rules.ts'
import { setQuestions } from './set-questions.ts'

export interface CheckInput {
  readonly survey: string
  readonly list: boolean
}

/** Checks the survey at this path; see `runCheck`. */
export async function runCheckJob({ survey, list }: CheckInput, context: JobContext): Promise<Outcome<CheckAnswer>> {
  const db = connect(survey, 'write')
  try {
    return done(await runCheck(db, { list }, context))
  } finally {
    db.close()
  }
}

export interface CheckOptions {
  readonly list: boolean
  /** Other rules than the built-in ones. */
  readonly rules?: readonly Rule[]
}

export type CheckContext = Pick<JobContext, 'signal' | 'report' | 'withWriteAccess'>

/**
 * Runs every rule over one state of the survey and makes the findings the survey's. A rule that breaks is itself a finding that
 * blocks, and the others go on; a cancelled check changes nothing. `blocking` counts errors that nobody has waived.
 */
export async function runCheck(db: WritableDb, options: CheckOptions, context: CheckContext): Promise<CheckAnswer> {
  const rules = options.rules ?? allRules
  const settle = await verifyGeometries(db)
  await context.withWriteAccess(() => inTransaction(db, () => settle(context.signal)))
  const geos = await loadGeos()
  const stage = stageFindings(db)
  try {
    db.exec('BEGIN')
    try {
      runRules(rules, stage, db, geos, context)
    } finally {
      db.exec('COMMIT')
    }
    const counts = stage.countByRule()
    await context.withWriteAccess(() => stage.replace(new Date().toISOString()))
    const listed = counts.has(ruleFailed.id) ? [...rules, ruleFailed] : rules
    const answered = listed.map(({ id, severity }) => ({
      id,
      title: titleOf(id),
      severity,
      findings: counts.get(id) ?? 0,
    }))
    const findings = answered.reduce((sum, rule) => sum + rule.findings, 0)
    const answer = { rules: answered, findings, blocking: countBlocking(db) }
    return options.list ? { ...answer, list: listFindings(db).map(findingOf) } : answer
  } finally {
    stage.close()
  }
}

function runRules(
  rules: readonly Rule[],
  stage: FindingStage,
  db: ReadableDb,
  geos: Awaited<ReturnType<typeof loadGeos>>,
  { signal, report }: CheckContext,
): void {
  const fail = emitter(stage, ruleFailed)
  const onBroken = (rule: Rule, error: unknown): void => {
    if (error instanceof Cancelled || signal.aborted) throw error
    stage.discard(rule.id)
    fail([{ kind: 'rule', id: rule.id, code: rule.id, record: null }], { rule: rule.id })
  }
  const survey: SurveyFacts = {
    villageCodes: new Set(villageFacts(db, localDay()).keys()),
    standards: standardInUse(db).set,
  }
  runRowRules(rules, stage, survey, { db, geos, step: stepper('rows', signal, report) }, onBroken)
  const invalid = rules.find((rule) => rule.id === INVALID)
  const emitInvalid = invalid === undefined ? () => undefined : emitter(stage, invalid)
  for (const rule of rules) {
    if (rule.asks === undefined) continue
    const step = stepper(rule.id, signal, report)
    step()
    try {
      setQuestions[rule.asks]({ db, geos, step, emitInvalid }, emitter(stage, rule), rule)
    } catch (error) {
      onBroken(rule, error)
    }
  }
}

const REPORT_EVERY_MS = 100

const stepper = (phase: string, signal: CancelSignal, report: ReportProgress) => {
  let reportedAt = 0
  return (finished = 0, total?: number): void => {
    signal.throwIfAborted()
    const now = performance.now()
    if (now - reportedAt < REPORT_EVERY_MS) return
    reportedAt = now
    report({ phase, done: finished, total: total ?? null })
  }
}

const titleOf = (id: string): Text => (ruleTitles as Readonly<Record<string, Text>>)[id] ?? { zh: id, en: id }
