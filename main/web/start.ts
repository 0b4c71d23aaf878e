import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { createCore } from '../core/core.ts'
import { productVersion } from '../platform/product-version.ts'
import { readSettings, settingsPath } from '../platform/settings.ts'
import { shareFolders } from './folders.ts'
import { startWebHost } from './host.ts'

/** Starts the browser host: `node main/web/start.ts [--pages FOLDER] [--port N] [FOLDER …]`; without folders the user's own. */
const words = process.argv.slice(2)
const option = (name: string): string | null => {
  const at = words.indexOf(`--${name}`)
  return at < 0 ? null : (words.splice(at, 2)[1] ?? null)
}
const pages = option('pages') ?? join(import.meta.dirname, '..', '..', 'renderer')
const port = Number(option('port') ?? 0)
const roots = words.length === 0 ? [homedir()] : words.map((word) => resolve(word))
const folders = shareFolders(roots)
const settingsFile = settingsPath(process.env)
const core = createCore({
  get author() {
    const settings = readSettings(settingsFile)
    return settings.ok ? settings.value : { operator: null, team: null }
  },
  passphrase: process.env.CUNDI_PASSPHRASE ?? null,
  resolveFile: folders.resolve,
  nameFile: folders.nameOf,
  browser: folders,
  ...(roots[0] === undefined ? {} : { defaultFolder: roots[0] }),
  settingsFile,
  version: productVersion(),
  language: 'zh',
})
const host = await startWebHost(core, pages, port)
process.stdout.write(`${host.address}\n`)
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    core.closeAll()
    void host.close().then(() => process.exit(0))
  })
