import { createHash, randomBytes } from 'node:crypto'

/** More unused addresses than anybody has open terminals. */
const MAX_TOKENS = 16
const TOKEN_LIFE_MS = 15 * 60_000
const MAX_SESSIONS = 64

/** Who may come in: one-time tokens, and the sessions that they were exchanged for. */
export interface Doorkeeper {
  /** A new token; it works once, for a quarter of an hour. */
  giveToken(): string
  /** The session of a token; null: never given, used, or too old. */
  exchange(token: string): string | null
  knows(session: string): boolean
}

/** Only digests are kept and looked up, so no comparison tells by its time how much of a guess was right. */
const digest = (secret: string): string => createHash('sha256').update(secret).digest('base64')
const secret = (): string => randomBytes(32).toString('base64url')

export const isSameSecret = (given: string, wanted: string): boolean => digest(given) === digest(wanted)

export function createDoorkeeper(now: () => number = Date.now): Doorkeeper {
  const tokens = new Map<string, number>()
  const sessions = new Set<string>()
  return {
    giveToken() {
      const token = secret()
      tokens.set(digest(token), now() + TOKEN_LIFE_MS)
      forgetFirst(tokens, MAX_TOKENS)
      return token
    },
    exchange(token) {
      const key = digest(token)
      const until = tokens.get(key)
      tokens.delete(key)
      if (until === undefined || until < now()) return null
      const session = secret()
      sessions.add(digest(session))
      forgetFirst(sessions, MAX_SESSIONS)
      return session
    },
    knows: (session) => sessions.has(digest(session)),
  }
}

function forgetFirst(kept: Map<string, number> | Set<string>, most: number): void {
  if (kept.size <= most) return
  const [first] = kept.keys()
  if (first !== undefined) kept.delete(first)
}
