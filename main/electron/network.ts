import { app, type Session } from 'electron'

/** Chromium's own errands. No name leads anywhere, so what is not listed here gets no further either. */
const SWITCHES: Readonly<Record<string, string>> = {
  'disable-background-networking': '',
  'disable-component-update': '',
  'disable-domain-reliability': '',
  'host-resolver-rules': 'MAP * ~NOTFOUND',
  'no-proxy-server': '',
}

/** Before the application is ready: the browser around the window asks nothing of a network. */
export function silence(): void {
  for (const [name, value] of Object.entries(SWITCHES)) app.commandLine.appendSwitch(name, value)
}

/** The window asks its own scheme only, and is given nothing to download. */
export function cutNetwork(session: Session): void {
  // Also where no window has a spelling checker, its dictionary is fetched when the session begins (electron#22995).
  session.setSpellCheckerEnabled(false)
  session.setSpellCheckerLanguages([])
  app.configureHostResolver({ secureDnsMode: 'off' })
  session.webRequest.onBeforeRequest((details, callback) =>
    callback({ cancel: !/^(app|blob|data|devtools):/.test(details.url) }),
  )
  session.on('will-download', (event) => event.preventDefault())
}
