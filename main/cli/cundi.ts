#!/usr/bin/env node
import { enableCompileCache } from 'node:module'

// better-sqlite3 13 crashes the process on Node 20, so an old one must be told before anything is loaded.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `CunDi 需要 Node 22.18 以上版本（建议 24），现为 ${process.version}。CunDi needs Node 22.18 or later (24 is best), this is ${process.version}.\n`,
  )
  process.exit(3)
}
enableCompileCache()
// Listened for from the start: a signal that comes while the program is still being loaded is a cancel like any other.
const abort = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => abort.abort())
// A reader that has seen enough (`cundi check … | head`) closes the pipe; what was done is done, and the status says how it ended.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
const { runCli } = await import('./run-cli.ts')
process.exitCode = await runCli(process.argv.slice(2), process.env, abort.signal)
