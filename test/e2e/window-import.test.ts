import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { connect } from '../../db/open/database.ts'
import { layer, parcelCode, plot, VILLAGE, writeShapefile } from '../builders/cli-files.ts'
import {
  openBySteps,
  seriousViolations,
  systemChromium,
  type WindowBench,
  windowStories,
} from '../builders/window-browser.ts'
import { newSurvey } from '../db/survey-bench.ts'

const storedCodes = (path: string): readonly unknown[] => {
  const db = connect(path, 'read')
  try {
    return db
      .prepare<[], { code: string }>('SELECT parcel_code AS code FROM parcel ORDER BY fid')
      .all()
      .map(({ code }) => code)
  } finally {
    db.close()
  }
}

async function openSection(bench: WindowBench): Promise<WindowBench['page']> {
  await openBySteps(bench.page, '前王庄.gpkg')
  await bench.page.locator('.workbench-door', { hasText: '导入' }).click()
  return bench.page
}

describe.skipIf(systemChromium === null)('importing in the window (needs a Chromium on this machine)', () => {
  const openWindow = windowStories()

  it('brings in a GBK shapefile without .prj after its questions are answered, and rolls it back', async () => {
    const survey = newSurvey()
    const source = join(survey.folder, '来件')
    mkdirSync(source)
    const rows = [
      { ZDDM: parcelCode(1), XZCDM: VILLAGE, QLR: '赵文文' },
      { ZDDM: parcelCode(2), XZCDM: VILLAGE, QLR: '钱武文' },
      { ZDDM: parcelCode(3), XZCDM: VILLAGE, QLR: '孙文' },
    ]
    writeShapefile(source, '宗地', layer(rows, [plot(1), plot(2), null]), { ldid: 0, prj: null })
    const bench = await openWindow({ folder: survey.folder })
    const page = await openSection(bench)
    await page.locator('input[data-kind=files]').setInputFiles(readdirSync(source).map((name) => join(source, name)))
    await page.getByText('1 个图层，3 条记录').waitFor()
    await page.getByRole('button', { name: '下一步' }).click()

    await page.getByText('宗地.shp 没有说明坐标系').waitFor()
    await page.getByRole('cell', { name: '赵文文' }).first().waitFor()
    expect(await page.getByRole('button', { name: '下一步' }).isDisabled()).toBe(true)
    expect(await seriousViolations(page)).toEqual([])
    await page.getByRole('button', { name: '采用' }).first().click()
    await page.getByText('与调查一致').waitFor()
    await page.getByRole('button', { name: '下一步' }).click()

    await page.getByRole('cell', { name: '宗地代码 ZDDM' }).waitFor()
    await page.getByRole('button', { name: '试导入' }).click()

    await page.getByText('geometry.missing').waitFor()
    expect(storedCodes(survey.path)).toEqual([])
    expect(await seriousViolations(page)).toEqual([])
    // What was answered is still there after a look at another section.
    await page.locator('.workbench-door').first().click()
    await page.locator('.workbench-door', { hasText: '导入' }).click()
    await page.getByRole('button', { name: '导入到调查' }).click()

    await page.getByText('已导入或更新 2 条记录，拒绝 1 条').waitFor()
    expect(storedCodes(survey.path)).toEqual([parcelCode(1), parcelCode(2)])
    await page.getByRole('button', { name: '查看批次 1' }).click()
    await page.getByText('待修正的被拒记录').waitFor()
    expect(await seriousViolations(page)).toEqual([])

    await page
      .getByRole('row')
      .getByRole('button', { name: /^回\s?滚$/ })
      .click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^回\s?滚$/ })
      .click()
    await page.getByText('已回滚批次 1').waitFor()
    expect(storedCodes(survey.path)).toEqual([])
    await page.getByRole('button', { name: '撤销回滚' }).click()
    await page.getByText('批次 1 已恢复').waitFor()
    expect(storedCodes(survey.path)).toEqual([parcelCode(1), parcelCode(2)])
    expect(bench.problems).toEqual([])
  })

  it('stays calm over files that are not what they say', async () => {
    const survey = newSurvey()
    const bench = await openWindow({ folder: survey.folder })
    const page = await openSection(bench)
    const picture = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
    await page.locator('input[data-kind=files]').setInputFiles([
      { name: '照片.dbf', mimeType: 'application/octet-stream', buffer: picture },
      { name: '空.shp', mimeType: 'application/octet-stream', buffer: Buffer.alloc(0) },
      { name: '坏.zip', mimeType: 'application/zip', buffer: Buffer.from('PK\u0003\u0004 cut') },
    ])
    await page.getByText('不能导入').nth(2).waitFor()
    expect(await page.getByRole('button', { name: '下一步' }).isDisabled()).toBe(true)
    expect(await seriousViolations(page)).toEqual([])
    expect(bench.problems).toEqual([])
  })
})
