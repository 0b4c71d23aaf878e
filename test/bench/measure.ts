import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

export interface Command {
  readonly program: string
  readonly args: readonly string[]
  /** Exit codes that count as done; `check` ends with 1 when something blocks. */
  readonly accept?: readonly number[]
}

export interface Measured {
  readonly seconds: number
  /** Highest resident memory of the process, null where the system does not tell (no /proc) or the process was too short to ask. */
  readonly peakMB: number | null
  readonly stdout: string
}

const ASK_EACH_MS = 10

/** Runs a command as a whole process and measures wall time and peak memory; throws when it fails, because half a run measures nothing. */
export function measure(command: Command): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const started = performance.now()
    const child = spawn(command.program, command.args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let stderr = ''
    let peakMB: number | null = null
    const timer = setInterval(() => {
      peakMB = peakOf(child.pid) ?? peakMB
    }, ASK_EACH_MS)
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString()
    })
    child.on('error', reject)
    child.on('close', (code) => {
      clearInterval(timer)
      const seconds = (performance.now() - started) / 1000
      if ((command.accept ?? [0]).includes(code ?? -1)) resolve({ seconds, peakMB, stdout })
      else
        reject(
          new Error(
            `${command.program} ${command.args.join(' ')}: exit ${code}\n${stderr.slice(-2000)}${stdout.slice(-500)}`,
          ),
        )
    })
  })
}

/** VmHWM is the kernel's own high-water mark, so asking now and then misses nothing but the last few milliseconds. */
function peakOf(pid: number | undefined): number | null {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return kilobytes === undefined ? null : Number(kilobytes) / 1024
  } catch {
    return null // the process is gone, or the system has no /proc
  }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
