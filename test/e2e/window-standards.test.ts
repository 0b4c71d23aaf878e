import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { openBySteps, seriousViolations, systemChromium, windowStories } from '../builders/window-browser.ts'

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

describe.skipIf(systemChromium === null)('a district officer (needs a Chromium on this machine)', () => {
  const openWindow = windowStories()

  it('drafts a standard, sees what it does, adopts it and shows why 200.50 m² are 34.50 m² over', async () => {
    const { page, problems } = await openWindow()
    await button(page, /打开示例/).click()
    await page.getByRole('heading', { name: '总览' }).waitFor({ timeout: 60_000 })
    await page.locator('.workbench-door', { hasText: '标准' }).click()

    await button(page, '以此起草…').click()
    await button(page, '开始起草').click()
    await page.getByLabel('SD_SUBURB_URBAN 的限额（m²）').fill('150')
    await page.getByLabel('SD_PLAIN 的地形').selectOption('saline')
    await page
      .getByText('标准 SD_PLAIN、SD_SALINE 对同一种情形都给出限额，例如：村庄类型：远郊村，地形：盐碱地')
      .waitFor()
    await page.reload()
    await openBySteps(page, '.gpkg')
    await page.getByText('这种情形没有标准：村庄类型：远郊村，地形：平原').waitFor()
    expect(await page.getByLabel('SD_SUBURB_URBAN 的限额（m²）').inputValue()).toBe('150')
    expect(await seriousViolations(page, '.standards')).toEqual([])
    await page.getByLabel('SD_PLAIN 的地形').selectOption('plain')
    await page.getByText('各种情形都有且只有一条标准。').waitFor()
    await button(page, '保存为新版本…').click()
    await page.getByLabel('修改理由').fill('城中村收紧到 150')
    await button(page, '保存').last().click()

    await button(page, '模拟测算…').click()
    await button(page, '开始模拟').click()
    await button(page, '显示分布，移动限额').click()
    const near = page.getByRole('region', { name: 'SD_SUBURB_NEAR' })
    await near.getByText('24 宗中 5 宗超过，共超出 122.50 m²').waitFor()
    await near.getByRole('slider').fill('200')
    await near.getByText('24 宗中 1 宗超过，共超出 0.50 m² （限额 166 m² 时为 5 宗）').waitFor()
    expect(await seriousViolations(page, '.standards')).toEqual([])

    await page.getByText('标准集', { exact: true }).first().click()
    await page.locator('.standards-line', { hasText: 'sd-ceilings-draft' }).click()
    await button(page, '采用…').click()
    await page.getByLabel('采用依据（会议纪要、文号等）').fill('区政府会议纪要')
    await button(page, '采用').last().click()
    await button(page, '立即测算').click()
    await page.getByText(/^测算完成：/).waitFor()

    await page.evaluate("location.hash = '/survey?layer=household&village=371703107202'")
    await page.locator('.ag-cell[col-id="household_code"]', { hasText: '3717031072020007' }).click()
    await button(page, '为什么 / 打印说明').click()
    const paper = page.getByRole('article', { name: '农户宅基地测算说明' })
    await paper.getByText('面积 200.50 m²，标准 166 m²，超出 34.50 m²').waitFor()
    await paper.getByText('max(0, 200.50 − 166) = 34.50 m²').waitFor()
    await paper
      .getByText(/sd-ceilings-draft$/)
      .first()
      .waitFor()
    await page.getByText('200.50 m² against a standard of 166 m²: 34.50 m² over').waitFor()
    expect(await seriousViolations(page, '.standards')).toEqual([])
    expect(problems).toEqual([])
  })
})
