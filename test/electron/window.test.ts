import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectRoot } from '../architecture/project-files.ts'
import { answerOf } from '../builders/run-cli.ts'
import { systemChromium } from '../builders/window-browser.ts'
import { openDesktop, runsOnElectron } from './desktop.ts'
import type { Desktop } from './desktop-types.ts'

const sample = join(projectRoot, 'main', 'assets', 'sample')

/** In the page: a port of its own to the core, and what one message on it is answered within a second. */
const ASK_CORE = `const port = await new Promise((resolve) => {
  window.addEventListener('message', ({ ports }) => resolve(ports[0]), { once: true })
  window.cundi.askForPort()
})
port.start()
const ask = (message, transfer) => new Promise((resolve) => {
  port.onmessage = ({ data }) => resolve(String(data))
  setTimeout(() => resolve('lost'), 1000)
  port.postMessage(message, transfer)
})
const request = (id, path, json) => JSON.stringify({ i: id, p: { u: path, b: json === undefined ? undefined : { json } } })`

describe.skipIf(systemChromium === null && !runsOnElectron)(
  'the built application (needs a Chromium or an Electron)',
  () => {
    let desktop: Desktop
    let survey: string
    const inPage = <T>(script: string): Promise<T> => desktop.page.evaluate<T>(`(async () => { ${script} })()`)

    beforeAll(async () => {
      desktop = await openDesktop()
      survey = join(desktop.folder, '示例 调查.gpkg')
      await answerOf(['init', survey, '--county', '371703', '--villages', join(sample, 'villages.csv')])
      await desktop.page.getByRole('heading', { name: 'CunDi 村地' }).waitFor()
    })
    afterAll(() => desktop?.close())

    it('gives its page the few doors of the system, frozen, and nothing else', async () => {
      const seen = await inPage(`return {
      door: Object.keys(window.cundi).sort(),
      frozen: Object.isFrozen(window.cundi),
      leaks: ['require', 'process', 'Buffer', 'module', 'ipcRenderer', 'electron', 'global'].filter((name) => name in window),
      scheme: location.protocol,
      secure: isSecureContext,
    }`)
      expect(seen).toEqual({
        door: ['askForPort', 'kind', 'pick', 'receive', 'showInFolder'],
        frozen: true,
        leaks: [],
        scheme: desktop.kind === 'electron' ? 'app:' : 'https:',
        secure: true,
      })
    })

    it('opens a survey that the user chooses', async () => {
      const { page } = desktop
      await desktop.answer({ open: survey })
      await page.getByRole('button', { name: '打开调查' }).click()
      await page.getByText(basename(survey)).first().waitFor()
      expect(await desktop.dialogs()).toContain('"extensions":["gpkg"]')
    })

    it('imports a file through the wizard', async () => {
      const { page } = desktop
      await desktop.answer({ open: join(sample, '宗地.shp') })
      await page.getByRole('navigation').getByRole('button', { name: '导入' }).click()
      await page.getByRole('button', { name: '选择文件…' }).click()
      for (const step of ['下一步', '下一步', '试导入', '导入到调查']) {
        const button = page.getByRole('main').getByRole('button', { name: step }).last()
        await button.and(page.locator(':enabled')).click()
      }
      await page.getByRole('status').filter({ hasText: '95' }).first().waitFor()
      expect(await answerOf(['info', survey])).toMatchObject({ batches: 1 })
    })

    it('exports to where the user chooses, and shows it there', async () => {
      const { page } = desktop
      const to = join(desktop.folder, '台账.xlsx')
      await desktop.answer({ save: to })
      await page.getByRole('navigation').getByRole('button', { name: '成果' }).click()
      await page.getByText('Excel 表格').click()
      await page.getByRole('button', { name: '选择位置并导出' }).click()
      await page.getByText('已导出：台账.xlsx').waitFor()
      expect(existsSync(to)).toBe(true)
      await page.getByRole('button', { name: '在文件夹中显示' }).click()
    })

    it('lets no path reach the page', async () => {
      expect(await desktop.page.content()).not.toContain(desktop.folder)
      await desktop.answer({ open: survey })
      const picked = await inPage<{ file: string; name: string }>(
        `return window.cundi.pick({ mode: 'open', title: 'x', endings: [] })`,
      )
      expect(picked.name).toBe(basename(survey))
      expect(Buffer.from(picked.file, 'base64url').toString('latin1')).not.toContain('gpkg')
      expect(await inPage(`return window.cundi.receive([new File(['x'], 'made by the page.gpkg')])`)).toEqual([])
      const refused = await inPage<string[]>(`return Promise.all([
      window.cundi.showInFolder('never given'),
      window.cundi.pick({ mode: 'open', title: 'x', endings: ['../x'] }),
      window.cundi.pick('nothing'),
      window.cundi.receive('nothing'),
    ].map((asked) => asked.then(() => 'answered', () => 'refused')))`)
      expect(refused).toEqual(['refused', 'refused', 'refused', 'refused'])
    })

    it('carries messages to the core, and loses one that lists a transferable which is no port', async () => {
      const said = await inPage<string[]>(`${ASK_CORE}
      return [
        await ask(request('1', '/application/state'), [new ArrayBuffer(8)]),
        await ask(request('2', '/application/state'), []),
      ]`)
      expect(said[0]).toBe('lost')
      expect(said[1]).toContain('张工')
      expect(said[1]).not.toContain(desktop.folder)
    })

    it('goes nowhere else and opens nothing', async () => {
      const before = desktop.page.url()
      await inPage(
        `location.href = 'https://stranger.example/'; await new Promise((resolve) => setTimeout(resolve, 300))`,
      )
      await inPage(`window.open('https://stranger.example/'); await new Promise((resolve) => setTimeout(resolve, 300))`)
      await expect
        .poll(
          () =>
            desktop.page
              .context()
              .pages()
              .filter((page) => page.url().includes('stranger')).length,
        )
        .toBe(0)
      expect(desktop.page.url()).toBe(before)
      expect(await desktop.windows()).toBe(1)
      expect(await inPage(`return fetch('https://stranger.example/').then(() => 'got out', () => 'refused')`)).toBe(
        'refused',
      )
      expect(await inPage(`return fetch('file:///').then(() => 'got out', () => 'refused')`)).toBe('refused')
    })

    it('says that the core has gone, and begins a new one', async () => {
      const { page } = desktop
      await desktop.killCore()
      await page.getByText('与程序的连接已断开').waitFor()
      await page.getByRole('button', { name: '重新连接' }).click()
      await page.getByRole('heading', { name: 'CunDi 村地' }).waitFor()
      await desktop.answer({ open: survey })
      await page.getByRole('button', { name: '打开调查' }).click()
      await page.getByRole('navigation').getByRole('button', { name: '成果' }).waitFor()
    })

    it('closes what is open when its window is closed, ends, and remembers where the window stood', async () => {
      await desktop.closeWindow()
      expect(await desktop.ended).toBe(0)
      expect(existsSync(`${survey}-wal`)).toBe(false)
      const place = join(desktop.settingsFile, '..', 'window', 'place.json')
      expect(JSON.parse(readFileSync(place, 'utf8'))).toMatchObject({ width: expect.any(Number), maximised: true })
    })
  },
)
