import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { keepPlace, rememberedPlace, smallestSize } from '../../../main/electron/window-state.ts'

const folder = mkdtempSync(join(tmpdir(), 'cundi-place-'))
const file = join(folder, 'window', 'place.json')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const laptop = { x: 0, y: 0, width: 1366, height: 728 }
const beside = { x: 1366, y: 0, width: 1920, height: 1040 }

it('opens where the window stood, and in the middle where that screen is gone', () => {
  expect(rememberedPlace(file, [laptop])).toMatchObject({ bounds: { width: 1280, height: 720 }, maximised: true })
  keepPlace(file, { x: 1500, y: 40, width: 1200, height: 800, maximised: false })
  expect(rememberedPlace(file, [laptop, beside]).bounds).toEqual({ x: 1500, y: 40, width: 1200, height: 800 })
  expect(rememberedPlace(file, [laptop]).bounds).toEqual({ width: 1200, height: 728 })
  writeFileSync(file, '{"x":')
  expect(rememberedPlace(file, [laptop]).maximised).toBe(true)
})

it('never asks for more than the largest screen has: 1366 × 768 at 125 %', () => {
  expect(smallestSize([laptop, beside])).toEqual({ minWidth: 1024, minHeight: 640 })
  expect(smallestSize([{ x: 0, y: 0, width: 1093, height: 574 }])).toEqual({ minWidth: 1024, minHeight: 574 })
})
