import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemChromium } from '../builders/window-browser.ts'
import { type Desktop, openDesktop, runsOnElectron } from './desktop.ts'

describe.skipIf(systemChromium === null && !runsOnElectron)(
  'the built application (needs a Chromium or an Electron)',
  () => {
    let desktop: Desktop
    beforeAll(async () => {
      desktop = await openDesktop()
      await desktop.page.getByRole('heading', { name: 'CunDi 村地' }).waitFor()
    })
    afterAll(() => desktop?.close())

    it('gives its page the few doors of the system, frozen, and nothing else', async () => {
      const seen = await desktop.page.evaluate<unknown>(`({
      door: Object.keys(window.cundi).sort(),
      frozen: Object.isFrozen(window.cundi),
      leaks: ['require', 'process', 'Buffer', 'module', 'ipcRenderer', 'electron', 'global'].filter((name) => name in window),
    })`)
      expect(seen).toEqual({ door: ['askForPort', 'kind', 'pick', 'receive', 'showInFolder'], frozen: true, leaks: [] })
      expect(desktop.problems).toEqual([])
    })
  },
)
