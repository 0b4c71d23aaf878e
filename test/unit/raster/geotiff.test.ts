import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openGeoTiff } from '../../../main/platform/raster/open-geotiff.ts'
import { NotARaster, type Raster } from '../../../main/platform/raster/raster.ts'
import { createReprojection } from '../../../main/platform/reprojection.ts'
import { type Crs, crsOf } from '../../../shared/geo/crs/catalogue.ts'
import { resolutionOf, TILE_PX, tileExtent, tileSideM } from '../../../shared/geo/tile-grid.ts'
import { type TiffSpec, tiffBytes } from '../../builders/raster-files.ts'
import { newFolder } from '../../db/survey-bench.ts'

const folder = newFolder()
let files = 0
const survey = crsOf(4527) as Crs
const WEST = 39_464_000.3
const NORTH = 3_905_000.7

/** Every pixel says which it is. */
const numbered: TiffSpec['picture'] = (column, row) => [column % 256, row % 256, 16 * (column >> 8) + (row >> 8)]

const spec: TiffSpec = {
  width: 600,
  height: 500,
  picture: numbered,
  position: { pixel: 0.1, west: WEST, north: NORTH },
  crs: { code: 4527 },
}

function written(bytes: Uint8Array, name = `${files++}.tif`): string {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

const opened = (tiff: TiffSpec): Promise<Raster> => openGeoTiff(written(tiffBytes(tiff)), survey)

/** Why a file is not shown; whatever else it throws while it is opened is a bug. */
async function refusalOf(path: string): Promise<string> {
  let raster: Raster
  try {
    raster = await openGeoTiff(path, survey)
  } catch (error) {
    if (error instanceof NotARaster) return error.code
    throw error
  }
  const seen = await raster.tile(tileAt(14, WEST + 10, NORTH - 10)).then(
    () => 'none',
    () => 'block',
  )
  raster.close()
  return seen
}

const tileAt = (z: number, x: number, y: number) => ({
  z,
  x: Math.floor(x / tileSideM(z)),
  y: Math.floor(y / tileSideM(z)),
})

/** The largest distance, in pixels of the picture, between the pixel that a tile shows and the one that lies there. */
async function worstOf(raster: Raster, toPixel: (x: number, y: number) => readonly [number, number]): Promise<number> {
  const address = tileAt(14, WEST + 12, NORTH - 12)
  const tile = await raster.tile(address)
  if (tile === null) throw new Error('nothing is seen')
  const [west, , , north] = tileExtent(address)
  const side = resolutionOf(address.z)
  let worst = 0
  let seen = 0
  for (let row = 1; row < TILE_PX; row += 7)
    for (let column = 1; column < TILE_PX; column += 7) {
      const [x, y] = toPixel(west + (column + 0.5) * side, north - (row + 0.5) * side)
      // Where a number wraps, colours between two pixels are none.
      if (x % 256 < 2 || x % 256 > 254 || y % 256 < 2 || y % 256 > 254) continue
      const at = 4 * (row * TILE_PX + column)
      worst = Math.max(
        worst,
        Math.abs((tile[at] ?? 0) + 0.5 - (x % 256)),
        Math.abs((tile[at + 1] ?? 0) + 0.5 - (y % 256)),
      )
      seen++
    }
  expect(seen).toBeGreaterThan(500)
  return worst
}

describe('a GeoTIFF below the survey', () => {
  it.each([
    ['in one strip', {}],
    ['in packed tiles with smaller copies', { tileSide: 64, overviews: 3 }],
  ])('lies to half a pixel where its corner says, %s', async (_, how) => {
    const raster = await opened({ ...spec, ...how })
    expect(raster.facts).toMatchObject({ tiles: 'plane', minZoom: 0, notes: [] })
    expect(raster.facts.extent.map((value) => Number(value.toFixed(4)))).toEqual([WEST, NORTH - 50, WEST + 60, NORTH])
    expect(await worstOf(raster, (x, y) => [(x - WEST) / 0.1, (NORTH - y) / 0.1])).toBeLessThan(0.51)
    raster.close()
  })

  it('that counts from the middle of its pixels lies half a pixel farther', async () => {
    const raster = await opened({ ...spec, isPoint: true })
    expect(await worstOf(raster, (x, y) => [(x - WEST) / 0.1 + 0.5, (NORTH - y) / 0.1 + 0.5])).toBeLessThan(0.51)
    raster.close()
  })

  it('in degrees or another zone is converted, and says so', async () => {
    for (const [code, pixel] of [
      [4490, 1e-6],
      [4508, 0.1],
      [4526, 0.1],
    ] as const) {
      const own = crsOf(code) as Crs
      const there = createReprojection(survey, own)
      if (there === null) throw new Error('one datum')
      const [west = 0, north = 0] = there(Float64Array.of(WEST, NORTH))
      const raster = await opened({
        ...spec,
        position: { pixel, west, north },
        crs: { code, isGeographic: code === 4490 },
      })
      expect(raster.facts.notes).toEqual([{ code: 'reprojected' }])
      const worst = await worstOf(raster, (x, y) => {
        const [there_x = 0, there_y = 0] = there(Float64Array.of(x, y))
        return [(there_x - west) / pixel, (north - there_y) / pixel]
      })
      expect(worst, String(code)).toBeLessThan(0.51)
      raster.close()
    }
  })

  it('shows smaller copies in coarse views, and without them says from where on it is seen', async () => {
    const large: TiffSpec = { ...spec, width: 4000, height: 3000, picture: () => [9, 9, 9], tileSide: 128 }
    const bare = await opened(large)
    expect(bare.facts.minZoom).toBeGreaterThan(8)
    expect(bare.facts.notes).toMatchObject([{ code: 'no-overviews' }])
    bare.close()
    const copied = await opened({ ...large, overviews: 3 })
    expect(copied.facts.minZoom).toBe(0)
    const tile = await copied.tile(tileAt(5, WEST + 1, NORTH - 1))
    expect(tile?.some((value) => value === 9)).toBe(true)
    copied.close()
  })

  it('on another datum is shown as it stands and says that it may be far off', async () => {
    for (const code of [2363, 2415]) {
      const raster = await opened({ ...spec, crs: { code } })
      expect(raster.facts.notes).toEqual([{ code: 'other-datum' }])
      raster.close()
    }
    const wgs = await opened({ ...spec, position: { pixel: 0.1, west: 460_000, north: NORTH }, crs: { code: 32650 } })
    expect(wgs.facts.notes).toEqual([{ code: 'wgs84' }])
    wgs.close()
  })

  it('without a system is taken for the survey’s own only where its numbers fit, and says so', async () => {
    const raster = await opened({ ...spec, crs: null })
    expect(raster.facts).toMatchObject({ notes: [{ code: 'crs-assumed' }], crs: { en: survey.nameEn } })
    raster.close()
    const elsewhere = { ...spec, crs: null, position: { pixel: 0.1, west: 12_000_000, north: 4_000_000 } }
    expect(await refusalOf(written(tiffBytes(elsewhere)))).toBe('background.no-crs')
    expect(await refusalOf(written(tiffBytes({ ...spec, crs: { code: 2326 } })))).toBe('background.unknown-crs')
  })

  it('without a position is placed by the .tfw beside it, or refused', async () => {
    const path = written(tiffBytes({ ...spec, position: null, crs: null }), '影像.tif')
    expect(await refusalOf(path)).toBe('background.no-position')
    written(Buffer.from(`0.1\n0\n0\n-0.1\n${WEST + 0.05}\n${NORTH - 0.05}\n`), '影像.tfw')
    const raster = await openGeoTiff(path, survey)
    expect(await worstOf(raster, (x, y) => [(x - WEST) / 0.1, (NORTH - y) / 0.1])).toBeLessThan(0.51)
    raster.close()
  })
})

describe('a GeoTIFF that is damaged or lies', () => {
  it.each([
    ['has no end', [256, 0xffffffff]],
    ['has blocks larger than memory', [322, 1 << 30]],
    ['says that a block is in another place', [324, 0xfffffff0]],
    ['says that a block is longer than the file', [325, 0x7fffffff]],
    ['is packed in a way that nobody knows', [259, 40000]],
    ['has no samples', [277, 0]],
    ['has blocks without a side', [322, 0]],
  ])('ends in one sentence: it %s', async (_, [tag = 0, value = 0]) => {
    const bytes = tiffBytes({ ...spec, tileSide: 128, lies: new Map([[tag, value]]) })
    expect(await refusalOf(written(bytes))).not.toBe('none')
  })

  it('shows no black ground where a file was cut off, and nothing where a strip was never written', async () => {
    expect(await refusalOf(written(tiffBytes({ ...spec, lies: new Map([[273, 600 * 500 * 3 - 9]]) })))).toBe('block')
    const sparse = await opened({ ...spec, lies: new Map([[273, 0]]) })
    const pixels = await sparse.tile(tileAt(14, WEST + 10, NORTH - 10))
    expect(pixels?.some((value) => value !== 0) ?? false).toBe(false)
    sparse.close()
  })

  it('never does worse than that, whichever byte is wrong and wherever it is cut', async () => {
    const sound = tiffBytes({ ...spec, width: 90, height: 80, tileSide: 32, overviews: 1 })
    const directory = sound.readUInt32LE(4)
    const ends = new Set<string>()
    for (let i = 0; i < 120; i++) {
      const isCut = i % 4 === 0
      const bytes = Buffer.from(isCut ? sound.subarray(0, Math.floor((sound.length * i) / 120)) : sound)
      const at = directory + ((i * 37) % 330)
      if (!isCut && at < bytes.length) bytes[at] = (i * 91) % 256
      ends.add(await refusalOf(written(bytes, 'wrong.tif')))
    }
    expect(ends).toContain('none')
    expect(ends).toContain('background.damaged')
  })

  it('of directories in a circle is opened once', async () => {
    const bytes = tiffBytes({ ...spec, overviews: 1 })
    const first = bytes.readUInt32LE(4)
    const next = bytes.readUInt32LE(first + 2 + 12 * bytes.readUInt16LE(first))
    bytes.writeUInt32LE(first, next + 2 + 12 * bytes.readUInt16LE(next))
    const raster = await openGeoTiff(written(bytes), survey)
    expect(raster.facts.maxZoom).toBe(14)
    raster.close()
  })
})
