import { fileURLToPath } from 'node:url'
import { BrowserWindow, dialog, screen } from 'electron'
import { word } from './language.ts'
import { PAGE_ORIGIN } from './page-protocol.ts'
import { keepPlace, rememberedPlace } from './window-state.ts'

/** A file that the window is to open first, by its handle. */
export interface AskedFile {
  readonly file: string
  readonly name: string
}

/** A window on the built page: sandboxed, isolated, without Node. `placeFile` remembers where it stood. */
export function openWindow(placeFile: string, asked: AskedFile | null): BrowserWindow {
  const { bounds, maximised } = rememberedPlace(
    placeFile,
    screen.getAllDisplays().map(({ workArea }) => workArea),
  )
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 1024,
    minHeight: 640,
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
  window.once('ready-to-show', () => {
    if (maximised) window.maximize()
    window.show()
  })
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
  const place = asked === null ? '' : `#/open?${new URLSearchParams({ ...asked }).toString()}`
  void window.loadURL(`${PAGE_ORIGIN}/${place}`)
  return window
}
