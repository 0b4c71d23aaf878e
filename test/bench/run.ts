// npm run bench [-- --sizes 2000,20000,200000 --only import,check --rounds 3]
// Whole processes, ours and the yardstick in turn on the same files, medians; prints the Markdown table of the README.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { GeneratedSurvey } from '../builders/survey-generator.ts'
import { generateSurvey } from '../builders/survey-generator.ts'
import type { Measured } from './measure.ts'
import { measure, median } from './measure.ts'
import type { Bed, Cundi, Task } from './tasks.ts'
import { machine, newSurvey, tasks } from './tasks.ts'

interface Row {
  readonly task: Task
  readonly parcels: number
  readonly ours: Summary
  readonly theirs: Summary
}

interface Summary {
  readonly seconds: number
  readonly peakMB: number | null
}

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
  const chosen = tasks(cundi).filter(
    ({ id }) => only === undefined || only.some((word) => id === word || id.startsWith(`${word}-`)),
  )
  const rounds = Number(options.rounds)
  if (chosen.length === 0 || sizes.some((size) => !(size >= 100)) || !(rounds >= 1)) {
    console.error(
      `usage: npm run bench -- [--sizes 2000,20000] [--only ${tasks(cundi)
        .map(({ id }) => id)
        .join(',')}] [--rounds 3]`,
    )
    process.exit(2)
  }
  const built = spawnSync(process.execPath, [join(root, 'test', 'architecture', 'build.ts')], {
    stdio: ['ignore', 2, 2],
  })
  if (built.status !== 0) process.exit(1)

  const rows: Row[] = []
  for (const parcels of sizes) rows.push(...(await benchSize(parcels, chosen, rounds)))
  const start = await measure({ ...cundi('--help'), accept: [0, 2] })
  console.log(
    `${table(rows)}\n\n${growth(rows)}\n\n${conditions(rounds)} Starting CunDi takes ${time(start.seconds)} s of each.`,
  )
}

async function benchSize(parcels: number, chosen: readonly Task[], rounds: number): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'cundi-bench-'))
  try {
    const bed: Bed = {
      folder,
      survey: join(folder, 'survey.gpkg'),
      plain: generateSurvey(join(folder, 'plain'), { parcels }),
      withPeople: generateSurvey(join(folder, 'people'), { parcels, people: true }),
      turnedSurvey: join(folder, 'turned.gpkg'),
      turned: generateSurvey(join(folder, 'turned'), { parcels, rotationDegrees: 17 }),
    }
    if (chosen.some(({ id }) => !/^import|turned/.test(id))) await fill(bed.survey, bed.withPeople)
    if (chosen.some(({ id }) => id === 'check-turned')) await fill(bed.turnedSurvey, bed.turned)
    // Verifying needs the package that exporting makes.
    const needsPackage = chosen.some(({ id }) => id === 'verify') && !chosen.some(({ id }) => id === 'export')
    if (needsPackage)
      await measure(
        tasks(cundi)
          .find(({ id }) => id === 'export')
          ?.ours(bed) ?? cundi('--help'),
      )
    const rows: Row[] = []
    for (const task of chosen) rows.push(await benchTask(task, bed, parcels, rounds))
    return rows
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
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
  const row = { task, parcels, ours: summary(ours), theirs: summary(theirs) }
  console.error(`${parcels} ${task.id}: ${time(row.ours.seconds)} s against ${time(row.theirs.seconds)} s`)
  return row
}

function summary(runs: readonly Measured[]): Summary {
  const peaks = runs.flatMap(({ peakMB }) => (peakMB === null ? [] : [peakMB]))
  return { seconds: median(runs.map(({ seconds }) => seconds)), peakMB: peaks.length === 0 ? null : Math.max(...peaks) }
}

const time = (seconds: number): string => seconds.toFixed(seconds < 0.1 ? 3 : 2)
const megabytes = (value: number | null): string => (value === null ? '–' : value.toFixed(0))

function table(rows: readonly Row[]): string {
  return [
    '| what | parcels | CunDi, s | yardstick | s | ratio | CunDi, peak MB | yardstick, peak MB |',
    '|---|--:|--:|---|--:|--:|--:|--:|',
    ...rows.map(
      ({ task, parcels, ours, theirs }) =>
        `| ${task.title} | ${parcels.toLocaleString('en')} | ${time(ours.seconds)} | ${task.yardstick} | ${time(theirs.seconds)} | ` +
        `**${(ours.seconds / theirs.seconds).toFixed(2)}** | ${megabytes(ours.peakMB)} | ${megabytes(theirs.peakMB)} |`,
    ),
  ].join('\n')
}

/** How time and memory grow from one size to the next; linear is as many times as the parcels. */
function growth(rows: readonly Row[]): string {
  const lines = ['| what | parcels | times as many | time grows | memory grows |', '|---|---|--:|--:|--:|']
  for (const later of rows) {
    const earlier = rows.filter(({ task, parcels }) => task.id === later.task.id && parcels < later.parcels).at(-1)
    if (earlier === undefined) continue
    const memory =
      later.ours.peakMB !== null && earlier.ours.peakMB !== null
        ? `× ${(later.ours.peakMB / earlier.ours.peakMB).toFixed(1)}`
        : '–'
    lines.push(
      `| ${later.task.title} | ${earlier.parcels.toLocaleString('en')} → ${later.parcels.toLocaleString('en')} | ` +
        `× ${(later.parcels / earlier.parcels).toFixed(0)} | × ${(later.ours.seconds / earlier.ours.seconds).toFixed(1)} | ${memory} |`,
    )
  }
  return lines.join('\n')
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
