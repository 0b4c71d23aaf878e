// Loaded into the host before anything of its own: tells the bench how long its thread, which answers all windows, was silent.
import { connect } from 'node:net'
import { isMainThread } from 'node:worker_threads'

/** A moment in which the thread did nothing for others. */
export interface Silence {
  readonly ms: number
  /** Of which it was at work itself, rather than waiting for a processor or a disk. */
  readonly cpuMs: number
}

export interface CoreReport {
  readonly pid: number
  /** The longest since the last question. */
  readonly longest: Silence
  /** Longer than 100 ms. */
  readonly over100: readonly Silence[]
  readonly rssMB: number
}

const TICK_MS = 5
const LONG_MS = 100

function watch(socketPath: string): void {
  let longest: Silence = { ms: 0, cpuMs: 0 }
  let over100: Silence[] = []
  let at = performance.now()
  let cpu = process.threadCpuUsage()
  setInterval(() => {
    const now = performance.now()
    const used = process.threadCpuUsage(cpu)
    const silence = { ms: now - at - TICK_MS, cpuMs: (used.user + used.system) / 1000 }
    if (silence.ms > longest.ms) longest = silence
    if (silence.ms > LONG_MS) over100.push(silence)
    at = now
    cpu = process.threadCpuUsage()
  }, TICK_MS).unref()
  const socket = connect(socketPath)
  socket.unref()
  socket.on('error', () => undefined) // the bench has gone, and nobody asks any more
  socket.on('data', () => {
    const report: CoreReport = { pid: process.pid, longest, over100, rssMB: process.memoryUsage.rss() / 2 ** 20 }
    socket.write(`${JSON.stringify(report)}\n`)
    longest = { ms: 0, cpuMs: 0 }
    over100 = []
  })
}

const socketPath = process.env.CUNDI_BENCH_SOCKET
const isHost = process.argv[1]?.replaceAll('\\', '/').endsWith('main/web/start.js') === true
if (isMainThread && isHost && socketPath !== undefined) watch(socketPath)
