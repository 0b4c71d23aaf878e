#!/usr/bin/env node
import '../platform/old-node.ts'
import { statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { wordCode } from '../../shared/lang/words.ts'
import { createWindowCore } from '../core/window-core.ts'
import { readSettings, settingsPath } from '../platform/settings.ts'
import { shareFolders } from './folders.ts'
import { builtPages, startWebHost } from './host.ts'
import { openBrowser } from './open-browser.ts'
import { runningHost } from './running-host.ts'
import { createUploads } from './uploads.ts'

/**
 * Starts the browser host: `node main/web/start.ts [--open] [--pages FOLDER] [--port N] [FOLDER …]`; without folders the user's
 * own. Where one runs with the same pages and folders, that one gives a new address. The address is printed; --open also opens it.
 */
const words = process.argv.slice(2)
const option = (name: string): string | null => {
  const at = words.indexOf(`--${name}`)
  return at < 0 ? null : (words.splice(at, 2)[1] ?? null)
}
const flag = (name: string): boolean => {
  const at = words.indexOf(`--${name}`)
  return at >= 0 && words.splice(at, 1).length === 1
}
const isToOpen = flag('open')
const pages = resolve(option('pages') ?? join(import.meta.dirname, '..', '..', 'renderer'))
const port = Number(option('port') ?? 0)
const roots = words.length === 0 ? [homedir()] : words.map((word) => resolve(word))
const settingsFile = settingsPath(process.env)
const settings = readSettings(settingsFile)
const language = settings.ok ? (settings.value.language ?? 'zh') : 'zh'

function refuse(code: string, params: Readonly<Record<string, string>>, status: number): void {
  process.stderr.write(`${wordCode(code, params, language)}\n`)
  process.exit(status)
}
const strange = words.find((word) => word.startsWith('-'))
if (strange !== undefined) refuse('start.option', { option: strange }, 2)
const missing = roots.find((root) => statSync(root, { throwIfNoEntry: false })?.isDirectory() !== true)
if (missing !== undefined) refuse('start.folder-missing', { folder: missing }, 3)

async function show(address: string): Promise<void> {
  if (isToOpen && (await openBrowser(address))) return
  process.stdout.write(isToOpen ? `${wordCode('start.address', { address }, language)}\n` : `${address}\n`)
}

const running = runningHost(settingsFile, [pages, String(port), ...roots])
const known = await running.askForAddress()
if (known !== null) await show(known)
else await serve()

async function serve(): Promise<void> {
  const folders = shareFolders(roots)
  const uploads = createUploads({ nameOf: folders.nameOwn })
  const core = createWindowCore(
    {
      resolveFile: folders.resolve,
      nameFile: folders.nameOf,
      browser: folders,
      uploads,
      ...(roots[0] === undefined ? {} : { defaultFolder: roots[0] }),
    },
    process.env,
  )
  const host = await startWebHost({
    core,
    pages: builtPages(pages),
    port,
    wishedPort: running.lastPort(),
    uploads,
    secret: running.secret,
  })
  running.announce(host.port)
  const end = async (): Promise<void> => {
    running.forget()
    await host.close()
    core.closeAll()
    await uploads.end()
    await core.whenClosed()
  }
  let isEnding = false
  // A terminal sends it to us and to who started us, who passes it on: the second changes nothing.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (isEnding) return
      isEnding = true
      end().then(
        () => process.exit(0),
        (error: unknown) => {
          process.stderr.write(`${String(error)}\n`)
          process.exit(1)
        },
      )
    })
  await show(host.newAddress())
}
