import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { connect, inTransaction, type ReadableDb } from '../../db/open/database.ts'
import { clearSearch, type Ground, inPage, searchFor } from './window-reads.ts'
import type { Pair } from './window-rows.ts'

const PLACE = '天中街道（虚构）'
const EDIT = `UPDATE parcel SET location = '${PLACE}', rev = rev + 1`

const count = (db: ReadableDb, condition: string): number =>
  db.prepare<[], [number]>(`SELECT count(*) FROM parcel WHERE ${condition}`).raw().get()?.[0] ?? 0

const note = (word: string): string =>
  `[...document.querySelectorAll('.ant-message-notice')].some(({ textContent }) => textContent.includes('${word}'))`

/** Seconds of a bulk edit of all parcels. */
export async function editAll(page: Page, { db, parcels }: Ground): Promise<number> {
  await page.getByRole('button', { name: '批量修改' }).click()
  await page.locator('#bulk-column').fill('坐落')
  await page.keyboard.press('Enter')
  await page.locator('#bulk-value').fill(PLACE)
  const ms = await inPage<number>(
    page,
    `return bench.time(() => document.querySelector('.ant-modal-footer .ant-btn-primary').click(), () => ${note('已修改')})`,
  )
  const changed = count(db, `location = '${PLACE}'`)
  if (changed !== parcels) throw new Error(`the bulk edit changed ${changed} of ${parcels} parcels`)
  return ms / 1000
}

/** Seconds of Ctrl+Z after it. */
export async function undoAll(page: Page, { db }: Ground): Promise<number> {
  await page.locator('.workbench-door', { hasText: '调查' }).focus()
  const done = inPage<number>(page, `return bench.until(() => ${note('已撤销')})`)
  const began = await inPage<number>(page, 'return performance.now()')
  await page.keyboard.press('Control+z')
  const ms = (await done) - began
  const left = count(db, `location = '${PLACE}'`)
  if (left !== 0) throw new Error(`the undo left ${left} parcels as the bulk edit made them`)
  return ms / 1000
}

/** The same change as one statement and a commit, on a file of its own. */
export function bareEditOf(copy: string): { time(): number; close(): void } {
  const db = connect(copy, 'write')
  return {
    time() {
      const began = performance.now()
      inTransaction(db, () => db.exec(EDIT))
      return (performance.now() - began) / 1000
    },
    close: () => void db.close(),
  }
}

const next = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click()

/** From the file to the step where a click imports it. */
export async function prepareImport(page: Page, file: string): Promise<void> {
  await page.locator('.workbench-door', { hasText: '导入' }).click()
  const more = page.getByRole('button', { name: '继续导入其他文件' })
  if (await more.isVisible()) await more.click()
  await page.getByRole('button', { name: '选择文件' }).click()
  await page.locator('.file-picker-list button').first().click()
  await page.locator('.file-picker-list button', { hasText: file }).click()
  await page.locator('.import-source .ui-mark-good').waitFor()
  await next(page, '下一步')
  await next(page, '下一步')
  await next(page, '试导入')
  await page.getByRole('button', { name: '导入到调查' }).waitFor()
}

const IMPORT = `[...document.querySelectorAll('.import-bar button')].find(({ textContent }) => textContent === '导入到调查')`
const CANCEL = `document.querySelector('.workbench-jobs .ant-space button')`
const isIdle = `document.querySelector('.workbench-jobs .workbench-progress') === null`
const isMerging = `document.querySelector('.workbench-bar [role=status]').textContent !== '已保存'`

const startImport = (page: Page): Promise<void> =>
  inPage(
    page,
    `await bench.until(() => !${IMPORT}.disabled && !${IMPORT}.classList.contains('ant-btn-loading')); ${IMPORT}.click()`,
  )

const percent = `Number(document.querySelector('.workbench-progress')?.ariaValueNow ?? 0)`

/**
 * Seconds from the click that cancels an import to the moment when nothing of it is left, neither in the window nor beside the
 * file; null: the import was over before the click.
 */
export async function cancelImport(
  page: Page,
  survey: string,
  { db, parcels }: Ground,
  when: 'reading' | 'merging',
): Promise<number | null> {
  await startImport(page)
  await inPage(page, `await bench.until(() => ${when === 'reading' ? `${percent} >= 30` : isMerging} || ${isIdle})`)
  const began = performance.now()
  await inPage(page, `${CANCEL}?.click()`)
  await inPage(page, `await bench.until(() => ${isIdle} && !${isMerging})`)
  while (readdirSync(dirname(survey)).some((name) => name.includes('.scratch-'))) await pause(5)
  const seconds = (performance.now() - began) / 1000
  return count(db, '1') === parcels ? seconds : null
}

export interface Typed {
  readonly seconds: number
  readonly echoesMs: readonly number[]
  readonly rows: readonly Pair[]
}

/** An import from its click to its end, while names are typed into the list's search one after the other. */
export async function importWhileTyping(page: Page, ground: Ground, names: readonly string[]): Promise<Typed> {
  const began = performance.now()
  await startImport(page)
  let endedAt: number | null = null
  const ended = inPage(page, `await bench.until(() => ${isIdle} && !${isMerging}, 900_000)`).then(() => {
    endedAt = performance.now()
  })
  await page.locator('.workbench-door', { hasText: '调查' }).click()
  await inPage(page, `await bench.until(() => bench.cell(0, 'parcel_code') !== '')`)
  const echoesMs: number[] = []
  const rows: Pair[] = []
  for (let round = 0; endedAt === null; round += 1) {
    const typed = await searchFor(page, names[round % names.length] ?? '', ground)
    echoesMs.push(typed.echoMs)
    rows.push(typed.rows)
    await clearSearch(page, ground)
  }
  await ended
  return { seconds: (endedAt - began) / 1000, echoesMs, rows }
}

/** Other codes than those that the survey has: the seventh digit becomes a nine. Files as the generator writes them. */
export function renumber(dbf: string): void {
  const bytes = readFileSync(dbf)
  const header = bytes.readUInt16LE(8)
  const record = bytes.readUInt16LE(10)
  let at = 1
  for (let field = 32; bytes[field] !== 0x0d; field += 32) {
    if (bytes.toString('latin1', field, field + 5) === 'ZDDM\0') break
    at += bytes[field + 16] ?? 0
  }
  for (let row = header + at; row < bytes.length; row += record) if (bytes[row] !== 0x20) bytes[row + 6] = 0x39
  writeFileSync(dbf, bytes)
}
