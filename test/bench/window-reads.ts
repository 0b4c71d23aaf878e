import type { Page } from 'playwright-core'
import type { ReadableDb } from '../../db/open/database.ts'
import type { WindowHost } from './window-host.ts'
import type { Pair } from './window-rows.ts'

/** The survey's own state, asked beside the window: what it must show, and what the bare SQL costs. */
export interface Ground {
  readonly db: ReadableDb
  readonly parcels: number
}

/** Seconds that a question takes when all its rows are read. */
export function bare(db: ReadableDb, ...sqls: readonly string[]): number {
  const began = performance.now()
  for (const sql of sqls) db.prepare(sql).raw().all()
  return (performance.now() - began) / 1000
}

const one = (db: ReadableDb, sql: string): string => String(db.prepare<[], [unknown]>(sql).raw().get()?.[0] ?? '')

export const countOf = (db: ReadableDb): number => Number(one(db, 'SELECT count(*) FROM parcel'))

/** A script in the page's words. */
export const inPage = <T>(page: Page, script: string): Promise<T> => page.evaluate(`(async () => { ${script} })()`)

const PAGE_ROWS = 100
const pageOfRows = (from: number): string => `SELECT * FROM parcel ORDER BY fid LIMIT ${PAGE_ROWS} OFFSET ${from}`

export interface Opening {
  /** Seconds from the start of the process: to its address, to the first screen, to the overview's figures. */
  readonly listening: number
  readonly firstScreen: number
  readonly overview: number
}

/** From a started process to figures that can be clicked. */
export async function openRecent({ page, startedAt, listeningAt }: WindowHost): Promise<Opening> {
  const since = (): number => (performance.now() - startedAt) / 1000
  const recent = page.locator('.start-recent-file').first()
  await recent.click({ trial: true })
  const firstScreen = since()
  await recent.click()
  await page.locator('.overview-figure').first().click({ trial: true })
  return { listening: (listeningAt - startedAt) / 1000, firstScreen, overview: since() }
}

/** The section with list and map, from the click to the first rows and to the whole survey on the map. */
export async function openTables(
  page: Page,
  { db, parcels }: Ground,
): Promise<{ readonly list: Pair; readonly map: Pair }> {
  const code = one(db, 'SELECT parcel_code FROM parcel ORDER BY fid LIMIT 1')
  const ours = await inPage<{ list: number; map: number }>(
    page,
    `const began = performance.now()
     ;[...document.querySelectorAll('.workbench-door')].find((door) => door.textContent === '调查').click()
     const [list, map] = await Promise.all([
       bench.until(() => bench.cell(0, 'parcel_code') === '${code}' && bench.rows() === ${parcels}),
       bench.until(() => document.querySelector('.map-stage[data-complete=true]') !== null),
     ])
     return { list: list - began, map: map - began }`,
  )
  const ids = 'SELECT fid, area_m2 FROM parcel ORDER BY fid'
  return {
    list: { ours: ours.list / 1000, theirs: bare(db, ids, pageOfRows(0)) },
    map: { ours: ours.map / 1000, theirs: bare(db, 'SELECT geom FROM parcel') },
  }
}

/** A pull of the scroll bar to a far row. */
export async function jumpTo(page: Page, row: number, { db }: Ground): Promise<Pair> {
  const code = one(db, `SELECT parcel_code FROM parcel ORDER BY fid LIMIT 1 OFFSET ${row}`)
  const ours = await inPage<number>(
    page,
    `const bar = await bench.scroller(${row})
     return bench.time(() => bar.to(${row}), () => bench.cell(${row}, 'parcel_code') === '${code}')`,
  )
  return { ours: ours / 1000, theirs: bare(db, pageOfRows(row - (row % PAGE_ROWS))) }
}

const SEARCH = '.grid-search input'

/** Two characters from the keyboard's method into the search: from the key to the rows, and to the echo in the field. */
export async function searchFor(
  page: Page,
  text: string,
  ground: Ground,
): Promise<{ readonly rows: Pair; readonly echoMs: number }> {
  const { db } = ground
  const found = `FROM parcel WHERE holder_name LIKE '%${text}%'`
  const [count, holder] = [
    one(db, `SELECT count(*) ${found}`),
    one(db, `SELECT holder_name ${found} ORDER BY fid LIMIT 1`),
  ]
  await inPage(page, `(await bench.scroller(0)).to(0); bench.takeEchoes()`)
  await page.locator(SEARCH).focus()
  const shown = inPage<number>(
    page,
    `await bench.until(() => bench.rows() === ${count} && bench.cell(0, 'holder_name') === '${holder}')
     return bench.sinceLastKey()`,
  )
  await page.keyboard.insertText(text)
  const ours = (await shown) / 1000
  const echoes = await inPage<readonly number[]>(page, 'return bench.takeEchoes()')
  return {
    rows: {
      ours,
      theirs: bare(db, `SELECT fid, area_m2 ${found}`, `SELECT * ${found} ORDER BY fid LIMIT ${PAGE_ROWS}`),
    },
    echoMs: Math.max(...echoes),
  }
}

export async function clearSearch(page: Page, { parcels }: Ground): Promise<void> {
  await page.locator(SEARCH).fill('')
  await inPage(page, `await bench.until(() => bench.rows() >= ${parcels} && bench.cell(0, 'parcel_code') !== '')`)
}

/** A click on the title of the column of names, which a dictionary sorts. */
export async function sortByName(page: Page, direction: 'ascending' | 'descending', { db }: Ground): Promise<Pair> {
  const names = db
    .prepare<[], [string]>('SELECT DISTINCT holder_name FROM parcel WHERE holder_name NOTNULL')
    .raw()
    .all()
    .map(([name]) => name)
    .toSorted(new Intl.Collator('zh-CN').compare)
  const first = direction === 'ascending' ? names[0] : names.at(-1)
  const ours = await inPage<number>(
    page,
    `const title = document.querySelector('.ag-header-cell[col-id="holder_name"]')
     return bench.time(
       () => title.querySelector('.ag-header-cell-text').click(),
       () => title.getAttribute('aria-sort') === '${direction}' && bench.cell(0, 'holder_name') === '${first}')`,
  )
  const order = `ORDER BY holder_name ${direction === 'ascending' ? 'ASC' : 'DESC'} NULLS LAST`
  return {
    ours: ours / 1000,
    theirs: bare(db, `SELECT fid, area_m2 FROM parcel ${order}`, `SELECT * FROM parcel ${order} LIMIT ${PAGE_ROWS}`),
  }
}

/** The third click on a title leaves the rows as they were. */
export const endSorting = (page: Page): Promise<void> =>
  inPage(
    page,
    `const title = document.querySelector('.ag-header-cell[col-id="holder_name"]')
     while (title.getAttribute('aria-sort') !== 'none') {
       title.querySelector('.ag-header-cell-text').click()
       await new Promise((resolve) => setTimeout(resolve, 200))
     }`,
  )

/** Milliseconds from frame to frame while the map follows the pointer. */
export async function pan(page: Page): Promise<readonly number[]> {
  const box = await page.locator('.map-canvas').boundingBox()
  if (box === null) throw new Error('the map is not on the screen')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await inPage(page, 'bench.startFrames()')
  for (let step = 1; step <= PAN_STEPS; step += 1) {
    await page.mouse.move(x + (step * box.width) / 4 / PAN_STEPS, y + (step * box.height) / 4 / PAN_STEPS)
    await page.waitForTimeout(FRAME_MS)
  }
  await page.mouse.up()
  await inPage(page, `await bench.until(() => document.querySelector('.map-stage[data-complete=true]') !== null)`)
  return inPage(page, 'return bench.stopFrames()')
}

const PAN_STEPS = 50
const FRAME_MS = 16

/** From the whole survey to a few villages. */
export async function zoomIn(page: Page): Promise<void> {
  for (let step = 0; step < 4; step += 1) {
    await page.locator('.map-canvas').press('+')
    await page.waitForTimeout(400)
  }
  await inPage(page, `await bench.until(() => document.querySelector('.map-stage[data-complete=true]') !== null)`)
}
