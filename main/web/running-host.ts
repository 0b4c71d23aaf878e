import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as z from 'zod/mini'

const recordSchema = z.object({ port: z.int(), secret: z.string(), pid: z.int() })
/** What stays of it when the host has ended. */
const placeSchema = z.object({ port: z.int().check(z.minimum(1024), z.maximum(65_535)) })

/** How a second start finds a host that already runs for this user with the same pages and folders. */
export interface RunningHost {
  readonly secret: string
  /** A new address of the running host; null: none runs. */
  askForAddress(): Promise<string | null>
  /** Where it was last, running or not: a browser keeps what is typed for an origin, and the port is part of that. */
  lastPort(): number | null
  announce(port: number): void
  forget(): void
}

const ANSWER_WITHIN_MS = 2_000

/** The record lies among the settings, for this user's eyes only. `what` it serves is part of its name. */
export function runningHost(settingsFile: string, what: readonly string[]): RunningHost {
  const name = createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, 16)
  const file = join(dirname(settingsFile), 'hosts', `${name}.json`)
  const secret = randomBytes(32).toString('base64url')
  const read = <T>(schema: z.ZodMiniType<T>): T | null => {
    try {
      return schema.parse(JSON.parse(readFileSync(file, 'utf8')))
    } catch {
      return null // no host, or half a record: a new one is started
    }
  }
  const write = (record: z.infer<typeof recordSchema> | z.infer<typeof placeSchema>): void => {
    rmSync(file, { force: true })
    writeFileSync(file, JSON.stringify(record), { mode: 0o600, flag: 'wx' })
  }
  return {
    secret,
    async askForAddress() {
      const record = read(recordSchema)
      if (record === null) return null
      try {
        const answer = await fetch(`http://127.0.0.1:${record.port}/address`, {
          method: 'POST',
          headers: { Authorization: `Bearer ${record.secret}` },
          signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
        })
        const address = answer.ok ? await answer.text() : ''
        return address.startsWith(`http://127.0.0.1:${record.port}/?token=`) ? address : null
      } catch {
        return null // it was killed; whoever has its port now is not ours
      }
    },
    lastPort: () => read(placeSchema)?.port ?? null,
    announce(port) {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
      write({ port, secret, pid: process.pid })
    },
    forget() {
      const record = read(recordSchema)
      if (record?.secret === secret) write({ port: record.port })
    },
  }
}
