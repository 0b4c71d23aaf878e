import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app, BrowserWindow, ipcMain, session } from 'electron'
import { productVersion } from '../platform/product-version.ts'
import { settingsPath } from '../platform/settings.ts'
import { createCoreHost } from './core-host.ts'
import { offerFiles } from './dialogs.ts'
import { createHandles } from './handles.ts'
import { denyPermissions, isFromOurPage, lockDown } from './lock-down.ts'
import { setMenu } from './menu.ts'
import { channels } from './messages.ts'
import { cutNetwork, silence } from './network.ts'
import { announceScheme, servePages } from './page-protocol.ts'
import { openWindow } from './window.ts'

const pages = join(import.meta.dirname, '..', '..', 'renderer')
const ownFolder = join(dirname(settingsPath(process.env)), 'window')
// Not among the documents: on many machines a cloud service copies those, which does a database no good.
const sampleFolder = join(app.getPath('home'), 'CunDi')
const placeFile = join(ownFolder, 'place.json')

app.setName('CunDi')
mkdirSync(ownFolder, { recursive: true }) // a path that does not exist is refused
app.setPath('userData', ownFolder)
// The installer's shortcut has the same: what is pinned to the taskbar and what runs are one.
if (process.platform === 'win32') app.setAppUserModelId('cn.cundi.window')
// Chinese is typed through an input method: Chromium offers none to its own windows on Wayland unless it is told so.
if (process.platform === 'linux') app.commandLine.appendSwitch('enable-wayland-ime')
silence()
announceScheme()
lockDown()

if (app.requestSingleInstanceLock()) run()
else app.quit() // the running one hears of it and opens what was asked

function run(): void {
  const key = randomBytes(32)
  const handles = createHandles(key)
  const core = createCoreHost(key, sampleFolder, refreshMenu)
  let stage: 'starting' | 'open' | 'ending' | 'ended' = 'starting'
  /** What was asked while no window can be opened: before it is ready, and while the last surveys are being closed. */
  const asked: (string | null)[] = [...surveysIn(process.argv, process.cwd())]

  const open = (path: string | null = null): void => {
    if (stage !== 'open') asked.push(path)
    else openWindow(placeFile, path === null ? null : { file: handles.nameOf(path), name: basename(path) })
  }
  const openAsked = (): void => {
    stage = 'open'
    for (const path of asked.splice(0)) open(path)
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
    open(path)
  })
  app.on('activate', () => openOrShow(null))
  app.on('window-all-closed', () => app.quit())
  app.on('will-quit', (event) => {
    if (stage === 'ended') return
    event.preventDefault()
    if (stage === 'ending') return
    stage = 'ending'
    void core.end().then(() => {
      // Started again in the meantime: that start found this one running, and nobody else would open what it asked.
      if (asked.length > 0) return openAsked()
      stage = 'ended'
      app.quit()
    })
  })
  ipcMain.on(channels.port, (event) => {
    if (isFromOurPage(event)) event.sender.postMessage(channels.port, null, [core.connect()])
  })
  offerFiles(handles)

  void app.whenReady().then(() => {
    app.setAboutPanelOptions({ applicationName: 'CunDi 村地', applicationVersion: productVersion() })
    denyPermissions(session.defaultSession)
    cutNetwork(session.defaultSession)
    servePages(pages)
    refreshMenu()
    if (asked.length === 0) asked.push(null)
    openAsked()
  })
}

/** Surveys that the system was asked to open with CunDi. */
function surveysIn(words: readonly string[], folder: string): readonly string[] {
  return words
    .slice(1)
    .filter((given) => !given.startsWith('-') && extname(given).toLowerCase() === '.gpkg')
    .map((given) => pathOf(given, folder))
    .filter((path) => path !== null)
}

/** The desktops of Linux hand files over as addresses (`%U` of the desktop entry). */
function pathOf(given: string, folder: string): string | null {
  if (!given.startsWith('file:')) return resolve(folder, given)
  try {
    return fileURLToPath(given)
  } catch {
    return null // of another machine
  }
}
