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

  it('draws the survey, chooses the parcel that is clicked, and selects in a box what the tables have there', async () => {
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

    await page.mouse.click(x, y)
    await page.getByText(chosen.code).first().waitFor()
    expect(problems).toEqual([])
  })
})
