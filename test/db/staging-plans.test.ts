import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { WritableDb } from '../../db/open/database.ts'
import { mergePeople, nameConflicts, sizeConflicts, stagedNameConflicts } from '../../db/staging/merge-people.ts'
import { createScratch } from '../../db/staging/scratch.ts'
import type { PeopleKeys } from '../../db/staging/scratch-people.ts'
import { hear } from '../../db/staging/slices.ts'
import { filledSurvey, opened } from './survey-bench.ts'

const noSignal = new AbortController().signal

/** Two threads' shares: a household of two records, one number under two names, one record that is skipped and one refused. */
function scratchOf(path: string, thread: number): { readonly path: string; readonly keys: PeopleKeys } {
  let ids = 0
  const scratch = createScratch(path, 'parcel', [], () => `t${thread}-${++ids}`)
  for (let n = 1; n <= 4; n++) {
    const record = thread * 10 + n
    const number = { cipher: 'c', hash: `h${n % 3}`, masked: 'm', fault: null }
    const household = { villageCode: '371703001001', householdCode: `0${n % 2}`, householdSize: n }
    scratch.people(record, { ...household, holderName: `示例${thread}${n}`, number })
  }
  scratch.rejected(thread * 10 + 5, ['code.exists'], '{}', null)
  const keys = scratch.peopleKeys()
  scratch.close()
  return { path, keys }
}

interface Step {
  readonly id: number
  readonly parent: number
  readonly detail: string
}

/** A table read from end to end for each row of another: what made a dry run of 30 000 parcels take two minutes. */
function quadraticSteps(plan: readonly Step[]): readonly string[] {
  const byId = new Map(plan.map((step) => [step.id, step]))
  const isAskedAgain = ({ parent }: Step): boolean => {
    const above = byId.get(parent)
    return above !== undefined && (above.detail.startsWith('CORRELATED') || isAskedAgain(above))
  }
  // Records under suspicion are few, and found once.
  const scans = plan.filter(({ detail }) => /^SCAN (?!CONSTANT|suspect|a$|b$)/.test(detail))
  return scans
    .filter((step) => isAskedAgain(step) || scans.some((other) => other.parent === step.parent && other.id < step.id))
    .map(({ detail }) => detail)
}

/** The plan of each question that is asked of a survey while these scratch files wait beside it. */
function plansOf(
  survey: WritableDb,
  scratches: readonly string[],
  ask: (db: WritableDb) => void,
): readonly (readonly [sql: string, plan: readonly Step[]])[] {
  const asked: string[] = []
  const listening = new Proxy(survey, {
    get(target, name) {
      if (name === 'prepare')
        return (sql: string) => {
          asked.push(sql)
          return target.prepare(sql)
        }
      const value = Reflect.get(target, name) as unknown
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  scratches.forEach((path, i) => survey.prepare(`ATTACH ? AS s${i}`).run(path))
  survey.exec('BEGIN')
  try {
    ask(listening)
    return asked
      .filter((sql) => /^\s*(SELECT|WITH|UPDATE|DELETE|INSERT)/i.test(sql))
      .map((sql) => {
        const plan = survey.prepare<number[], Step>(`EXPLAIN QUERY PLAN ${sql}`)
        return [sql, plan.all(...[...sql.matchAll(/\?/g)].map(() => 1))] as const
      })
  } finally {
    survey.exec('ROLLBACK')
    scratches.forEach((_, i) => survey.exec(`DETACH s${i}`))
  }
}

it('people are met, merged and asked for conflicts without reading a table once a row', async () => {
  const bench = await filledSurvey()
  const survey = opened(bench.path)
  hear(survey.db, noSignal)
  try {
    const list = join(bench.folder, '名单')
    createScratch(list, 'person', [], () => 'p').close()
    const parcels = [0, 1].map((thread) => scratchOf(join(bench.folder, `分 ${thread}`), thread))
    const scratches = parcels.map(({ path }) => path)
    const keys = parcels.map((parcel) => parcel.keys)
    const plans = [
      ...plansOf(survey.db, scratches, (db) => {
        sizeConflicts(db, 2)
        stagedNameConflicts(db, 2, 'parcel')
        survey.db.exec("UPDATE s0.staged SET fate = 'update'")
        mergePeople(db, keys, 1, 1, noSignal)
        nameConflicts(db, 1)
      }),
      ...plansOf(survey.db, scratches, (db) => {
        survey.db.exec('DELETE FROM person; DELETE FROM household')
        mergePeople(db, keys, 1, 1, noSignal)
      }),
      ...plansOf(survey.db, [list], (db) => stagedNameConflicts(db, 1, 'person')),
    ]
    expect(plans.length).toBeGreaterThan(12)
    expect(plans.flatMap(([sql, plan]) => quadraticSteps(plan).map((step) => `${step}: ${sql}`))).toEqual([])
  } finally {
    survey.close()
  }
})
