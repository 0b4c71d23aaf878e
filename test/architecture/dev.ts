// npm run dev [FOLDER …]: the window from its sources behind the browser host, with hot reload. The core is what it was at the start.
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { createServer } from 'vite'
import { createWindowCore } from '../../main/core/window-core.ts'
import { shareFolders } from '../../main/web/folders.ts'
import { contentSecurityPolicy, securityHeaders } from '../../main/web/headers.ts'
import { startWebHost } from '../../main/web/host.ts'
import { openBrowser } from '../../main/web/open-browser.ts'
import { createUploads } from '../../main/web/uploads.ts'
import { projectRoot } from './project-files.ts'

const HOT_PORT = 24_678
const words = process.argv.slice(2)
const folders = shareFolders(words.length === 0 ? [homedir()] : words.map((word) => resolve(word)))
const uploads = createUploads({ nameOf: folders.nameOwn })
const core = createWindowCore(
  { resolveFile: folders.resolve, nameFile: folders.nameOf, browser: folders, uploads },
  process.env,
)
const vite = await createServer({
  root: join(projectRoot, 'renderer'),
  configFile: join(projectRoot, 'vite.config.ts'),
  base: '/',
  appType: 'spa',
  server: { middlewareMode: true, hmr: { host: '127.0.0.1', port: HOT_PORT } },
})
/** Vite writes scripts into the page and has a socket of its own; nowhere but here may it. */
const policy = contentSecurityPolicy
  .replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
  .replace("connect-src 'self'", `connect-src 'self' ws://127.0.0.1:${HOT_PORT}`)
const host = await startWebHost({
  core,
  uploads,
  headers: { ...securityHeaders, 'Content-Security-Policy': policy },
  pages: (_pathname, request, response) => vite.middlewares(request, response),
})
const address = host.newAddress()
process.stdout.write(`${address}\n`)
await openBrowser(address)
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    core.closeAll()
    void Promise.all([vite.close(), host.close(), uploads.end()]).then(() => process.exit(0))
  })
