import type {
  ConflictLine,
  ConflictPage,
  ConflictStanding,
  ConflictsAnswer,
} from '../../shared/contract/planning-answers.ts'
import type { ConflictCause, ConflictSubject, ControlRuleId } from '../../shared/planning/control-rules.ts'
import { touchChanged } from '../geopackage/contents.ts'
import { recordRows, writeEntry } from '../history/journal.ts'
import { inTransaction, type ReadableDb, type WritableDb } from '../open/database.ts'
import type { Signed } from '../schema/author.ts'
import { newId } from '../schema/new-id.ts'
import { conflictBasis, findPlan, findScenario, latestRun } from './plans.ts'

/** What a run found: one subject under one rule in one zone; zone null: outside the zones that the rule allows. */
export interface FoundConflict {
  readonly rule: ControlRuleId
  readonly subject: ConflictSubject
  readonly subjectId: string
  readonly zoneId: string | null
  readonly sharedM2: number
  readonly subjectM2: number
  readonly x: number
  readonly y: number
  readonly cause: ConflictCause
  readonly since: string | null
  readonly sinceFrom: ConflictLine['sinceFrom']
}

interface Known {
  readonly id: string
  readonly key: string
  readonly sharedM2: number
  readonly standing: ConflictStanding
  readonly cause: ConflictCause
  readonly causeBy: 'computed' | 'decided'
  readonly since: string | null
}

const keyOf = (rule: string, subject: string, subjectId: string, zone: string | null): string =>
  `${rule}/${subject}/${subjectId}/${zone ?? ''}`

/** Areas that differ by less are the same: the overlay's own rounding. */
const SAME_M2 = 0.0001

type RunCounts = Omit<ConflictsAnswer, 'scenario' | 'at' | 'isStale'>

/**
 * Enters a run into the ledger: what is found for the first time is new, what was there before remains with its decisions, what is
 * no longer found is solved and stays in the ledger. The journal tells of the run; its lines are results, of which only decisions
 * can be taken back.
 */
export function enterConflicts(
  db: WritableDb,
  scenario: string,
  found: readonly FoundConflict[],
  { content, basis, signed }: { readonly content: RunCounts; readonly basis: string; readonly signed: Signed },
): void {
  inTransaction(db, () => {
    const known = new Map(ledgerKeys(db, scenario).map((line) => [line.key, line]))
    const run = Number(
      db
        .prepare(
          "INSERT INTO plan_run (scenario_id, kind, at, operator, team, basis, content) VALUES (?, 'conflicts', ?, ?, ?, ?, ?)",
        )
        .run(scenario, signed.at, signed.author.operator, signed.author.team, basis, JSON.stringify(content))
        .lastInsertRowid,
    )
    const keys = new Set(found.map((line) => keyOf(line.rule, line.subject, line.subjectId, line.zoneId)))
    const added = found.filter((line) => !known.has(keyOf(line.rule, line.subject, line.subjectId, line.zoneId)))
    const gone = [...known.values()].filter(({ key, standing }) => standing !== 'solved' && !keys.has(key))
    writeEntry(db, {
      kind: 'plan-checked',
      at: signed.at,
      author: signed.author,
      summary: { plan: planTitle(db, scenario), added: added.length, solved: gone.length },
    })
    updateKnown(db, run, found, known)
    solve(db, run, gone)
    insertNew(db, run, scenario, added)
    touchChanged(db, ['plan_conflict', 'plan_run', 'journal_entry'], signed.at)
  })
}

const planTitle = (db: ReadableDb, scenario: string): string =>
  findPlan(db, findScenario(db, scenario)?.plan ?? '')?.title ?? ''

const ledgerKeys = (db: ReadableDb, scenario: string): readonly Known[] =>
  db
    .prepare<
      [string],
      Omit<Known, 'key'> & {
        readonly rule: string
        readonly subject: string
        readonly subjectId: string
        readonly zone: string | null
      }
    >(
      `SELECT id, rule, subject_table AS subject, subject_id AS subjectId, zone_id AS zone, shared_m2 AS sharedM2, standing, cause,
        cause_by AS causeBy, since
      FROM plan_conflict WHERE scenario_id = ?`,
    )
    .all(scenario)
    .map(({ rule, subject, subjectId, zone, ...line }) => ({ ...line, key: keyOf(rule, subject, subjectId, zone) }))

function updateKnown(
  db: WritableDb,
  run: number,
  found: readonly FoundConflict[],
  known: ReadonlyMap<string, Known>,
): void {
  const update =
    db.prepare(`UPDATE plan_conflict SET rev = rev + 1, shared_m2 = ?, subject_m2 = ?, x = ?, y = ?, standing = ?, since = ?, since_from = ?,
    cause = CASE cause_by WHEN 'decided' THEN cause ELSE ? END, last_run = ? WHERE id = ?`)
  for (const line of found) {
    const before = known.get(keyOf(line.rule, line.subject, line.subjectId, line.zoneId))
    if (before === undefined) continue
    // A date that was corrected, or a base that has come, changes what a line says though its land is the same.
    const isSame =
      before.standing === 'remaining' &&
      Math.abs(before.sharedM2 - line.sharedM2) < SAME_M2 &&
      before.since === line.since &&
      (before.causeBy === 'decided' || before.cause === line.cause)
    if (isSame) continue
    const standing: ConflictStanding = before.standing === 'solved' ? 'new' : 'remaining'
    update.run(
      line.sharedM2,
      line.subjectM2,
      line.x,
      line.y,
      standing,
      line.since,
      line.sinceFrom,
      line.cause,
      run,
      before.id,
    )
  }
}

function solve(db: WritableDb, run: number, gone: readonly Known[]): void {
  const update = db.prepare("UPDATE plan_conflict SET rev = rev + 1, standing = 'solved', last_run = ? WHERE id = ?")
  for (const { id } of gone) {
    update.run(run, id)
  }
}

function insertNew(db: WritableDb, run: number, scenario: string, added: readonly FoundConflict[]): void {
  const insert =
    db.prepare(`INSERT INTO plan_conflict (id, rev, scenario_id, rule, subject_table, subject_id, zone_id, shared_m2, subject_m2, x, y,
    cause, standing, since, since_from, first_run, last_run) VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'new', ?, ?, ?, ?)`)
  for (const line of added)
    insert.run(
      newId(),
      scenario,
      line.rule,
      line.subject,
      line.subjectId,
      line.zoneId,
      line.sharedM2,
      line.subjectM2,
      line.x,
      line.y,
      line.cause,
      line.since,
      line.sinceFrom,
      run,
      run,
    )
}

/** The counts of the latest run; null: never looked for. */
export function storedConflicts(db: ReadableDb, scenario: string): ConflictsAnswer | null {
  const run = latestRun(db, scenario, 'conflicts')
  const found = findScenario(db, scenario)
  if (run === undefined || found === undefined) return null
  return {
    ...(JSON.parse(run.content) as RunCounts),
    scenario,
    at: run.at,
    isStale: run.basis !== conflictBasis(db, found.plan, scenario),
  }
}

export interface LedgerFilter {
  readonly scenario: string
  readonly rule: string | null
  readonly standing: ConflictStanding | 'open' | null
  readonly cause: ConflictCause | null
  readonly decided: boolean | null
  readonly breach: boolean | null
  readonly offset: number
  readonly limit: number
}

const JOINS = `FROM plan_conflict c
  JOIN plan_scenario s ON s.id = c.scenario_id
  LEFT JOIN parcel p ON c.subject_table = 'parcel' AND p.id = c.subject_id
  LEFT JOIN building b ON c.subject_table = 'building' AND b.id = c.subject_id
  LEFT JOIN parcel bp ON bp.id = b.parcel_id
  LEFT JOIN planned_patch g ON c.subject_table = 'planned_patch' AND g.id = c.subject_id
  LEFT JOIN control_zone z ON z.id = c.zone_id`

/** A date that is only a year or a month, within that of the approval, cannot say which came first. */
const BREACH = `CASE WHEN s.status <> 'approved' OR c.since IS NULL OR substr(s.status_on, 1, length(c.since)) = c.since AND length(c.since) < 10 THEN NULL
  ELSE c.since > substr(s.status_on, 1, length(c.since)) END`

/** The largest first. */
export function ledgerPage(db: ReadableDb, filter: LedgerFilter): ConflictPage {
  const conditions: string[] = ['c.scenario_id = ?']
  const params: (string | number)[] = [filter.scenario]
  const where = (sql: string, value?: string): void => {
    conditions.push(sql)
    if (value !== undefined) params.push(value)
  }
  if (filter.rule !== null) where('c.rule = ?', filter.rule)
  if (filter.standing === 'open') where("c.standing <> 'solved'")
  else if (filter.standing !== null) where('c.standing = ?', filter.standing)
  if (filter.cause !== null) where('c.cause = ?', filter.cause)
  if (filter.decided !== null) where(`c.decision ${filter.decided ? 'IS NOT' : 'IS'} NULL`)
  if (filter.breach !== null) where(`(${BREACH}) IS ${filter.breach ? 1 : 0}`)
  const from = `${JOINS} WHERE ${conditions.join(' AND ')}`
  const total = db
    .prepare<(string | number)[], { n: number; m2: number }>(`SELECT count(*) AS n, total(c.shared_m2) AS m2 ${from}`)
    .get(...params)
  const rows = db
    .prepare<(string | number)[], Row>(
      `SELECT c.id, c.rule, c.subject_table AS subject, c.subject_id AS subjectId,
        coalesce(p.parcel_code, b.building_number, b.building_code, g.patch_number) AS subjectName,
        coalesce(p.village_code, bp.village_code, g.village_code) AS villageCode,
        c.zone_id AS zoneId, coalesce(z.zone_name, z.zone_number, z.zone_code) AS zoneName, c.shared_m2 AS sharedM2, c.subject_m2 AS subjectM2,
        c.x, c.y, c.cause, c.cause_by AS causeBy, c.standing, c.since, c.since_from AS sinceFrom, ${BREACH} AS breach, c.decision, c.evidence,
        c.decided_by AS decidedBy, c.decided_at AS decidedAt ${from} ORDER BY c.shared_m2 DESC, c.fid LIMIT ? OFFSET ?`,
    )
    .all(...params, filter.limit, filter.offset)
  return {
    count: total?.n ?? 0,
    sharedM2: total?.m2 ?? 0,
    lines: rows.map(({ x, y, breach, ...line }) => ({
      ...line,
      at: x === null || y === null ? null : [x, y],
      isBreach: breach === null ? null : breach === 1,
    })),
  }
}

interface Row extends Omit<ConflictLine, 'at' | 'isBreach'> {
  readonly x: number | null
  readonly y: number | null
  readonly breach: 0 | 1 | null
}

export interface Decision {
  readonly conflicts: readonly string[]
  readonly cause: ConflictCause | null
  readonly decision: string | null
  readonly evidence: string | null
}

/** Settles lines as one entry; 'unknown' where one of them does not exist. */
export function decideConflicts(
  db: WritableDb,
  { conflicts, cause, decision, evidence }: Decision,
  signed: Signed,
): 'decided' | 'unknown' {
  return inTransaction(db, () => {
    const listed = JSON.stringify(conflicts)
    const all = 't.id IN (SELECT value FROM json_each(?))'
    const known = db
      .prepare<[string], { n: number }>(`SELECT count(*) AS n FROM plan_conflict t WHERE ${all}`)
      .get(listed)?.n
    if (known !== new Set(conflicts).size) return 'unknown'
    const entry = writeEntry(db, {
      kind: 'plan-decided',
      at: signed.at,
      author: signed.author,
      summary: { count: known },
    }).fid
    recordRows(db, entry, 'plan_conflict', 'update', all, [listed])
    db.prepare(`UPDATE plan_conflict AS t SET rev = rev + 1, cause = coalesce(?, cause), cause_by = CASE WHEN ? IS NULL THEN cause_by ELSE 'decided' END,
      decision = ?, evidence = ?, decided_by = ?, decided_at = ? WHERE ${all}`).run(
      cause,
      cause,
      decision,
      evidence,
      decision === null ? null : signed.author.operator,
      decision === null ? null : signed.at,
      listed,
    )
    touchChanged(db, ['plan_conflict', 'journal_entry', 'journal_change'], signed.at)
    return 'decided'
  })
}
