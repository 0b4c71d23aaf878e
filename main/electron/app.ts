import { randomBytes } from 'node:crypto'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { app, BrowserWindow, ipcMain, session } from 'electron'
import { productVersion } from '../platform/product-version.ts'
import { settingsPath } from '../platform/settings.ts'
import { createCoreHost } from './core-host.ts'
import { offerFiles } from './dialogs.ts'
import { createHandles } from './handles.ts'
import { denyPermissions, isFromOurPage, lockDown } from './lock-down.ts'
import { setMenu } from './menu.ts'
import { channels } from './messages.ts'
import { announceScheme, cutNetwork, servePages } from './page-protocol.ts'
import { openWindow } from './window.ts'

const pages = join(import.meta.dirname, '..', '..', 'renderer')
const ownFolder = join(dirname(settingsPath(process.env)), 'window')
// Not among the documents: on many machines a cloud service copies those, which does a database no good.
const sampleFolder = join(app.getPath('home'), 'CunDi')
const placeFile = join(ownFolder, 'place.json')

app.setName('CunDi')
app.setPath('userData', ownFolder)
for (const quiet of ['disable-background-networking', 'disable-component-update', 'disable-domain-reliability'])
  app.commandLine.appendSwitch(quiet)
announceScheme()
lockDown()

if (app.requestSingleInstanceLock()) run()
else app.quit() // the running one hears of it and opens what was asked

function run(): void {
  const key = randomBytes(32)
  const handles = createHandles(key)
  const core = createCoreHost(key, sampleFolder, refreshMenu)
  let isReady = false
  let hasEnded = false
  const askedFirst: string[] = [...surveysIn(process.argv, process.cwd())]

  const open = (path: string | null = null): void => {
    openWindow(placeFile, path === null ? null : { file: handles.nameOf(path), name: basename(path) })
  }
  function refreshMenu(): void {
    setMenu(() => open())
  }
  const openOrShow = (path: string | null): void => {
    const [first] = BrowserWindow.getAllWindows()
    if (path !== null || first === undefined) open(path)
    else {
      if (first.isMinimized()) first.restore()
      first.focus()
    }
  }

  app.on('second-instance', (_event, words, folder) => openOrShow(surveysIn(words, folder)[0] ?? null))
  // macOS names the files that are opened with CunDi by this event, also before it is ready.
  app.on('open-file', (event, path) => {
    event.preventDefault()
    if (isReady) open(path)
    else askedFirst.push(path)
  })
  app.on('activate', () => openOrShow(null))
  app.on('window-all-closed', () => app.quit())
  app.on('will-quit', (event) => {
    if (hasEnded) return
    event.preventDefault()
    void core.end().then(() => {
      hasEnded = true
      app.quit()
    })
  })
  ipcMain.on(channels.port, (event) => {
    if (isFromOurPage(event)) event.sender.postMessage(channels.port, null, [core.connect()])
  })
  offerFiles(handles)

  void app.whenReady().then(() => {
    isReady = true
    app.setAboutPanelOptions({ applicationName: 'CunDi 村地', applicationVersion: productVersion() })
    denyPermissions(session.defaultSession)
    cutNetwork(session.defaultSession)
    servePages(pages)
    refreshMenu()
    open(askedFirst[0] ?? null)
  })
}

/** Surveys that the system was asked to open with CunDi. */
function surveysIn(words: readonly string[], folder: string): readonly string[] {
  return words
    .slice(1)
    .filter((given) => !given.startsWith('-') && extname(given).toLowerCase() === '.gpkg')
    .map((given) => resolve(folder, given))
}
