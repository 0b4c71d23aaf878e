import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { generateSurvey } from '../builders/survey-generator.ts'
import { zipBytes } from '../formats/zip-bytes.ts'
import { newFolder, twoAtATime } from './cli-process.ts'
import {
  killMoments,
  killOnce,
  newTally,
  type Operation,
  prepare,
  referenceOf,
  SURVEY,
  shapefileParts,
} from './kill-stage.ts'

/** Enough that both staging threads are at work. */
const PARCELS = 8400
const PACKAGE = '成果.zip'
const OTHER_FOLDER = '交付 区局'
const MINUTES = 60_000

const prepared = { villages: '', imported: '', rolledBack: '', withPackage: '', withFolder: '' }
const files = { plain: '', people: '', zip: '' }

beforeAll(async () => {
  files.plain = generateSurvey(join(newFolder(), 'plain'), { parcels: PARCELS }).parcelsShp
  const people = generateSurvey(join(newFolder(), 'people'), { parcels: PARCELS, people: true })
  files.people = people.parcelsShp
  files.zip = join(newFolder(), '宗地.zip')
  writeFileSync(
    files.zip,
    zipBytes(shapefileParts(files.people).map((part) => ({ ...part, deflate: true, utf8Flag: true }))),
  )
  prepared.villages = await prepare(null, (survey) => [
    ['init', survey, '--county', '371703', '--villages', people.villagesCsv],
  ])
  prepared.imported = await prepare(prepared.villages, (survey) => [
    ['import', survey, files.people, '--layer', 'parcel'],
  ])
  prepared.rolledBack = await prepare(prepared.imported, (survey) => [['rollback', survey, '1']])
  prepared.withPackage = await prepare(prepared.imported, (survey) => [
    ['export', survey, '--to', join(survey, '..', PACKAGE), '--format', 'package', '--allow-blocking'],
    ['assess', survey],
  ])
  prepared.withFolder = await prepare(prepared.imported, () => [])
  mkdirSync(join(prepared.withFolder, OTHER_FOLDER))
}, 2 * MINUTES)

const survey = (folder: string): string => join(folder, SURVEY)
const exportArgs = (folder: string, below: string): readonly string[] => [
  'export',
  survey(folder),
  '--to',
  join(folder, below, PACKAGE),
  '--format',
  'package',
  '--allow-blocking',
  '--force',
  '--json',
]
const importing = (name: string, file: () => string, rounds: number): Operation => ({
  name,
  get prepared() {
    return prepared.villages
  },
  args: (folder) => ['import', survey(folder), file(), '--layer', 'parcel', '--json'],
  separately: [],
  rounds,
})

const operations: readonly Operation[] = [
  importing('import', () => files.plain, 6),
  importing('import with people', () => files.people, 14),
  importing('import of a zip', () => files.zip, 8),
  {
    name: 'rollback',
    get prepared() {
      return prepared.imported
    },
    args: (folder) => ['rollback', survey(folder), '1', '--json'],
    separately: [],
    rounds: 10,
  },
  {
    name: 'undo of a rollback',
    get prepared() {
      return prepared.rolledBack
    },
    args: (folder) => ['undo', survey(folder), '--json'],
    separately: [],
    rounds: 8,
  },
  {
    name: 'assess',
    get prepared() {
      return prepared.imported
    },
    args: (folder) => ['assess', survey(folder), '--json'],
    separately: [],
    rounds: 8,
  },
  {
    name: 'export over an older package',
    get prepared() {
      return prepared.withPackage
    },
    args: (folder) => exportArgs(folder, ''),
    target: PACKAGE,
    separately: ['finding', 'export_log'],
    rounds: 10,
  },
  {
    name: 'export to another folder',
    get prepared() {
      return prepared.withFolder
    },
    args: (folder) => exportArgs(folder, OTHER_FOLDER),
    target: join(OTHER_FOLDER, PACKAGE),
    separately: ['finding', 'export_log'],
    rounds: 6,
  },
]

describe('a process that is killed', () => {
  const all = newTally()
  for (const operation of operations) {
    it(
      `in ${operation.name} leaves all of it or nothing, and no trace after the next opening`,
      async () => {
        const reference = await referenceOf(operation)
        if (operation.target !== undefined) expect(reference.newTarget).not.toBe(reference.oldTarget)
        const tally = newTally()
        await twoAtATime(killMoments(operation, reference), (moment) => killOnce(operation, reference, moment, tally))
        console.log(
          `${operation.name} (${Math.round(reference.durationMs)} ms): ${tally.kills} kills, ${tally.halfDone} met something half done, ${tally.whole} whole, ${tally.untouched} untouched`,
        )
        all.kills += tally.kills
      },
      5 * MINUTES,
    )
  }

  it('was killed at least sixty times', () => {
    expect(all.kills).toBeGreaterThanOrEqual(60)
  })
})
