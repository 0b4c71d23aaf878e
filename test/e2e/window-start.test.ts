import { afterEach, describe, expect, it } from 'vitest'
import { openWindowBench, seriousViolations, systemChromium, type WindowBench } from '../builders/window-browser.ts'

let bench: WindowBench | null = null
afterEach(async () => {
  await bench?.close()
  bench = null
})

describe.skipIf(systemChromium === null)('the window (needs a Chromium on this machine)', () => {
  it('shows a first screen that assistive technology can read', async () => {
    bench = await openWindowBench()
    await bench.page.getByRole('heading', { name: 'CunDi 村地' }).waitFor()
    expect(await seriousViolations(bench.page)).toEqual([])
    expect(bench.problems).toEqual([])
  })
})
