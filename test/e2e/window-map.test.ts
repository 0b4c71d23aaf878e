import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { connect } from '../../db/open/database.ts'
import type { Extent } from '../../shared/geo/geometry.ts'
import { blobExtent } from '../../shared/geo/geopackage-blob.ts'
import { seriousViolations, systemChromium, windowStories } from '../builders/window-browser.ts'

interface Placed {
  readonly code: string
  readonly extent: Extent
}

function parcelsOf(folder: string): readonly Placed[] {
  const name = readdirSync(folder).find((entry) => entry.endsWith('.gpkg')) ?? ''
  const db = connect(join(folder, name), 'read')
  try {
    return db
      .prepare<[], { code: string | null; geom: Uint8Array }>('SELECT parcel_code AS code, geom FROM parcel')
      .all()
      .flatMap(({ code, geom }) => {
        const extent = blobExtent(geom)
        return extent === null || code === null ? [] : [{ code, extent }]
      })
  } finally {
    db.close()
  }
}

const middleOf = ({ extent }: Placed): Point => [(extent[0] + extent[2]) / 2, (extent[1] + extent[3]) / 2]

type Point = readonly [x: number, y: number]

/** Easting and northing that the map tells under a place of the screen. */
async function coordinatesAt(page: Page, [x, y]: Point): Promise<Point> {
  await page.mouse.move(x, y)
  const text = (await page.locator('.map-readout .map-figures').first().textContent()) ?? ''
  const [northing = Number.NaN, easting = Number.NaN] = [...text.matchAll(/[\d.]{5,}/g)].map(Number)
  return [easting, northing]
}

/** Where the map shows a coordinate, by what it says of two places. */
async function screenPlaces(page: Page): Promise<(at: Point) => Point> {
  const box = await page.locator('.map-canvas').boundingBox()
  if (box === null) throw new Error('the map is not on the screen')
  const from: Point = [Math.round(box.x + box.width / 3), Math.round(box.y + box.height / 3)]
  const to: Point = [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)]
  const first = await coordinatesAt(page, from)
  const second = await coordinatesAt(page, to)
  const along = (at: number, axis: 0 | 1): number =>
    from[axis] + ((at - first[axis]) / (second[axis] - first[axis])) * (to[axis] - from[axis])
  return ([x, y]) => [along(x, 0), along(y, 1)]
}

/** Colours on the tiles' own canvas; in the page's words, because tests know no DOM. */
const coloursOn = (page: Page): Promise<number> =>
  page.evaluate(`(() => {
    const canvas = document.querySelector('.map-survey canvas')
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d')
    copy.drawImage(canvas, 0, 0)
    return new Set(new Uint32Array(copy.getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size
  })()`)

describe.skipIf(systemChromium === null)('the map (needs a Chromium on this machine)', () => {
  const openWindow = windowStories()

  it('draws the survey, chooses with its table by click, box and key, measures, and outlives the graphics card', async () => {
    const bench = await openWindow({ size: { width: 1920, height: 1080 } })
    const { page, folder, problems } = bench
    await page.getByRole('button', { name: /打开示例/ }).click()
    await page.getByRole('heading', { name: '总览' }).waitFor({ timeout: 60_000 })
    await page.evaluate(`location.hash = '/survey?layer=parcel'`)
    await page.locator('.map-stage[data-complete=true]').waitFor()
    expect(await coloursOn(page)).toBeGreaterThan(20)
    expect(await seriousViolations(page)).toEqual([])

    const parcels = parcelsOf(folder)
    const place = await screenPlaces(page)
    const chosen = parcels.find(({ code }) => code.endsWith('JC00002'))!
    const [x, y] = place(middleOf(chosen))
    const shiftTo = parcels.find(
      ({ code }) => code.slice(0, 12) === chosen.code.slice(0, 12) && code.endsWith('JC00005'),
    )!
    const [toX, toY] = place(middleOf(shiftTo))

    await page.keyboard.down('Shift')
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(toX, toY + 3, { steps: 5 })
    await page.mouse.up()
    await page.keyboard.up('Shift')
    const [west, east] = [middleOf(chosen)[0], middleOf(shiftTo)[0]]
    const inside = parcels.filter(
      ({ extent }) =>
        extent[0] < east && extent[2] > west && extent[1] < middleOf(chosen)[1] && extent[3] > middleOf(shiftTo)[1] - 1,
    )
    expect(inside.length).toBeGreaterThan(1)
    await page.getByText('图上选取的范围').waitFor()
    await page.getByText(`${inside.length} 行`, { exact: true }).waitFor()

    // What is chosen on the map is chosen in the table, and the other way round; the area stays.
    const chosenRows = page.locator('.ag-row-selected')
    await page.mouse.click(x, y)
    await page.locator('.object-panel').getByText(chosen.code).first().waitFor()
    await page.locator('.object-panel').getByRole('button', { name: '关闭' }).click()
    await page.locator('.object-panel').waitFor({ state: 'detached' })
    await expect.poll(() => chosenRows.count()).toBe(1)
    const placeNow = await screenPlaces(page)
    await page.keyboard.down('Control')
    await page.mouse.click(...placeNow(middleOf(shiftTo)))
    await page.keyboard.up('Control')
    await expect.poll(() => chosenRows.count()).toBe(2)
    await page.getByText(`${inside.length} 行`, { exact: true }).waitFor()
    await page.locator('.ag-row-selected input[type=checkbox]').first().click()
    await page.getByText('已选 1 行').waitFor()
    await page.mouse.move(...placeNow(middleOf(shiftTo)), { steps: 3 })
    const outline = `getComputedStyle([...document.querySelectorAll('.ag-row')].find(({ textContent }) =>
      textContent.includes('${shiftTo.code}'))).outlineStyle`
    await expect.poll(() => page.evaluate(outline)).toBe('solid')

    const [map, panel] = await Promise.all(['.map-canvas', '.map-panel'].map((at) => page.locator(at).boundingBox()))
    expect(map!.y + map!.height <= panel!.y || map!.x + map!.width <= panel!.x).toBe(true)

    // Keys do in the middle of the map what a pointer does.
    await page.evaluate(`location.hash = '/survey?layer=village'`)
    await page.getByRole('tab', { name: '行政村', selected: true }).waitFor()
    const keys = async (...names: readonly string[]): Promise<void> => {
      for (const name of names) {
        await page.keyboard.press(name)
        await page.waitForTimeout(250) // the map glides
      }
    }
    const hint = page.locator('.map-hint-figures')
    await page.locator('.map-canvas').focus()
    await keys('ArrowRight', 'Enter')
    await page.locator('.object-panel').getByText('行政村').first().waitFor()
    await expect.poll(() => chosenRows.count()).toBe(1)
    await page.locator('.object-panel').getByRole('button', { name: '关闭' }).click()

    const scale = Number(
      /1:([\d,]+)/.exec((await page.locator('.map-scale').textContent()) ?? '')?.[1]?.replace(',', ''),
    )
    const stepM = (128 * scale * 0.0254) / 96
    const lengthM = async (): Promise<number> => Number(/[\d.]+/.exec((await hint.textContent()) ?? '')?.[0])
    const tool = page.getByRole('button', { name: '量长度' })
    await tool.click()
    const beside = (await tool.boundingBox())!
    const clickAt = (px: number): Promise<void> => page.mouse.click(beside.x + px, beside.y + 16)
    await page.getByRole('tooltip').waitFor() // it lies where the first click goes
    await clickAt(64)
    await clickAt(192)
    await keys('Enter')
    expect((await lengthM()) / stepM).toBeCloseTo(1, 2)
    await keys('Escape')
    await tool.press('Enter')
    await keys('Space', 'ArrowLeft', 'Space', 'ArrowUp', 'Space')
    expect((await lengthM()) / stepM).toBeCloseTo(2, 2)
    await keys('Backspace', 'Enter')
    expect((await lengthM()) / stepM).toBeCloseTo(1, 2)
    await keys('Escape')
    expect(await hint.count()).toBe(0)

    await page.getByText('WebGL', { exact: true }).click()
    const drawn = page.locator('.map-drawn')
    await expect.poll(() => drawn.textContent()).toMatch(/WebGL 绘制|没有可用的显卡/)
    if ((await drawn.textContent()) !== '由 WebGL 绘制') return // this browser has none even by software
    await page.locator('.map-stage[data-complete=true]').waitFor()
    await page.evaluate(
      `document.querySelector('.map-survey canvas').getContext('webgl2').getExtension('WEBGL_lose_context').loseContext()`,
    )
    await page.getByText('已改由画布绘制').waitFor()
    await page.locator('.map-stage[data-complete=true]').waitFor()
    expect(await coloursOn(page)).toBeGreaterThan(20)
    expect(problems).toEqual([])
  })
})
