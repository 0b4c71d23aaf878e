import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { generatePlan } from '../builders/plan-generator.ts'
import { openBySteps, seriousViolations, systemChromium, windowStories } from '../builders/window-browser.ts'
import { newFolder, newSurvey } from '../db/survey-bench.ts'

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

/** Adds a file of the shared folder to the import by the picker. */
async function addFile(page: Page, name: string): Promise<void> {
  await button(page, '选择文件…').click()
  const picker = page.locator('.file-picker-list')
  await picker.locator('button').first().click()
  await picker.locator('button', { hasText: '图层' }).click()
  await picker.locator('button', { hasText: name }).click()
  await page.locator('.planning-line', { hasText: name }).waitFor()
}

describe.skipIf(systemChromium === null)('a planning consultant (needs a Chromium on this machine)', () => {
  const openWindow = windowStories()

  it('imports a plan, reads what land becomes, looks at a piece and settles a conflict', async () => {
    const folder = newFolder()
    const plan = generatePlan(join(folder, '图层'), { villages: 1 })
    const bench = newSurvey(null, folder)
    await bench.importFile(plan.villages, 'village')
    const { page, problems } = await openWindow({ folder })
    await openBySteps(page, '.gpkg')
    await page.locator('.workbench-door', { hasText: '规划' }).click()

    await button(page, '导入图层…').click()
    await page.getByLabel('规划名称').fill('示例村村庄规划')
    for (const name of ['JQDLTB.shp', 'TDGHDL.shp', 'YJJBNTBHTB.shp']) await addFile(page, name)
    const dialog = page.getByRole('dialog', { name: '导入规划图层' })
    await expect.poll(() => dialog.getByText('条记录').count()).toBe(3)
    await dialog.getByRole('button', { name: '导入', exact: true }).click()
    await expect.poll(() => dialog.getByText('已导入').count()).toBe(3)
    await page.keyboard.press('Escape')
    await page.getByRole('heading', { name: '示例村村庄规划' }).waitFor()

    await button(page, '打开').click()
    await button(page, '计算叠加').click()
    const cell = page.locator('.planning-matrix').getByRole('button', { name: /^耕地 → 宅基地：/ })
    await cell.waitFor()
    await page.locator('.planning-segmented-unit').getByText('m²').click()
    expect(await seriousViolations(page, '.planning')).toEqual([])
    await cell.focus()
    await page.keyboard.press('Enter')
    await page.locator('.planning-pieces').getByRole('button', { name: '在图上查看' }).first().click()
    await page
      .locator('.planning-patch')
      .getByText(/2121 宅基地$/)
      .waitFor()
    await page.locator('.planning-map[data-complete="true"]').first().waitFor()
    await page.getByText('卷帘', { exact: true }).click()
    const swipe = page.getByRole('slider', { name: '卷帘位置（%）' })
    await swipe.focus()
    await page.keyboard.press('ArrowRight')
    expect(await swipe.inputValue()).toBe('51')
    expect(await seriousViolations(page, '.planning')).toEqual([])

    await page.getByText('冲突', { exact: true }).click()
    await button(page, '检查冲突').click()
    const ledger = page.getByRole('region', { name: '冲突台账' })
    await ledger.getByText(`${plan.answer.constructionOnFarmland.patches} 项`).waitFor()
    await ledger.getByRole('button', { name: '处理…' }).first().click()
    const settle = page.getByRole('dialog', { name: /^处理冲突/ })
    await settle.getByLabel('处理意见').fill('退出，恢复耕地')
    await settle.getByRole('button', { name: '保存' }).click()
    await ledger.getByText('退出，恢复耕地').waitFor()
    expect(await seriousViolations(page, '.planning')).toEqual([])
    await page.locator('.planning-bar h1').click()
    await page.keyboard.press('Control+z')
    await ledger.getByText('退出，恢复耕地').waitFor({ state: 'detached' })

    await page.locator('.planning-bar').getByText('图例与口径', { exact: true }).click()
    await page.getByRole('searchbox', { name: '按代码或名称查找（全部分类）' }).fill('2121')
    await button(page, '修改 2121 宅基地').click()
    const change = page.getByRole('dialog', { name: '修改 2121 宅基地' })
    await change.getByLabel('填充色', { exact: true }).fill('#d81b60')
    await change.getByLabel('填充色的依据').fill('区局图例')
    expect(await seriousViolations(page, '.ant-modal')).toEqual([])
    await change.getByRole('button', { name: '保存' }).click()
    const line = page.locator('.legend-table tr', { hasText: '区局图例' })
    await line.getByText('内置 #f4a6b5').waitFor()
    expect(await seriousViolations(page, '.planning')).toEqual([])
    expect(problems).toEqual([])
  })
})
