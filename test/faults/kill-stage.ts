import { createHash } from 'node:crypto'
import { copyFileSync, cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect } from 'vitest'
import { seededRandom } from '../builders/survey-generator-layout.ts'
import { cundi, done, listing, newFolder } from './cli-process.ts'
import { type SurveyState, surveyState } from './survey-state.ts'

/** Names as teams give them: Chinese, with a blank. */
export const SURVEY = '调查 甲.gpkg'

/** One thing to be killed in the middle of. */
export interface Operation {
  readonly name: string
  /** A folder that is copied for every round; SURVEY lies in it. */
  readonly prepared: string
  readonly args: (folder: string) => readonly string[]
  /** What the operation replaces or makes besides the survey, by path within the folder. */
  readonly target?: string
  /** Tables that the operation commits by themselves, before or after the rest; null: everything is one transaction. */
  readonly separately: readonly string[]
  readonly rounds: number
}

/** The operation left to run to its end. */
export interface Reference {
  readonly before: SurveyState
  readonly after: SurveyState
  readonly oldTarget: string | null
  readonly newTarget: string | null
  readonly durationMs: number
}

export interface Tally {
  kills: number
  whole: number
  untouched: number
  /** Kills that met something half done: a write-ahead log, a scratch file or folder. */
  halfDone: number
}

export const newTally = (): Tally => ({ kills: 0, whole: 0, untouched: 0, halfDone: 0 })

const FIRST_KILL = 0.25
/** Two commands at once take longer than the one that was timed. */
const LAST_KILL = 1.3
/** Of the operation's time, between the first byte in the log and its end. */
const AFTER_LOG = 0.3
const EARLIER = 0.85
const LATE = 0.95

function copyOf(prepared: string): string {
  const folder = newFolder()
  cpSync(prepared, folder, { recursive: true })
  return folder
}

/** The state as the next opening will find it; looking must not help, so a copy is looked at. */
function lookAt(folder: string): SurveyState {
  const aside = newFolder()
  for (const name of [SURVEY, `${SURVEY}-wal`])
    if (existsSync(join(folder, name))) copyFileSync(join(folder, name), join(aside, name))
  const state = surveyState(join(aside, SURVEY))
  rmSync(aside, { recursive: true })
  return state
}

/** Content of the target; null where there is none. */
function targetOf(folder: string, target: string | undefined): string | null {
  const path = target === undefined ? null : join(folder, target)
  return path === null || !existsSync(path) ? null : createHash('sha256').update(readFileSync(path)).digest('hex')
}

export async function referenceOf(operation: Operation): Promise<Reference> {
  const folder = copyOf(operation.prepared)
  const before = lookAt(folder)
  const oldTarget = targetOf(folder, operation.target)
  const { elapsedMs } = await done(operation.args(folder))
  const reference = {
    before,
    after: lookAt(folder),
    oldTarget,
    newTarget: targetOf(folder, operation.target),
    durationMs: elapsedMs,
  }
  rmSync(folder, { recursive: true })
  return reference
}

export interface Moment {
  readonly afterMs: number
  /** From the start of the process, or from when the first byte of the change is in the survey's log. */
  readonly since: 'start' | 'log'
}

/** Half of the moments are spread over the whole operation, half over what follows the first byte written. */
export function killMoments({ rounds, name }: Operation, { durationMs }: Reference): readonly Moment[] {
  const random = seededRandom([...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) >>> 0)
  const span = LAST_KILL - FIRST_KILL
  return Array.from({ length: rounds }, (_, i): Moment => {
    const part = (i + random()) / rounds
    if (i % 2 === 0) return { since: 'start', afterMs: durationMs * (FIRST_KILL + span * part) }
    return { since: 'log', afterMs: durationMs * AFTER_LOG * part }
  })
}

/** Where the log is written in the last moment, nothing comes after it: the moment is then counted from the start. */
function earlier({ since, afterMs }: Moment, { durationMs }: Reference): Moment {
  return since === 'log' ? { since: 'start', afterMs: durationMs * LATE } : { since, afterMs: afterMs * EARLIER }
}

/** Kills the operation once and holds what it leaves against every promise; a moment that came too late is tried earlier. */
export async function killOnce(
  operation: Operation,
  reference: Reference,
  moment: Moment,
  tally: Tally,
): Promise<void> {
  const folder = copyOf(operation.prepared)
  const ended = await cundi(operation.args(folder), {
    kill: {
      signal: 'SIGKILL',
      afterMs: moment.afterMs,
      ...(moment.since === 'log' ? { since: () => hasLog(folder, `${SURVEY}-wal`) } : {}),
    },
  })
  if (ended.signal !== 'SIGKILL') {
    rmSync(folder, { recursive: true })
    return killOnce(operation, reference, earlier(moment, reference), tally)
  }
  tally.kills++
  if (listing(folder).some((name) => name.includes('.scratch-') || hasLog(folder, name))) tally.halfDone++
  const where = `${operation.name}, killed ${Math.round(moment.afterMs)} ms after the ${moment.since}, of ${Math.round(reference.durationMs)} ms`
  const found = lookAt(folder)
  expect(found.faults, where).toEqual([])
  expect(found.journal.slice(0, reference.before.journal.length), where).toEqual(reference.before.journal)
  const outcome = outcomeOf(found, reference, operation.separately)
  expect(outcome, where).not.toBe('torn')
  if (isAnswer(ended.stdout)) expect(outcome, `${where}: it was acknowledged`).toBe('whole')
  if (outcome === 'whole') tally.whole++
  else tally.untouched++
  expect([reference.oldTarget, reference.newTarget], where).toContain(targetOf(folder, operation.target))
  await openAgain(folder, operation, found, where)
  rmSync(folder, { recursive: true })
}

const hasLog = (folder: string, name: string): boolean =>
  name.endsWith('-wal') && (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0) > 0

const isAnswer = (stdout: string): boolean => stdout.trimEnd().endsWith('}')

/** Wholly there, wholly not, or in between. */
function outcomeOf(found: SurveyState, { before, after }: Reference, separately: readonly string[]): string {
  const isBefore = (table: string): boolean => found.digests[table] === before.digests[table]
  const isAfter = (table: string): boolean => found.counts[table] === after.counts[table]
  const together = Object.keys(found.digests).filter((table) => !separately.includes(table))
  if (!separately.every((table) => isBefore(table) || isAfter(table))) return 'torn'
  if (together.every(isBefore)) return separately.length > 0 && separately.every(isAfter) ? 'whole' : 'untouched'
  const agree = found.batches.every((batch, i) => JSON.stringify(batch) === JSON.stringify(after.batches[i]))
  const standing = JSON.stringify(found.standing) === JSON.stringify(after.standing)
  return together.every(isAfter) && agree && standing ? 'whole' : 'torn'
}

/** The user's next day: look, then write; nothing of the dead process may be in the way or be left. */
async function openAgain(folder: string, operation: Operation, found: SurveyState, where: string): Promise<void> {
  const survey = join(folder, SURVEY)
  const info = await cundi(['info', survey, '--json'])
  expect(info.status, `${where}: ${info.stderr}${info.stdout}`).toBe(0)
  const counted = JSON.parse(info.stdout) as { layers: { name: string; count: number }[] }
  expect(counted.layers.find(({ name }) => name === 'parcel')?.count, where).toBe(found.counts.parcel)
  const write = await cundi(['assess', survey])
  expect(write.status, `${where}: ${write.stderr}`).toBe(0)
  const state = surveyState(survey)
  expect(state.faults, where).toEqual([])
  expect(state.journal.slice(0, found.journal.length), where).toEqual(found.journal)
  expect(state.counts.parcel, where).toBe(found.counts.parcel)
  const { target } = operation
  if (target !== undefined) {
    const again = await cundi(operation.args(folder))
    expect(again.status, `${where}: ${again.stderr}`).toBe(0)
  }
  const own = new Set([...listing(operation.prepared), ...(target === undefined ? [] : [target])])
  expect(
    listing(folder).filter((name) => !own.has(name)),
    where,
  ).toEqual([])
}

/** A folder with a survey as some commands leave it. */
export async function prepare(
  from: string | null,
  commands: (survey: string) => readonly (readonly string[])[],
): Promise<string> {
  const folder = from === null ? newFolder() : copyOf(from)
  for (const args of commands(join(folder, SURVEY))) await done(args)
  return folder
}

/** A zip of the shapefile as teams send it. */
export function shapefileParts(shp: string): readonly { readonly name: string; readonly data: Uint8Array }[] {
  const folder = join(shp, '..')
  const base = basename(shp, '.shp')
  return readdirSync(folder)
    .filter((name) => name.startsWith(`${base}.`))
    .map((name) => ({ name: `成果/${name}`, data: readFileSync(join(folder, name)) }))
}
