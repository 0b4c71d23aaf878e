import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { projectRoot } from '../architecture/project-files.ts'
import { builtProgram } from '../builders/built-program.ts'
import { answerOf } from '../builders/run-cli.ts'
import { generateSurvey } from '../builders/survey-generator.ts'
import { systemChromium } from '../builders/window-browser.ts'
import { openDesktop, runsOnElectron } from './desktop.ts'
import { openStandInDesktop, type StandInDesktop } from './desktop-stand-in.ts'
import type { Desktop } from './desktop-types.ts'

interface StandInState {
  readonly menu: unknown
  readonly popups: readonly (readonly { readonly label: string }[])[]
  readonly switches: Readonly<Record<string, string>>
  readonly quiet: readonly string[]
  readonly windows: number
}

const sample = join(projectRoot, 'main', 'assets', 'sample')
// A build is no part of a story, nor of its time.
beforeAll(() => builtProgram())

const county = ['--county', '371703', '--villages', join(sample, 'villages.csv')]

describe.skipIf(systemChromium === null && !runsOnElectron)('the program (needs a Chromium or an Electron)', () => {
  let desktop: Desktop | null = null
  afterEach(async () => {
    await desktop?.close()
    desktop = null
  })

  it('asks before it ends while a job runs, cancels the job when told so, and leaves the survey whole', async () => {
    desktop = await openDesktop()
    const { page, folder } = desktop
    const survey = join(folder, '大.gpkg')
    await answerOf(['init', survey, ...county])
    generateSurvey(join(folder, '源'), { parcels: 60_000 })
    await desktop.answer({ open: survey })
    await page.getByRole('button', { name: '打开调查' }).click()
    await desktop.answer({ open: join(folder, '源', '宗地.shp') })
    await page.getByRole('navigation').getByRole('button', { name: '导入' }).click()
    // Reading the file is the job: it holds the window from its first moment.
    await page.getByRole('button', { name: '选择文件…' }).click()
    await page.getByRole('banner').getByRole('button', { name: '取消' }).waitFor()
    await desktop.answer({ box: 0 })
    await desktop.closeWindow()
    await expect.poll(() => desktop?.dialogs()).toContain('还有任务正在运行')
    expect(await desktop.windows()).toBe(1)
    const button = (name: string) =>
      page.getByRole('main').getByRole('button', { name }).last().and(page.locator(':enabled'))
    for (const step of ['下一步', '下一步', '试导入', '导入到调查']) await button(step).click()
    await page.getByRole('banner').getByRole('button', { name: '取消' }).waitFor()
    await desktop.answer({ box: 1 })
    await desktop.closeWindow()
    expect(await desktop.ended).toBe(0)
    expect(await answerOf(['info', survey])).toMatchObject({ batches: 0 })
  })

  it('opens the survey that the system hands it', async () => {
    desktop = await openDesktop()
    const survey = join(desktop.folder, '甲.gpkg')
    await desktop.close()
    desktop = await openDesktop({ words: [survey] })
    await desktop.page.getByText('甲.gpkg').first().waitFor()
    expect(await desktop.windows()).toBe(1)
  })
})

describe.skipIf(systemChromium === null || runsOnElectron)('what only the stand-in can ask (needs a Chromium)', () => {
  it('refuses strangers and permissions, follows the language, and opens a second survey beside the first', async () => {
    const desktop: StandInDesktop = await openStandInDesktop()
    try {
      await desktop.page.getByRole('heading', { name: 'CunDi 村地' }).waitFor()
      for (const channel of ['cundi:pick', 'cundi:name', 'cundi:show'])
        expect(await desktop.order({ kind: 'stranger', channel, args: [['x']] }), channel).toMatch(/not from the page/)
      expect(await desktop.order({ kind: 'stranger', channel: 'cundi:port', args: [] })).toBe('nothing')
      for (const permission of ['geolocation', 'media', 'notifications', 'clipboard-read', 'openExternal', 'usb'])
        expect(await desktop.order({ kind: 'permission', permission }), permission).toBe(false)
      expect(await desktop.order({ kind: 'permission', permission: 'clipboard-sanitized-write' })).toBe(true)

      await desktop.order({ kind: 'path', name: '拖.shp', path: join(sample, '宗地.shp') })
      const dropped = await desktop.page.evaluate<{ name: string }[]>(
        `window.cundi.receive([new File(['x'], '拖.shp'), new File(['x'], 'none.shp')])`,
      )
      expect(dropped.map(({ name }) => name)).toEqual(['宗地.shp'])

      const state = async () => (await desktop.order({ kind: 'state' })) as StandInState
      expect(JSON.stringify((await state()).menu)).toContain('全选')
      expect((await state()).switches).toMatchObject({
        'host-resolver-rules': 'MAP * ~NOTFOUND',
        'no-proxy-server': '',
      })
      expect((await state()).quiet).toEqual(['spelling false', 'languages []', '{"secureDnsMode":"off"}'])
      await desktop.order({ kind: 'context-menu', isEditable: false, selectionText: '' })
      await desktop.order({ kind: 'context-menu', isEditable: true, selectionText: '' })
      await desktop.order({ kind: 'context-menu', isEditable: false, selectionText: '宗地' })
      expect((await state()).popups.map((popup) => popup.map(({ label }) => label))).toEqual([
        ['剪切', '复制', '粘贴', '全选'],
        ['复制'],
      ])
      await desktop.page.evaluate(`(async () => {
        const port = await new Promise((resolve) => {
          window.addEventListener('message', ({ ports }) => resolve(ports[0]), { once: true })
          window.cundi.askForPort()
        })
        port.start()
        port.postMessage(JSON.stringify({ i: '1', p: { u: '/application/save', b: { json: { language: 'en' } } } }))
      })()`)
      await expect.poll(async () => JSON.stringify((await state()).menu)).toContain('Select all')

      await desktop.order({ kind: 'second-instance', words: ['cundi'] })
      expect((await state()).windows).toBe(1)
      const nextPage = () => desktop.page.context().waitForEvent('page')
      const second = nextPage()
      const handed = pathToFileURL(join(desktop.folder, '乙.gpkg')).href
      await desktop.order({
        kind: 'second-instance',
        words: ['cundi', '--a-switch', 'file://elsewhere/x.gpkg', handed],
      })
      await (await second).getByText('乙.gpkg').first().waitFor()
      expect((await state()).windows).toBe(2)
      expect(desktop.problems).toEqual([])

      await desktop.answer({ box: 1 })
      await desktop.order({ kind: 'crash-page' })
      await expect.poll(async () => (await state()).windows).toBe(1)
      expect(await desktop.dialogs()).toContain('stopped unexpectedly')

      await desktop.order({ kind: 'start-again-at-quit', words: ['cundi', join(desktop.folder, '丙.gpkg')] })
      const opened = nextPage()
      await desktop.closeWindow()
      await (await opened).getByText('丙.gpkg').first().waitFor()
      expect((await state()).windows).toBe(1)
      await desktop.quit()
      expect(await desktop.ended).toBe(0)
    } finally {
      await desktop.close()
    }
  })
})
