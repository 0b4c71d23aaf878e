import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'

const CLI = fileURLToPath(new URL('../../main/cli/cundi.ts', import.meta.url))

/** How a command ended: its exit status, or the signal that ended it. */
export interface Ended {
  readonly status: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
  readonly elapsedMs: number
  /** From the signal that was sent to the end of the process. */
  readonly afterSignalMs: number | null
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly kill?: {
    readonly signal: NodeJS.Signals
    readonly afterMs: number
    /** The time runs from when this is first true; without it from the start. */
    readonly since?: () => boolean
  }
}

const spoken = new Set(['LANG', 'LC_ALL', 'INIT_CWD', 'CUNDI_PASSPHRASE', 'CUNDI_OPERATOR', 'CUNDI_TEAM'])
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !spoken.has(name)))

/** Runs the command line as its users do: the node process itself, so that a signal meets it and nobody between. */
export async function cundi(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const startedMs = performance.now()
  const child = spawn(process.execPath, [CLI, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...environment, ...options.env },
  })
  const output = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text
    })
  const closed = once(child, 'close')
  let signalledMs: number | null = null
  if (options.kill !== undefined) {
    const { signal, afterMs, since } = options.kill
    while (since !== undefined && !since() && child.exitCode === null) await pause(1)
    await Promise.race([closed, pause(afterMs)])
    signalledMs = performance.now()
    child.kill(signal)
  }
  await closed
  return {
    ...output,
    status: child.exitCode,
    signal: child.signalCode,
    elapsedMs: performance.now() - startedMs,
    afterSignalMs: signalledMs === null ? null : performance.now() - signalledMs,
  }
}

/** Runs a command that a test only prepares with; anything but exit 0 is the test's own failure. */
export async function done(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const ended = await cundi(args, options)
  if (ended.status !== 0)
    throw new Error(`cundi ${args[0]} ended with ${ended.status ?? ended.signal}: ${ended.stderr}`)
  return ended
}

const folders: string[] = []

/** A folder of its own for as long as the test file runs. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cundi-faults-'))
  folders.push(folder)
  return folder
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** Every file and folder under `folder`, by its path within. */
export const listing = (folder: string): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()

/** Runs `work` for every item, two at a time: one process a core. */
export async function twoAtATime<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items]
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item)
  }
  await Promise.all([worker(), worker()])
}
