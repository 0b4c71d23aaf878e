import { cpSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Browser } from 'playwright-core'
import { connect } from '../../db/open/database.ts'
import type { GeneratedSurvey } from '../builders/survey-generator.ts'
import { measure } from './measure.ts'
import { longTasks } from './page-tasks.ts'
import type { Row } from './row.ts'
import { memoryOf, openBrowser, pageMemory, startWindowHost, type WindowHost } from './window-host.ts'
import * as jobs from './window-jobs.ts'
import * as reads from './window-reads.ts'
import { createWindowRows, type WindowRows } from './window-rows.ts'

export interface WindowFiles {
  readonly folder: string
  /** Has the parcels, with people; its key stands beside it. */
  readonly survey: string
  /** As many parcels without people, to be brought in. */
  readonly plain: GeneratedSurvey
}

const ARRIVAL = '新宗地'
const NAMES = ['赵文', '钱武', '孙山', '李河', '周春']
const TENTH = { what: 'the aim', seconds: 0.1 }
const FRAME = { what: 'the aim', seconds: 0.05 }
const WHOLE = { what: 'the aim', seconds: 1 }

/**
 * What a window does at one size, from `npm start` to an import, each part beside its bare SQL or its aim; `tell` hears all rows
 * so far after each part. Answers who draws: the browser and its WebGL.
 */
export async function benchWindow(
  files: WindowFiles,
  parcels: number,
  rounds: number,
  tell: (rows: readonly Row[]) => void,
): Promise<string> {
  const survey = moveIn(files)
  const db = connect(survey, 'read')
  const ground: reads.Ground = { db, parcels: reads.countOf(db) }
  const browser = await openBrowser()
  const kept = createWindowRows()
  let host: WindowHost | null = null
  try {
    for (let round = 0; round < rounds; round += 1) {
      await host?.close()
      host = await startWindowHost(browser, dirname(survey), survey)
      await open({ kept, browser, host, ground })
    }
    if (host === null) throw new Error('no round, no window')
    const bench: Bench = { kept, browser, host, ground }
    const parts = [
      () => read(bench, rounds),
      () => edit(bench, survey),
      () => bringIn(bench, survey, files.plain),
      () => weigh(bench, survey),
    ]
    for (const part of parts) {
      tell(kept.rows(parcels))
      await part()
    }
    tell(kept.rows(parcels))
    const renderer = await reads.inPage<string | null>(host.page, 'return bench.glRenderer()')
    return `Chromium ${browser.version()} without a display, WebGL by ${renderer ?? 'nothing'}`
  } finally {
    await host?.close()
    await browser.close()
    db.close()
  }
}

interface Bench {
  readonly kept: WindowRows
  readonly browser: Browser
  readonly host: WindowHost
  readonly ground: reads.Ground
}

/** The survey and what will be imported into it, in the one folder that the host shares. */
function moveIn({ folder, survey, plain }: WindowFiles): string {
  const shared = join(folder, 'window')
  rmSync(shared, { recursive: true, force: true })
  mkdirSync(shared)
  for (const ending of ['', '.key']) cpSync(`${survey}${ending}`, join(shared, `survey.gpkg${ending}`))
  for (const ending of ['.shp', '.shx', '.dbf', '.prj'])
    cpSync(plain.parcelsShp.replace(/\.shp$/, ending), join(shared, `${ARRIVAL}${ending}`))
  jobs.renumber(join(shared, `${ARRIVAL}.dbf`))
  return join(shared, 'survey.gpkg')
}

/** With both threads watched: the page's by the browser, the core's by itself. */
async function watched<T>(
  { kept, browser, host }: Bench,
  id: string,
  what: string,
  work: () => Promise<T>,
): Promise<T> {
  await host.ask()
  const { answer, tasks } = await longTasks(browser, host.page, work)
  const { longest, over100 } = await host.ask()
  kept.silences(`window-${id}-page`, `page's longest block: ${what}`, tasks)
  kept.silences(`window-${id}-core`, `core's longest silence: ${what}`, over100.length === 0 ? [longest] : over100)
  console.error(`window, ${what}: done`)
  return answer
}

async function open(bench: Bench): Promise<void> {
  const { kept, host, ground } = bench
  const { times, tables } = await watched(bench, 'open', 'opening, first list, first map', async () => {
    const times = await reads.openRecent(host)
    return { times, tables: await reads.openTables(host.page, ground) }
  })
  const sums = 'SELECT village_code, count(*), sum(area_m2) FROM parcel GROUP BY village_code'
  const { listening, firstScreen, overview } = times
  kept.pair('window-address', 'npm start, built before: its address', 'quick_check and sums of the file', {
    ours: listening,
    theirs: reads.bare(ground.db, 'PRAGMA quick_check', sums),
  })
  const checked = reads.bare(ground.db, 'PRAGMA quick_check', sums)
  kept.pair('window-screen', '… its first screen', 'the same', { ours: firstScreen, theirs: checked })
  kept.pair('window-start', '… overview of a recent survey, clickable', 'the same', { ours: overview, theirs: checked })
  kept.pair('window-list', 'list: first rows from the click', 'SELECT of ids and 100 rows', tables.list)
  kept.pair('window-map', 'map: the whole survey drawn, from the same click', 'SELECT of the blobs', tables.map)
}

async function read(bench: Bench, rounds: number): Promise<void> {
  const { kept, host, ground } = bench
  const { page } = host
  await watched(bench, 'read', 'reading', async () => {
    for (let round = 0; round < rounds; round += 1) {
      for (const share of [0.75, 0.1]) {
        const row = Math.round(ground.parcels * share)
        kept.pair(
          'window-jump',
          'list: jump to a far row',
          'SELECT of 100 rows there',
          await reads.jumpTo(page, row, ground),
        )
      }
      const { rows, echoMs } = await reads.searchFor(page, NAMES[round % NAMES.length] ?? '', ground)
      kept.pair('window-search', 'list: filter by two characters, key to rows', 'SELECT … LIKE over the names', rows)
      kept.aim('window-echo', 'list: key to echo', echoMs / 1000, TENTH)
      await reads.clearSearch(page, ground)
      const direction = round % 2 === 0 ? 'ascending' : 'descending'
      const sorted = await reads.sortByName(page, direction, ground)
      kept.pair('window-sort', 'list: sort by names as a dictionary does', 'SELECT … ORDER BY, bytes', sorted)
      if (direction === 'descending') await reads.endSorting(page)
    }
  })
  if (rounds % 2 === 1) await reads.endSorting(page)
  for (const [id, what] of [
    ['window-pan', 'map: pan of the whole survey, longest frame'],
    ['window-pan-near', 'map: pan of some villages, longest frame'],
  ] as const) {
    if (id === 'window-pan-near') await reads.zoomIn(page)
    const frames = await watched(bench, `${id.slice(7)}`, what.replace(', longest frame', ''), () => reads.pan(page))
    const slow = frames.filter((ms) => ms > 1000 * FRAME.seconds).length
    kept.aim(id, what, Math.max(...frames) / 1000, FRAME, `${slow} of ${frames.length} over 0.05 s`)
  }
}

async function edit(bench: Bench, survey: string): Promise<void> {
  const { kept, host, ground } = bench
  const copy = join(dirname(survey), '..', 'window-yardstick.gpkg')
  cpSync(survey, copy)
  const bareEdit = jobs.bareEditOf(copy)
  try {
    const edited = await watched(bench, 'edit', 'bulk edit', () => jobs.editAll(host.page, ground))
    kept.pair('window-edit', 'bulk edit of all parcels', 'the same UPDATE', { ours: edited, theirs: bareEdit.time() })
    const undone = await watched(bench, 'undo', 'its undo', () => jobs.undoAll(host.page, ground))
    kept.pair('window-undo', 'undo of the bulk edit', 'the same UPDATE', { ours: undone, theirs: bareEdit.time() })
  } finally {
    bareEdit.close()
    rmSync(copy)
  }
}

async function bringIn(bench: Bench, survey: string, plain: GeneratedSurvey): Promise<void> {
  const { kept, host, ground } = bench
  const { page } = host
  for (const when of ['reading', 'merging'] as const) {
    await jobs.prepareImport(page, `${ARRIVAL}.shp`)
    const cancelled = await jobs.cancelImport(page, survey, ground, when)
    if (cancelled === null) throw new Error(`the import was over before it could be cancelled while ${when}`)
    kept.aim(`window-cancel-${when}`, `cancel of an import while ${when}: click to ended`, cancelled, WHOLE)
  }
  await jobs.prepareImport(page, `${ARRIVAL}.shp`)
  const work = (): Promise<jobs.Typed> => jobs.importWhileTyping(page, ground, NAMES)
  const { seconds, echoesMs, rows } = await watched(
    bench,
    'import',
    'import of as many parcels, typing meanwhile',
    work,
  )
  const brought = reads.countOf(ground.db) - ground.parcels
  if (brought !== plain.answer.parcels.imported) throw new Error(`${brought} parcels were imported`)
  const theirs = await measure({
    program: 'ogr2ogr',
    args: ['-f', 'GPKG', join(dirname(survey), 'theirs.gpkg'), plain.parcelsShp],
  })
  kept.pair('window-import', 'import of as many parcels again, typing meanwhile', 'ogr2ogr -f GPKG', {
    ours: seconds,
    theirs: theirs.seconds,
  })
  kept.aim('window-import-echo', 'meanwhile: key to echo', Math.max(...echoesMs) / 1000, TENTH)
  for (const pair of rows)
    kept.pair('window-import-search', 'meanwhile: key to rows', 'SELECT … LIKE over the names', pair)
}

async function weigh({ kept, browser, host, ground }: Bench, survey: string): Promise<void> {
  const { pid } = await host.ask()
  const fileMB = statSync(survey).size / 2 ** 20
  const page = await pageMemory(browser)
  const what = `after all this, ${reads.countOf(ground.db).toLocaleString('en')} parcels`
  kept.memory('window-page', `memory of the page's process ${what}`, page?.peakMB ?? null, 'size of the file', fileMB)
  kept.memory(
    'window-core',
    `memory of the core's process ${what}`,
    memoryOf(pid)?.peakMB ?? null,
    'size of the file',
    fileMB,
  )
}
