#!/usr/bin/env node
import '../platform/old-node.ts'

// Not imported above: Node 20 lacks it, and would say so before it is told that it is too old.
const { enableCompileCache } = await import('node:module')
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
