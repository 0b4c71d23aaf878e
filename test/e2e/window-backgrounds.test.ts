import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { connect } from '../../db/open/database.ts'
import type { Extent } from '../../shared/geo/geometry.ts'
import { blobExtent } from '../../shared/geo/geopackage-blob.ts'
import { tiffBytes } from '../builders/raster-files.ts'
import { openBySteps, seriousViolations, systemChromium, windowStories } from '../builders/window-browser.ts'
import { filledSurvey } from '../db/survey-bench.ts'

const PIXEL_M = 0.1
const PURPLE = [150, 0, 200] as const

function parcelIn(path: string): Extent {
  const db = connect(path, 'read')
  try {
    const { geom } = db.prepare<[], { geom: Uint8Array }>('SELECT geom FROM parcel WHERE geom IS NOT NULL').get()!
    return blobExtent(geom)!
  } finally {
    db.close()
  }
}

/** A picture that is purple exactly where the parcel lies, and white around it. */
function drawn([west, south, east, north]: Extent): Buffer {
  const room = 5
  return tiffBytes({
    width: Math.round((east - west + 2 * room) / PIXEL_M),
    height: Math.round((north - south + 2 * room) / PIXEL_M),
    picture: (column, row) => {
      const x = west - room + (column + 0.5) * PIXEL_M
      const y = north + room - (row + 0.5) * PIXEL_M
      return x > west && x < east && y > south && y < north ? PURPLE : [255, 255, 255]
    },
    position: { pixel: PIXEL_M, west: west - room, north: north + room },
    crs: { code: 4527 },
  })
}

type Point = readonly [x: number, y: number]

async function coordinatesAt(page: Page, [x, y]: Point): Promise<Point> {
  await page.mouse.move(x, y)
  const text = (await page.locator('.map-readout .map-figures').first().textContent()) ?? ''
  const [northing = Number.NaN, easting = Number.NaN] = [...text.matchAll(/[\d.]{5,}/g)].map(Number)
  return [easting, northing]
}

/** Where the purple begins and ends along the row and the column of screen pixels through its middle; in the page's words. */
const purpleOn = (page: Page): Promise<readonly number[] | null> =>
  page.evaluate(`(() => {
    const canvas = [...document.querySelectorAll('.map-canvas .ol-layer canvas')].find((each) => !each.closest('.map-survey'))
    if (canvas === undefined) return null
    const { width, height } = canvas
    const { data } = canvas.getContext('2d').getImageData(0, 0, width, height)
    const isPurple = (x, y) => { const at = 4 * (y * width + x); return data[at + 3] > 200 && data[at] < 203 && data[at + 1] < 128 && data[at + 2] > 180 }
    let [west, east, north, south] = [width, -1, height, -1]
    for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) if (isPurple(x, y)) {
      west = Math.min(west, x); east = Math.max(east, x + 1); north = Math.min(north, y); south = Math.max(south, y + 1)
    }
    const box = canvas.getBoundingClientRect()
    return east < 0 ? null : [box.left + west, box.top + north, box.left + east, box.top + south]
  })()`)

describe.skipIf(systemChromium === null)('backgrounds (needs a Chromium on this machine)', () => {
  const openWindow = windowStories()

  it('a picture lies under the parcel that it shows, is arranged, and is remembered by the machine alone', async () => {
    const { folder, path } = await filledSurvey({ parcels: 60, people: false })
    const extent = parcelIn(path)
    writeFileSync(join(folder, '正射影像.tif'), drawn(extent))
    const hidden = { isVisible: false, hasLabels: false, opacity: 1 }
    const { page, settingsFile, problems } = await openWindow({
      folder,
      size: { width: 1920, height: 1080 },
      settings: {
        operator: '张工',
        team: '测绘一队',
        language: 'zh',
        map: {
          layers: ['land_use', 'village', 'parcel', 'building'].map((layer) => ({ layer, ...hidden })),
          drawing: 'canvas',
        },
      },
    })
    await openBySteps(page, '前王庄.gpkg')
    await page.getByRole('heading', { name: '总览' }).waitFor()
    await page.evaluate(`location.hash = '/survey?layer=parcel'`)
    await page.locator('.map-stage[data-complete=true]').waitFor()

    await page.getByRole('button', { name: /添加底图/ }).click()
    await page.locator('.file-picker-list button').first().click()
    await page.getByText('正射影像.tif', { exact: true }).click()
    await page.getByRole('button', { name: '缩放到底图 正射影像.tif' }).click()
    await expect.poll(() => purpleOn(page), { timeout: 15_000, interval: 300 }).not.toBeNull()
    await page.waitForTimeout(1500) // the glide of the view and its last tiles
    const [left = 0, top = 0, right = 0, bottom = 0] = (await purpleOn(page)) ?? []
    const [west, north] = await coordinatesAt(page, [Math.round(left), Math.round(top)])
    const [east, south] = await coordinatesAt(page, [Math.round(right), Math.round(bottom)])
    // Half a pixel of the picture and one of the screen.
    const across = Math.abs((east - west) / (right - left))
    for (const [seen, true_] of [
      [west, extent[0]],
      [south, extent[1]],
      [east, extent[2]],
      [north, extent[3]],
    ] as const)
      expect(Math.abs(seen - true_)).toBeLessThan(PIXEL_M / 2 + across)

    expect(await seriousViolations(page, '.map-panel')).toEqual([])
    await page.getByRole('checkbox', { name: '显示底图 正射影像.tif' }).uncheck()
    await expect
      .poll(() => readFileSync(settingsFile, 'utf8').replaceAll(/\s/g, ''))
      .toMatch(/正射影像\.tif","isVisible":false/)
    expect(readFileSync(path).includes(Buffer.from('正射影像'))).toBe(false)
    await page.getByRole('button', { name: /移除底图 正射影像\.tif/ }).click()
    await page.getByText('文件留在原处').waitFor()
    expect(existsSync(join(folder, '正射影像.tif'))).toBe(true)
    expect(problems).toEqual([])
  })
})
