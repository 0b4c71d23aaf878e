import { app, type IpcMainEvent, type IpcMainInvokeEvent, type Session, type WebContents } from 'electron'
import { isOurPage } from './page-protocol.ts'

/** What the window's own page may have: whole screen, and writing (not reading) the clipboard. */
const PERMITTED: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'fullscreen'])

/** Pages go nowhere, open nothing, embed nothing. */
export function lockDown(): void {
  app.on('web-contents-created', (_event, contents: WebContents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    contents.on('will-attach-webview', (event) => event.preventDefault())
    // Also frames and redirects: the only address is our own.
    for (const leaving of ['will-navigate', 'will-frame-navigate', 'will-redirect'] as const)
      contents.on(leaving as 'will-navigate', (details) => {
        if (!isOurPage(details.url)) details.preventDefault()
      })
  })
}

export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, answer) =>
    answer(PERMITTED.has(permission) && isOurPage(contents.getURL())),
  )
  session.setPermissionCheckHandler((_contents, permission, origin) => PERMITTED.has(permission) && isOurPage(origin))
  session.setDevicePermissionHandler(() => false)
}

/** Who sends on a channel must be the top frame of our own page. */
export function isFromOurPage({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && isOurPage(senderFrame.url)
}
