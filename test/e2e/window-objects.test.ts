import { describe, expect, it } from 'vitest'
import { connect } from '../../db/open/database.ts'
import { openTablesBySteps, seriousViolations, systemChromium, windowStories } from '../builders/window-browser.ts'
import { filledSurvey } from '../db/survey-bench.ts'

const stored = (path: string, column: string): unknown => {
  const db = connect(path, 'read')
  try {
    return db.prepare<[], Record<string, unknown>>(`SELECT ${column} FROM parcel ORDER BY fid LIMIT 1`).get()?.[column]
  } finally {
    db.close()
  }
}

describe.skipIf(systemChromium === null)('a parcel in its panel (needs a Chromium on this machine)', () => {
  const openWindow = windowStories()

  it('has its area edited, saved and undone, with a refusal and a reload between', async () => {
    const survey = await filledSurvey()
    const bench = await openWindow({ folder: survey.folder })
    const { page } = bench
    const open = async (): Promise<void> => {
      await openTablesBySteps(page, '前王庄.gpkg')
      await page.locator('.ag-row[row-index="0"] .ag-cell[col-id="parcel_code"]').filter({ hasText: /./ }).click()
      await page.getByRole('tab', { name: '编辑' }).click()
    }
    await open()
    const before = stored(survey.path, 'declared_area_m2')
    const area = page.getByLabel('宗地面积（申报）')

    await area.fill('二百')
    await area.press('Enter')
    await page.getByText('的值不是数值：请只填数字和小数点').waitFor()
    expect(stored(survey.path, 'declared_area_m2')).toBe(before)
    await page.reload()
    await open()
    expect(await area.inputValue()).toBe('二百')

    // What is typed into a cell of the table outlives a reload as well, until Esc drops it or it is saved.
    const cell = page.locator('.ag-row[row-index="0"] .ag-cell[col-id="location"]')
    const typing = page.locator('.grid-editor input')
    await cell.dblclick()
    await typing.fill('村东头')
    await page.reload()
    await open()
    await cell.filter({ hasText: '村东头（未保存）' }).dblclick()
    expect(await typing.inputValue()).toBe('村东头')
    await typing.press('Escape')
    await cell.filter({ hasNotText: '未保存' }).waitFor()
    await cell.dblclick()
    await typing.fill('村西头')
    await page.reload()
    await open()
    await cell.filter({ hasText: '村西头（未保存）' }).dblclick()
    await typing.press('Enter')
    await cell.filter({ hasText: /^村西头$/ }).waitFor()

    await area.fill('201.5')
    await area.press('Enter')
    await page.locator('.object-field-state', { hasText: '已保存' }).waitFor()
    expect(stored(survey.path, 'declared_area_m2')).toBe(201.5)
    expect(await seriousViolations(page, '.object-panel')).toEqual([])

    await page.getByRole('tab', { name: '历史' }).click()
    await page.getByText('改为“201.5 m²”').waitFor()
    await page.keyboard.press('Control+z')
    await page.getByText(/已撤销：.*宗地面积/).waitFor()
    expect(stored(survey.path, 'declared_area_m2')).toBe(before)
    await page.keyboard.press('Control+y')
    await page.getByText(/已重做：.*宗地面积/).waitFor()
    expect(stored(survey.path, 'declared_area_m2')).toBe(201.5)
    expect(bench.problems).toEqual([])
  })
})
