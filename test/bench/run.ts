// npm run bench [-- --sizes 2000,20000,200000 --only import,check --rounds 3]
// Whole processes, ours and the yardstick in turn on the same files, medians; prints the Markdown table of the README.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { GeneratedSurvey, SurveySpec } from '../builders/survey-generator.ts'
import { generateSurvey } from '../builders/survey-generator.ts'
import { systemChromium } from '../builders/window-browser.ts'
import { cancelMerge } from './cancel-merge.ts'
import type { Measured } from './measure.ts'
import { measure, median } from './measure.ts'
import { benchRecount } from './recount.ts'
import { type Figures, growth, type Row, seconds, table, timeText } from './row.ts'
import type { Bed, Cundi, Task } from './task.ts'
import { machine, newSurvey, tasks } from './tasks.ts'
import { benchWindow } from './window.ts'

/** Below it a window does nothing that would be felt. */
const WINDOW_FROM = 20_000
const OTHERS = ['cancel-merge', 'recount', 'window']

const { values: options } = parseArgs({
  options: {
    sizes: { type: 'string', default: '2000,20000,200000' },
    only: { type: 'string' },
    rounds: { type: 'string', default: '3' },
  },
})

const root = join(import.meta.dirname, '..', '..')
const program = join(root, 'dist', 'main', 'cli', 'cundi.js')
const cundi: Cundi = (...args) => ({ program: process.execPath, args: [program, ...args] })

async function main(): Promise<void> {
  const sizes = options.sizes.split(',').map(Number)
  const only = options.only?.split(',')
  const isChosen = (id: string): boolean =>
    only === undefined || only.some((word) => id === word || id.startsWith(`${word}-`))
  const chosen = tasks(cundi).filter(({ id }) => isChosen(id))
  const others = OTHERS.filter(isChosen)
  const rounds = Number(options.rounds)
  if (chosen.length + others.length === 0 || sizes.some((size) => !(size >= 100)) || !(rounds >= 1)) {
    console.error(
      `usage: npm run bench -- [--sizes 2000,20000] [--only ${[...tasks(cundi).map(({ id }) => id), ...OTHERS].join(',')}] [--rounds 3]`,
    )
    process.exit(2)
  }
  const built = spawnSync(process.execPath, [join(root, 'test', 'architecture', 'build.ts')], {
    stdio: ['ignore', 2, 2],
  })
  if (built.status !== 0) process.exit(1)

  const rows: Row[] = []
  // Half an hour of measuring is not lost with the last row.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      console.log(`${table([...rows, ...unfinished])}\n\nInterrupted. ${conditions(rounds)}`)
      process.exit(130)
    })
  for (const parcels of sizes) {
    await benchSize(parcels, chosen, others, rounds)
    rows.push(...unfinished.splice(0))
  }
  const start = await measure({ ...cundi('--help'), accept: [0, 2] })
  console.log(
    `${table(rows)}\n\n${growth(rows)}\n\n${conditions(rounds)} Starting CunDi takes ${timeText(start.seconds)} s of each.` +
      (drawnBy === null ? '' : ` The window: ${drawnBy}; npm start without its build, the browser running already.`),
  )
}

/** Rows of the size that is being measured. */
const unfinished: Row[] = []
/** Who drew the window that was measured. */
let drawnBy: string | null = null

async function benchSize(
  parcels: number,
  chosen: readonly Task[],
  others: readonly string[],
  rounds: number,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'cundi-bench-'))
  try {
    const bed = makeBed(folder, parcels)
    if (others.includes('window') || chosen.some(({ id }) => !/^import|turned|overlay/.test(id)))
      await fill(bed.survey, bed.withPeople)
    if (chosen.some(({ id }) => id === 'check-turned')) await fill(bed.turnedSurvey, bed.turned)
    // Verifying needs the package that exporting makes.
    const needsPackage = chosen.some(({ id }) => id === 'verify') && !chosen.some(({ id }) => id === 'export')
    if (needsPackage)
      await measure(
        tasks(cundi)
          .find(({ id }) => id === 'export')
          ?.ours(bed) ?? cundi('--help'),
      )
    for (const task of chosen) unfinished.push(await benchTask(task, bed, parcels, rounds))
    if (others.includes('cancel-merge')) unfinished.push(...(await benchCancel(bed, parcels)))
    if (others.includes('recount')) unfinished.push(benchRecount(parcels))
    if (others.includes('window') && parcels >= WINDOW_FROM && systemChromium !== null) {
      const before = unfinished.splice(0)
      drawnBy = await benchWindow(
        bed,
        parcels,
        rounds,
        (rows) => void unfinished.splice(0, Infinity, ...before, ...rows),
      )
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Files are generated when they are first asked for. */
function makeBed(folder: string, parcels: number): Bed {
  const made = new Map<string, GeneratedSurvey>()
  const files = (name: string, spec: Omit<SurveySpec, 'parcels'>): GeneratedSurvey => {
    const known = made.get(name) ?? generateSurvey(join(folder, name), { parcels, ...spec })
    made.set(name, known)
    return known
  }
  return {
    parcels,
    folder,
    survey: join(folder, 'survey.gpkg'),
    get plain() {
      return files('plain', {})
    },
    get withPeople() {
      return files('people', { people: true })
    },
    turnedSurvey: join(folder, 'turned.gpkg'),
    get turned() {
      return files('turned', { rotationDegrees: 17 })
    },
  }
}

async function benchCancel(bed: Bed, parcels: number): Promise<readonly Row[]> {
  const survey = join(bed.folder, 'cancel', 'survey.gpkg')
  const prepare = async (): Promise<void> => {
    rmSync(join(bed.folder, 'cancel'), { recursive: true, force: true })
    mkdirSync(join(bed.folder, 'cancel'))
    for (const command of newSurvey(cundi, survey, bed.withPeople)) await measure(command)
  }
  const command = cundi('import', survey, bed.withPeople.parcelsShp, '--layer', 'parcel')
  const heard = await cancelMerge(prepare, command, survey)
  if (heard === null) {
    console.error(`${parcels} cancel-merge: the merge was always over before the signal`)
    return []
  }
  console.error(`${parcels} cancel-merge: ${timeText(heard)} s`)
  const title = 'cancel of a merge with people, Ctrl+C to ended, longest of 3'
  return [{ id: 'cancel-merge', title, parcels, ours: seconds(heard), yardstick: 'the aim', theirs: seconds(1) }]
}

async function fill(survey: string, files: GeneratedSurvey): Promise<void> {
  for (const command of newSurvey(cundi, survey, files)) await measure(command)
  await measure(cundi('import', survey, files.parcelsShp, '--layer', 'parcel', '--json'))
}

/** A B A B A B: what the machine does meanwhile falls on both alike. */
async function benchTask(task: Task, bed: Bed, parcels: number, rounds: number): Promise<Row> {
  const ours: Measured[] = []
  const theirs: Measured[] = []
  for (let round = 0; round < rounds; round += 1) {
    for (const command of task.prepare(bed)) await measure(command)
    const mine = await measure(task.ours(bed))
    const wrong = task.wrong(bed, mine.stdout)
    if (wrong !== null) throw new Error(`${task.id} at ${parcels} parcels gives a wrong answer: ${wrong}`)
    ours.push(mine)
    theirs.push(await measure(task.theirs(bed)))
  }
  const { id, title, yardstick } = task
  const row = { id, title, parcels, ours: summary(ours), yardstick, theirs: summary(theirs) }
  console.error(`${parcels} ${id}: ${timeText(row.ours.seconds)} s against ${timeText(row.theirs.seconds)} s`)
  return row
}

function summary(runs: readonly Measured[]): Figures {
  const peaks = runs.flatMap(({ peakMB }) => (peakMB === null ? [] : [peakMB]))
  return { seconds: median(runs.map(({ seconds }) => seconds)), peakMB: peaks.length === 0 ? null : Math.max(...peaks) }
}

function conditions(rounds: number): string {
  const gdal = spawnSync('ogr2ogr', ['--version'], { encoding: 'utf8' }).stdout.split(',')[0]
  const memory = (totalmem() / 2 ** 30).toFixed(0)
  return (
    `${machine()}, ${availableParallelism()} cores, ${memory} GB; Node ${process.versions.node}, ${gdal}; ` +
    `whole processes, ${rounds} rounds in turn, medians of time and highest peaks; ${new Date().toISOString().slice(0, 10)}.`
  )
}

await main()
