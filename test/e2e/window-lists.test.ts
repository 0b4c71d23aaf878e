import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import {
  foreignLabels,
  openTablesBySteps,
  seriousViolations,
  systemChromium,
  windowStories,
} from '../builders/window-browser.ts'
import { filledSurvey } from '../db/survey-bench.ts'

/** From now on the core's answers to a page can be kept back. */
async function heldAnswers(page: Page): Promise<{ hold(): void; release(): void }> {
  let kept: (() => void)[] | null = null
  await page.routeWebSocket(/./, (socket) => {
    socket.connectToServer().onMessage((message) => {
      if (kept === null) socket.send(message)
      else kept.push(() => socket.send(message))
    })
  })
  await page.reload()
  return {
    hold() {
      kept ??= []
    },
    release() {
      for (const send of kept ?? []) send()
      kept = null
    },
  }
}

describe.skipIf(systemChromium === null)('the list of parcels (needs a Chromium on this machine)', () => {
  const openWindow = windowStories()

  it('is searched by two characters, sorted, filtered by the address and exported as it is shown', async () => {
    const survey = await filledSurvey()
    await survey.assess()
    const bench = await openWindow({ folder: survey.folder })
    const { page } = bench
    await openTablesBySteps(page, '前王庄.gpkg')

    const holders = page.locator('.ag-cell[col-id="holder_name"]').filter({ hasText: /../ })
    const holder = (await holders.first().textContent()) ?? ''
    const search = page.getByRole('searchbox').first()
    await search.fill(holder.slice(0, 2))
    await page.locator('.grid-status', { hasNotText: /^55 行/ }).waitFor()
    await holders
      .filter({ hasText: holder.slice(0, 2) })
      .first()
      .waitFor()
    await search.fill('')

    await page.evaluate("location.hash = '/survey?layer=parcel&standing=over'")
    await page.getByText('超占情况：超占').waitFor()
    await page.locator('.ag-header-cell[col-id="holder_name"] .ag-header-cell-text').click()
    await page.locator('.ag-header-cell[col-id="holder_name"][aria-sort="ascending"]').waitFor()
    expect(await seriousViolations(page)).toEqual([])
    expect(await foreignLabels(page)).toEqual([])

    const cells = page.locator('.ag-cell[col-id="parcel_code"]')
    await cells.nth(2).click()
    await cells.nth(0).click({ modifiers: ['Control'] })
    const copied = await page.evaluate<string>(`(() => {
      const clipboardData = new DataTransfer()
      document.activeElement.dispatchEvent(new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true }))
      return clipboardData.getData('text/html')
    })()`)
    const codes = [await cells.nth(0).textContent(), await cells.nth(2).textContent()]
    // In the order of the list, and as text: a spreadsheet would round a household's code of sixteen digits.
    expect(copied.match(/<td style="mso-number-format:'\\@'">\w{19}(?=<)/g)?.map((cell) => cell.slice(-19))).toEqual(
      codes,
    )

    await page.getByRole('button', { name: '导出列表' }).click()
    await page.getByText('文本表格（.csv，UTF-8）').click()
    await page.locator('.file-picker-list button').first().click()
    await page.getByLabel('文件名').fill('前王庄-宗地')
    await page.getByRole('button', { name: '保存到这里' }).click()
    await page.getByText(/已导出 \d+ 行/).waitFor()
    const written = join(survey.folder, '前王庄-宗地.csv')
    expect(existsSync(written)).toBe(true)
    const lines = readFileSync(written, 'utf8').trim().split('\r\n')
    const titles = lines[0]?.split(',') ?? []
    const column = (title: string): readonly string[] =>
      lines.slice(1).map((line) => line.split(',')[titles.indexOf(title)] ?? '')
    const names = column('权利人').filter((name) => name !== '')
    expect(names.length).toBeGreaterThan(0)
    expect(names).toEqual(names.toSorted(new Intl.Collator('zh-CN').compare))
    expect(new Set(column('超占情况'))).toEqual(new Set(['超占']))
    expect(bench.problems).toEqual([])
  })

  it('is arranged by keys alone, as it is found again; a part that breaks leaves the others standing', async () => {
    const survey = await filledSurvey()
    const bench = await openWindow({ folder: survey.folder })
    const { page } = bench
    const open = (): Promise<void> => openTablesBySteps(page, '前王庄.gpkg')
    await open()
    const map = page.getByRole('separator', { name: '地图的宽度' })
    const tree = page.getByRole('separator', { name: '行政村树的宽度' })
    await map.press('Home')
    await page.locator('[aria-label="地图的宽度"][aria-valuenow="240"]').waitFor()
    await tree.press('Enter')
    await page.locator('.survey-tree[inert]').waitFor({ state: 'hidden' })
    // Before the table stands there are no columns to choose from.
    await page.locator('.ag-cell[col-id="holder_name"]').filter({ hasText: /../ }).first().waitFor()
    await page.getByRole('button', { name: '列', exact: true, disabled: false }).press('Enter')
    await page.getByRole('checkbox', { name: '宗地代码' }).and(page.locator(':focus')).waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await page.locator('.ag-header-cell[col-id="parcel_code"].ag-header-cell-last-left-pinned').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: '列', exact: true }).and(page.locator(':focus')).waitFor()
    await expect.poll(() => readFileSync(bench.settingsFile, 'utf8')).toContain('"pinned": "left"')
    await page.reload()
    await open()
    await page.locator('[aria-label="地图的宽度"][aria-valuenow="240"]').waitFor()
    await page.locator('.ag-header-cell[col-id="parcel_code"].ag-header-cell-last-left-pinned').waitFor()

    await page.locator('.ag-cell[col-id="holder_name"]').filter({ hasText: /../ }).first().click()
    await page.keyboard.press('Control+a')
    await page.getByText('已选 55 行').waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    await page.getByText('已选 54 行').waitFor()
    await page.getByRole('button', { name: '批量修改' }).press('Enter')
    await page.getByText('将修改选中的 54 个对象。').waitFor()
    await page.keyboard.press('Escape')

    await page.locator('.workbench-door', { hasText: '历史' }).click()
    await page.evaluate('window.groupBy = Map.groupBy; Map.groupBy = () => { throw new Error("broken on purpose") }')
    await page.locator('.workbench-door', { hasText: '调查' }).click()
    await page.getByRole('heading', { name: '这里没有显示出来' }).waitFor()
    await page.locator('.workbench-name', { hasText: '前王庄' }).waitFor()
    await page.evaluate('Map.groupBy = window.groupBy')
    await page.getByRole('button', { name: '重新显示' }).click()
    await page.locator('.grid-status', { hasText: /^55 行/ }).waitFor()
    await page.locator('.workbench-door', { hasText: '设置' }).click()
    await page.getByRole('heading', { name: '设置' }).waitFor()
    await page.evaluate('Intl.DateTimeFormat = function () { throw new Error("broken on purpose") }')
    await page.getByRole('button', { name: '关闭调查' }).click()
    await page.getByRole('heading', { name: '这里没有显示出来' }).waitFor()
    await page.getByRole('button', { name: '重新显示' }).click()
    await page.getByRole('button', { name: '打开调查' }).waitFor()
    expect(bench.problems.filter((problem) => !problem.includes('broken on purpose'))).toEqual([])
  })

  it('keeps a click on a row far down that is still being read, and stays there when a cell is saved', async () => {
    const survey = await filledSurvey({ parcels: 300 })
    const bench = await openWindow({ folder: survey.folder })
    const { page } = bench
    const answers = await heldAnswers(page)
    await openTablesBySteps(page, '前王庄.gpkg')
    const cellOf = (row: number) => page.locator(`.ag-row[row-index="${row}"] .ag-cell[col-id="holder_name"]`)
    await cellOf(0).filter({ hasText: /../ }).click()
    await page.locator('.object-panel').waitFor()
    answers.hold()
    await page.keyboard.press('Control+End')
    const row = 280
    await page.locator(`.ag-row.grid-row-loading[row-index="${row}"]`).waitFor()
    await cellOf(row).click()
    answers.release()
    await page.locator(`.ag-row[row-index="${row}"].ag-row-selected`).waitFor()
    const code = (await page.locator(`.ag-row[row-index="${row}"] .ag-cell[col-id="parcel_code"]`).textContent()) ?? ''
    expect(code).toMatch(/\d{12}/)
    await page.locator('.object-panel', { hasText: code }).waitFor()
    await cellOf(row).filter({ hasText: /../ }).dblclick()
    await page.locator('.ag-popup-editor input:focus').waitFor()
    await page.keyboard.press('Control+a')
    await page.keyboard.type('赵改名')
    // The first Enter is the input method's: what it composes is not in the file yet.
    await page.evaluate(
      "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true }))",
    )
    expect(await page.locator('.ag-popup-editor input:focus').inputValue()).toBe('赵改名')
    // Who opens cells with F2 presses it once too often: neither the window nor the text is lost.
    await page.keyboard.press('F2')
    await page.keyboard.press('Enter')
    // The list made anew after the change is shown, with its rows read again.
    await page.locator('.grid-status[aria-busy="false"]').waitFor()
    await cellOf(row).filter({ hasText: '赵改名' }).waitFor()
    expect(await cellOf(row).isVisible()).toBe(true)
    expect(bench.problems).toEqual([])
  })
})
