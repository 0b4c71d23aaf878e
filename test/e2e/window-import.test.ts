import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { connect } from '../../db/open/database.ts'
import { layer, parcelCode, parcels, plot, VILLAGE, writeShapefile } from '../builders/cli-files.ts'
import { prjXian80Zone39 } from '../builders/survey-generator-layout.ts'
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

/** A file or folder that is dragged from the disk and let go in the middle of an element. */
async function letGo(page: Page, selector: string, path: string): Promise<void> {
  const box = await page.locator(selector).boundingBox()
  if (box === null) throw new Error(`${selector} is not on the screen`)
  const pointer = await page.context().newCDPSession(page)
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  const data = { items: [], files: [path], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await pointer.send('Input.dispatchDragEvent', { type, x, y, data })
  await pointer.detach()
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
    const files = readdirSync(source).map((name) => join(source, name))
    await page.locator('input[data-kind=files]').setInputFiles(files)
    await page.getByText('1 个图层，3 条记录').waitFor()
    await page.getByRole('button', { name: '下一步' }).click()

    await page.getByText('宗地.shp 没有说明坐标系').waitFor()
    await page.getByRole('cell', { name: '赵文文' }).first().waitFor()
    expect(await page.getByRole('button', { name: '下一步' }).isDisabled()).toBe(true)
    expect(await seriousViolations(page)).toEqual([])
    await page.getByRole('button', { name: '采用' }).first().click()
    await page.getByText('与调查一致').waitFor()

    // A reload takes away what was sent to the host, and nothing of what was decided.
    await page.reload()
    await openSection(bench)
    await page.getByText('接着上次没有做完的导入').waitFor()
    await page.getByText('不能导入').waitFor()
    await page.locator('input[data-kind=files]').setInputFiles(files)
    await page.getByText('1 个图层，3 条记录').waitFor()
    await page.getByRole('button', { name: '下一步' }).click()
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

  it('calls no numbers of Xian 1980 CGCS2000: it offers no zone, and takes the parameters of the county', async () => {
    const survey = newSurvey()
    const source = join(survey.folder, '来件')
    mkdirSync(source)
    writeShapefile(source, '宗地', parcels(), { prj: prjXian80Zone39 })
    const shift = { kind: 'plane-4', deltaNorthM: 1.2, deltaEastM: -3.4, rotationSeconds: 0, scalePpm: 0 }
    writeFileSync(join(survey.folder, '参数.json'), JSON.stringify({ from: 'EPSG:2363', to: 'EPSG:4527', ...shift }))
    const bench = await openWindow({ folder: survey.folder })
    const page = await openSection(bench)
    const next = page.getByRole('button', { name: '下一步' })
    // Beside the place for it a file is not taken, and the browser does not open it in the window's stead.
    await letGo(page, '.workbench-rail', join(survey.folder, '参数.json'))
    await letGo(page, '.import-drop', source)
    await page.getByText('1 个图层，3 条记录').waitFor()
    // Files of one name come from the folders of several villages.
    await page.getByText('来件/宗地.shp').waitFor()
    expect(page.context().pages()).toHaveLength(1)
    await next.click()
    await page.getByText('不属于 CGCS2000').waitFor()
    expect(await page.getByRole('button', { name: '采用' }).count()).toBe(0)
    expect(await page.getByLabel('其他中央经线').count()).toBe(0)
    expect(await next.isDisabled()).toBe(true)

    await page.getByRole('button', { name: '选择转换参数文件' }).click()
    await page.locator('.file-picker-list button').first().click()
    await page.locator('.file-picker-list button', { hasText: '参数.json' }).click()
    await page.getByText('按参数文件 参数.json 转换到 CGCS2000').waitFor()
    await next.click()
    await page.getByRole('button', { name: '试导入' }).click()
    await page.getByText('crs.datum-shifted').waitFor()
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
