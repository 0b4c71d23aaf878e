import { closeSync, mkdirSync, openSync, readdirSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { runCli } from '../builders/run-cli.ts'
import { openBySteps, seriousViolations, systemChromium, windowStories } from '../builders/window-browser.ts'
import { filledSurvey } from '../db/survey-bench.ts'

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

/** As a bad sector would: the middle of the file is something else. */
function damage(path: string): void {
  const half = Math.floor(statSync(path).size / 2)
  const file = openSync(path, 'r+')
  writeSync(file, Buffer.alloc(half, 0x5a), 0, half, 8192)
  closeSync(file)
}

describe.skipIf(systemChromium === null)('the window (needs a Chromium on this machine)', () => {
  const openWindow = windowStories()

  it('leads from the first start over the sample and a household found by two characters to an area, and back by undo', async () => {
    const bench = await openWindow({ settings: {} })
    const { page } = bench
    await page.getByRole('heading', { name: 'CunDi 村地' }).waitFor()
    expect(await seriousViolations(page)).toEqual([])
    await button(page, /打开示例/).click()
    await page.getByRole('heading', { name: '谁在工作？' }).waitFor()
    expect(await seriousViolations(page)).toEqual([])
    await page.getByLabel('姓名').fill('王测')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '总览' }).waitFor({ timeout: 60_000 })
    await button(page, /^超标 17 宗 468\.50 m²/).waitFor()
    expect(await seriousViolations(page)).toEqual([])
    await button(page, /^错误 3/).click()
    await page.getByText('3 个', { exact: true }).waitFor()
    await button(page, '总览').click()
    await page.getByText('公顷').click()
    await button(page, /^宗地 95 1\.8617 公顷/).waitFor()
    await button(page, /^近郊村 · 超标/).click()
    expect(new URL(page.url()).hash).toBe('#/survey?layer=parcel&standing=over&villageType=near_suburb')
    await page.getByText('5 行', { exact: true }).waitFor()

    await page.getByRole('tab', { name: '农户' }).click()
    await page.getByRole('searchbox').first().fill('许顺')
    await page.getByText('1 行', { exact: true }).waitFor()
    await page.getByRole('gridcell', { name: '3717031022030019' }).click()
    await button(page, '371703001003JC00019').click()
    await page.getByRole('tab', { name: '编辑' }).click()
    await page.getByLabel('宗地面积（申报）').fill('207.5')
    await page.keyboard.press('Enter')
    await page.locator('.object-field-state', { hasText: '已保存' }).waitFor()
    await button(page, '总览').click()
    await page.getByText('此后又有 1 次改动').first().waitFor()
    await button(page, /王测修改了.*宗地面积/).waitFor()
    await page.keyboard.press('Control+z')
    await button(page, /王测撤销了/).waitFor()

    await button(page, '历史').click()
    await page.getByText('王测从“宗地.shp”的“宗地”导入了宗地（批次 2）。').waitFor()
    expect(await seriousViolations(page)).toEqual([])
    await button(page, '撤销最近一次改动').click()
    await page.getByText('王测回退了批次 11').waitFor()
    await button(page, /^撤销: .*批次 4/).click()
    await page.getByText('王测回退了批次 4').waitFor()
    await button(page, '总览').click()
    await button(page, /^地类图斑 0/).waitFor()
    expect(bench.problems).toEqual([])
  })

  it('restores a damaged survey when the user says so, and keeps the damaged file', async () => {
    const { folder } = await filledSurvey()
    const bench = await openWindow({ folder })
    const { page } = bench
    await openBySteps(page, '前王庄.gpkg')
    await button(page, '设置').click()
    await button(page, '立即生成快照').click()
    await page.getByText(/快照已生成并校验|没有改动/).waitFor()
    expect(await seriousViolations(page)).toEqual([])
    await page.getByText('English', { exact: true }).click()
    await page.getByRole('heading', { name: 'Settings' }).waitFor()
    await page.getByText('简体中文').click()
    await button(page, '关闭调查').click()
    await page.getByRole('heading', { name: 'CunDi 村地' }).waitFor()
    damage(join(folder, '前王庄.gpkg'))

    await button(page, /^前王庄 /).click()
    await page.getByRole('heading', { name: '调查文件已损坏' }).waitFor()
    expect(await seriousViolations(page)).toEqual([])
    expect(readdirSync(folder).filter((name) => name.includes('replaced'))).toEqual([])
    await button(page, /^查看/).first().click()
    await page.getByRole('cell', { name: '55' }).first().waitFor()
    await button(page, '恢复为原文件').click()
    await page.getByText(/原来的文件保留为 前王庄\.replaced-/).waitFor()
    await button(page, /打\s*开/).click()
    await button(page, /^宗地 55/).waitFor()
    expect(readdirSync(folder).filter((name) => name.includes('replaced'))).toHaveLength(1)
    expect(bench.problems).toEqual([])
  })

  it('lets a second window read what the first one edits, and names who holds it', async () => {
    const { folder } = await filledSurvey()
    const bench = await openWindow({ folder })
    await openBySteps(bench.page, '前王庄.gpkg')
    await button(bench.page, /^宗地 55/).waitFor()
    const second = await bench.openWindow()
    await button(second, /^前王庄 /).click()
    await second.getByRole('heading', { name: '“张工”正在使用这个调查' }).waitFor()
    expect(await seriousViolations(second)).toEqual([])
    await button(second, '以只读方式打开').click()
    await second.getByText(/^只读：“张工”/).waitFor()
    await button(second, /^宗地 55/).waitFor()
    await button(second, '历史').click()
    await second.getByText(/新建了调查文件/).waitFor()
    expect(await button(second, '撤销').count()).toBe(0)
    expect(bench.problems).toEqual([])
  })

  it('warns of a synced folder and lets the user go on; a survey with a passphrase is masked without it', async () => {
    const bench = await openWindow()
    const { page, folder } = bench
    const synced = join(folder, '我的坚果云')
    mkdirSync(synced)
    const survey = join(synced, '调查.gpkg')
    const made = await runCli(['init', survey, '--county', '371703'], { env: { CUNDI_PASSPHRASE: '口令一二三四五' } })
    expect(made.status).toBe(0)
    await button(page, /打开调查/).click()
    for (const name of [/调查 文件/, /我的坚果云/, /调查\.gpkg$/]) await button(page, name).click()
    await page.getByRole('heading', { name: '这个文件在 坚果云 的同步文件夹里' }).waitFor()
    await button(page, '仍然打开').click()
    await page.getByRole('heading', { name: '请输入个人信息口令' }).waitFor()
    expect(await seriousViolations(page)).toEqual([])
    await page.getByRole('textbox', { name: '口令' }).fill('不是这个')
    await page.keyboard.press('Enter')
    await page.getByText('口令不正确，请再试一次。').waitFor()
    await page.getByRole('textbox', { name: '口令' }).fill('口令一二三四五')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '这个调查还是空的' }).waitFor()
    expect(bench.problems).toEqual([])
  })
})
