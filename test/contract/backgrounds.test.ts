import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Core, createCore } from '../../main/core/core.ts'
import { router } from '../../main/core/router.ts'
import type { Background } from '../../shared/contract/backgrounds.ts'
import type { Outcome } from '../../shared/contract/outcome.ts'
import { tileSideM } from '../../shared/geo/tile-grid.ts'
import { pmtilesBytes, pngBytes, tiffBytes } from '../builders/raster-files.ts'
import { AUTHOR, answerOf, newFolder } from '../db/survey-bench.ts'

const folder = newFolder()
const settingsFile = join(folder, '设置', 'settings.json')
const cores: Core[] = []

/** A core as a window has it: settings kept, files by names. */
function newClient() {
  const core = createCore({
    author: AUTHOR,
    passphrase: null,
    resolveFile: (file) => join(folder, file),
    nameFile: basename,
    settingsFile,
    defaultFolder: folder,
    version: 'test',
    language: 'zh',
  })
  cores.push(core)
  return createRouterClient(router, { context: { core } })
}

let client: ReturnType<typeof newClient>
let survey: string

const WEST = 39_464_000
const NORTH = 3_905_000
/** Longitude and latitude of the tile 16/54003/25974. */
const TILE = { z: 16, x: 54_003, y: 25_974 } as const
const BOUNDS = [116.647, 35.285, 116.653, 35.29]

beforeAll(async () => {
  client = newClient()
  answerOf(await client.survey.create({ file: '甲.gpkg', county: '371703', crs: null, villages: null, force: false }))
  survey = answerOf(await client.survey.open({ file: '甲.gpkg', mode: 'write' })).survey
  writeFileSync(
    join(folder, '正射.tif'),
    tiffBytes({
      width: 300,
      height: 300,
      picture: () => [200, 10, 20],
      position: { pixel: 0.1, west: WEST, north: NORTH },
      crs: { code: 4527 },
    }),
  )
  mbtiles('瓦片.mbtiles', 'png')
  mbtiles('矢量.mbtiles', 'pbf')
  // PMTiles count tiles along a Hilbert curve; the whole world is tile 0.
  writeFileSync(join(folder, '世界.pmtiles'), pmtilesBytes(0, pngBytes(256, [1, 2, 3]), 0, [-180, -85, 180, 85]))
  writeFileSync(join(folder, '炸弹.pmtiles'), pmtilesBytes(0, pngBytes(16, [1, 2, 3], 60_000), 0, [-180, -85, 180, 85]))
})
afterAll(async () => {
  for (const core of cores) core.closeAll()
  await Promise.all(cores.map((core) => core.whenClosed()))
})

function mbtiles(name: string, format: string): void {
  const db = new Database(join(folder, name))
  db.exec(`CREATE TABLE metadata (name TEXT, value TEXT);
    CREATE TABLE map (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_id TEXT);
    CREATE TABLE images (tile_id TEXT PRIMARY KEY, tile_data BLOB);
    CREATE UNIQUE INDEX map_index ON map (zoom_level, tile_column, tile_row);
    CREATE VIEW tiles AS SELECT zoom_level, tile_column, tile_row, tile_data FROM map JOIN images USING (tile_id);`)
  db.prepare('INSERT INTO metadata VALUES (?, ?), (?, ?)').run('format', format, 'bounds', BOUNDS.join(','))
  db.prepare('INSERT INTO map VALUES (?, ?, ?, ?)').run(TILE.z, TILE.x, 2 ** TILE.z - 1 - TILE.y, 'a')
  db.prepare('INSERT INTO images VALUES (?, ?)').run('a', pngBytes(256, [4, 5, 6]))
  db.close()
}

const add = (file: string): Promise<Outcome<readonly Background[]>> => client.backgrounds.add({ survey, file })
const codeOf = (outcome: Outcome<unknown>): string => (outcome.ok ? 'taken' : outcome.refusal.code)

async function bytesOf(background: string, address: { z: number; x: number; y: number }): Promise<Uint8Array> {
  const tile = answerOf(await client.backgrounds.tile({ survey, background, ...address }))
  return new Uint8Array(await tile.arrayBuffer())
}

describe('the backgrounds of a survey', () => {
  it('are read where they lie, each in its own tiles', async () => {
    answerOf(await add('正射.tif'))
    answerOf(await add('瓦片.mbtiles'))
    const list = answerOf(await add('世界.pmtiles'))
    expect(list.map(({ name, state }) => [name, state.kind === 'ready' && state.facts.tiles])).toEqual([
      ['正射.tif', 'plane'],
      ['瓦片.mbtiles', 'web-mercator'],
      ['世界.pmtiles', 'web-mercator'],
    ])
    const [tiff = '', mb = '', pm = ''] = list.map(({ background }) => background)
    const side = tileSideM(14)
    const inside = { z: 14, x: Math.floor((WEST + 15) / side), y: Math.floor((NORTH - 15) / side) }
    const pixels = await bytesOf(tiff, inside)
    expect(pixels.length).toBe(4 * 256 * 256)
    expect([...pixels.subarray(4 * 128 * 257, 4 * 128 * 257 + 4)]).toEqual([200, 10, 20, 255])
    expect(await bytesOf(tiff, { ...inside, x: 0 })).toHaveLength(0)
    expect(Buffer.from(await bytesOf(mb, TILE))).toEqual(pngBytes(256, [4, 5, 6]))
    expect(await bytesOf(mb, { ...TILE, y: TILE.y + 1 })).toHaveLength(0)
    expect(Buffer.from(await bytesOf(pm, { z: 0, x: 0, y: 0 }))).toEqual(pngBytes(256, [1, 2, 3]))
  })

  it('keep order and look for the next start, and leave no path in the survey', async () => {
    const list = answerOf(await client.backgrounds.list({ survey }))
    const [tiff, mb, pm] = list.map(({ background }) => background) as [string, string, string]
    const look = (background: string) => ({ background, isVisible: background !== mb, opacity: 0.5 })
    answerOf(await client.backgrounds.arrange({ survey, backgrounds: [pm, tiff, mb].map(look) }))
    const later = newClient()
    const again = answerOf(await later.survey.open({ file: '甲.gpkg', mode: 'read' }))
    const kept = answerOf(await later.backgrounds.list({ survey: again.survey }))
    expect(kept.map(({ background, isVisible, opacity }) => [background, isVisible, opacity])).toEqual([
      [pm, true, 0.5],
      [tiff, true, 0.5],
      [mb, false, 0.5],
    ])
    expect(JSON.stringify(kept)).not.toContain(folder)
    expect(readFileSync(join(folder, '甲.gpkg')).includes(Buffer.from('正射.tif'))).toBe(false)
  })

  it('say so when a file has gone, and come back with it', async () => {
    renameSync(join(folder, '正射.tif'), join(folder, '别处.tif'))
    const gone = answerOf(await client.backgrounds.list({ survey })).find(({ name }) => name === '正射.tif')
    expect(gone?.state).toEqual({ kind: 'unavailable', refusal: { code: 'background.gone', file: '正射.tif' } })
    renameSync(join(folder, '别处.tif'), join(folder, '正射.tif'))
    const back = answerOf(await client.backgrounds.list({ survey })).find(({ name }) => name === '正射.tif')
    expect(back?.state.kind).toBe('ready')
    answerOf(await client.backgrounds.remove({ survey, background: back?.background ?? '' }))
    expect(answerOf(await client.backgrounds.list({ survey }))).toHaveLength(2)
    expect(existsSync(join(folder, '正射.tif'))).toBe(true)
  })

  it('are refused in one sentence where they are none', async () => {
    writeFileSync(join(folder, '文字.tif'), 'no picture at all')
    writeFileSync(join(folder, '半个.pmtiles'), 'PMTiles\u0003')
    writeFileSync(join(folder, '占用.mbtiles'), readFileSync(join(folder, '瓦片.mbtiles')))
    writeFileSync(join(folder, '占用.mbtiles-journal'), 'somebody writes')
    expect(codeOf(await add('文字.tif'))).toBe('background.not-a-picture')
    expect(codeOf(await add('没有.tif'))).toBe('background.gone')
    expect(codeOf(await add('甲.gpkg'))).toMatch(/^background\.(not-a-picture|in-use)$/)
    expect(codeOf(await add('半个.pmtiles'))).toBe('background.damaged')
    expect(codeOf(await add('矢量.mbtiles'))).toBe('background.vector')
    expect(codeOf(await add('占用.mbtiles'))).toBe('background.in-use')
    const [bomb] = answerOf(await add('炸弹.pmtiles')).toReversed()
    const tile = await client.backgrounds.tile({ survey, background: bomb?.background ?? '', z: 0, x: 0, y: 0 })
    expect(codeOf(tile)).toBe('background.damaged')
  })
})
