import { fileURLToPath } from 'node:url'
import { BrowserWindow, dialog, screen } from 'electron'
import { word } from './language.ts'
import { offerTextMenu } from './menu.ts'
import { PAGE_ORIGIN } from './page-protocol.ts'
import { keepPlace, rememberedPlace, smallestSize } from './window-state.ts'

/** A file that the window is to open first, by its handle. */
export interface AskedFile {
  readonly file: string
  readonly name: string
}

/** A window on the built page: sandboxed, isolated, without Node. `placeFile` remembers where it stood. */
export function openWindow(placeFile: string, asked: AskedFile | null): BrowserWindow {
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea)
  const { bounds, maximised } = rememberedPlace(placeFile, screens)
  const window = new BrowserWindow({
    ...bounds,
    ...smallestSize(screens),
    show: false,
    title: 'CunDi 村地',
    webPreferences: {
      preload: fileURLToPath(new URL('./preload.cjs', import.meta.url)),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      // Its dictionaries would be fetched from the network.
      spellcheck: false,
    },
  })
  const show = (): void => {
    if (window.isDestroyed() || window.isVisible()) return
    if (maximised) window.maximize()
    window.show()
  }
  window.once('ready-to-show', show)
  offerTextMenu(window.webContents)
  window.on('close', () => keepPlace(placeFile, { ...window.getNormalBounds(), maximised: window.isMaximized() }))
  window.webContents.on('will-prevent-unload', (event) => {
    // The page holds its window while a job of its runs.
    const answer = dialog.showMessageBoxSync(window, {
      type: 'warning',
      message: word('dialog.running'),
      buttons: [word('dialog.stay'), word('dialog.leave')],
      defaultId: 0,
      cancelId: 0,
    })
    if (answer === 1) event.preventDefault()
  })
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    // Surveys are closed by the core when their page has gone; nothing that was written is lost.
    if (reason !== 'clean-exit') void offerToReload(window)
  })
  const place = asked === null ? '' : `#/open?${new URLSearchParams({ ...asked }).toString()}`
  // A page that cannot be loaded is never ready to be shown, and a program without a window could not even be closed.
  window
    .loadURL(`${PAGE_ORIGIN}/${place}`)
    .catch((error: unknown) => process.emitWarning(String(error)))
    .finally(show)
  return window
}

async function offerToReload(window: BrowserWindow): Promise<void> {
  if (window.isDestroyed()) return
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: word('dialog.page-gone'),
    buttons: [word('menu.reload'), word('menu.close')],
    defaultId: 0,
    cancelId: 1,
  })
  if (window.isDestroyed()) return
  if (response === 0) window.reload()
  else window.destroy() // there is no page left that could be asked
}
