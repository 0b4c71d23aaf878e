import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { MapContext } from '../../main/jobs/plan/print/map-body.ts'
import { writeMapSheet } from '../../main/jobs/plan/print/write-map-sheet.ts'
import { layOutSheet } from '../../shared/planning/map-sheet.ts'
import { askPoppler, hasPoppler } from '../architecture/oracles.ts'
import { lines, patches, points, SHEET, SOUTH, WEST } from '../builders/plan-sheet.ts'

const folder = mkdtempSync(join(tmpdir(), 'cundi-sheet-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const running: MapContext = { signal: new AbortController().signal, report: () => undefined }
const print = (name: string, sheet = SHEET, context = running) =>
  writeMapSheet(
    { to: join(folder, name), survey: join(folder, '前王庄.gpkg'), force: false },
    sheet,
    { patches: patches(), lines: lines(), points },
    context,
  )

it('writes the same bytes for the same plan, with what the font lacks named as a loss', async () => {
  const answer = { orientation: 'landscape', scale: 2500, patches: 3, labels: 3, missingCharacters: [] }
  expect(await print('图.pdf')).toEqual({ ok: true, value: answer })
  expect(await print('又.pdf')).toMatchObject({ ok: true })
  expect(readFileSync(join(folder, '又.pdf')).equals(readFileSync(join(folder, '图.pdf')))).toBe(true)
  const rare = await print('罕.pdf', { ...SHEET, facts: [['村民小组', '𰻝家庄 🏠']] })
  expect(rare).toMatchObject({ ok: true, value: { missingCharacters: ['𰻝', '🏠'] } })
})

it('leaves nothing behind when it is cancelled, and replaces nothing unasked', async () => {
  const stop = new AbortController()
  const before = readdirSync(folder)
  const cancelled = print('停.pdf', SHEET, { signal: stop.signal, report: () => stop.abort() })
  await expect(cancelled).rejects.toThrow(/abort/i)
  expect(readdirSync(folder)).toEqual(before)
  expect(await print('图.pdf')).toMatchObject({ ok: false, refusal: { code: 'target.exists' } })
  expect(await print('图.png')).toMatchObject({ ok: false, refusal: { code: 'target.extension' } })
})

describe.skipIf(!hasPoppler)('the sheet as poppler reads it (needs poppler-utils)', () => {
  const file = join(folder, '图.pdf')

  it('has its texts as text, in a font that is embedded, subset and small', () => {
    const text = askPoppler('pdftotext', ['-raw', file, '-']).toString()
    const { title, subtitle, facts, legend, notes } = SHEET
    for (const part of [title, subtitle, ...facts.flat(), ...legend.map(({ name }) => name), '村界', ...notes])
      expect(text).toContain(part)
    for (const part of [
      '文化活动室（规划）',
      '2 处',
      '村民服务中心',
      '比例尺 1:2500',
      '39555200 m',
      '3885400',
      '0702',
      '3.00 hm²',
      '图例',
      '北',
      '说明',
    ])
      expect(text).toContain(part)
    const words = wordBoxes(file)
    expect(words.has('远处')).toBe(false)
    const [one, other] = [words.get('文化活动室')!, words.get('卫生室')!]
    expect(one[2]! <= other[0]! || other[2]! <= one[0]! || one[3]! <= other[1]! || other[3]! <= one[1]!).toBe(true)
    expect(askPoppler('pdffonts', [file]).toString()).toMatch(
      /^\w{6}\+NotoSansHans-Regular +CID .* yes yes yes +\d+ +0\n$/m,
    )
    expect(askPoppler('pdfinfo', [file]).toString()).toMatch(/Title: +前王庄村土地利用规划图\n.*Pages: +1\n.*\(A3\)/s)
    expect(readFileSync(file, 'latin1')).toContain('/Lang (zh-CN)')
    expect(statSync(file).size).toBeLessThan(200_000)
  })

  it('has the colours of the legend where the patches are, and paper in a hole', () => {
    const colourAt = rendered(file)
    const { shown, scale, map } = layOutSheet(SHEET.extent)
    const at = (x: number, y: number): string =>
      colourAt(map.x + ((WEST + x - shown[0]) * 1000) / scale, map.y + ((shown[3] - SOUTH - y) * 1000) / scale)
    expect([at(20, 20), at(180, 180)]).toEqual(['#e58b8b', '#e58b8b'])
    expect(at(90, 110)).toBe('#ffffff')
    expect(at(420, 20)).toBe('#20a0f0')
    expect(new Set([210, 211, 212, 213, 214, 215, 216, 217].map((x) => at(x, 20))).size).toBeGreaterThan(1)
    expect(at(510, 100)).toBe('#d000d0')
    expect([at(-8, 100), at(300, 230)]).toEqual(['#ffffff', '#ffffff'])
    // Cut off at the frame of the map, 410 m north.
    expect([at(660, 400), at(660, 425)]).toEqual(['#20a0f0', '#ffffff'])
  })
})

/** The colour at a place of the page, in millimetres from its top left corner. */
function rendered(file: string): (x: number, y: number) => string {
  const DPI = 100
  const image = askPoppler('pdftoppm', ['-r', `${DPI}`, file])
  const [header = '', width = ''] = /^P6\s(\d+)\s\d+\s255\s/.exec(image.subarray(0, 40).toString('latin1')) ?? []
  return (x, y) => {
    const [column, row] = [x, y].map((millimetres) => Math.floor((millimetres * DPI) / 25.4))
    const at = header.length + 3 * ((row ?? 0) * Number(width) + (column ?? 0))
    return `#${image.subarray(at, at + 3).toString('hex')}`
  }
}

/** Where each word stands: west, north, east, south in points. */
function wordBoxes(file: string): ReadonlyMap<string, readonly number[]> {
  const html = askPoppler('pdftotext', ['-bbox', file, '-']).toString()
  const found = html.matchAll(/<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</g)
  return new Map(Array.from(found, ([, ...parts]) => [parts[4] ?? '', parts.slice(0, 4).map(Number)]))
}
