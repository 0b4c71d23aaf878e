import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { posix, win32 } from 'node:path'
import * as z from 'zod/mini'
import { done, type Outcome, refuse } from '../../shared/contract/outcome.ts'

/** What a machine remembers of its user. */
export interface Settings {
  readonly operator: string | null
  readonly team: string | null
}

const settingsSchema = z.object({ operator: z.optional(z.string()), team: z.optional(z.string()) })

type Environment = Readonly<Record<string, string | undefined>>

/** Where settings stand: %APPDATA%\CunDi on Windows, else $XDG_CONFIG_HOME/cundi or ~/.config/cundi. */
export function settingsPath(env: Environment, platform: string = process.platform): string {
  if (platform === 'win32')
    return win32.join(env.APPDATA ?? win32.join(homedir(), 'AppData', 'Roaming'), 'CunDi', 'settings.json')
  const named = env.XDG_CONFIG_HOME ?? ''
  return posix.join(named === '' ? posix.join(env.HOME ?? homedir(), '.config') : named, 'cundi', 'settings.json')
}

const blankIsNull = (text: string | undefined): string | null =>
  text === undefined || text.trim() === '' ? null : text.trim()

/** `{"operator","team"}`; no file is no settings. Refusal: settings.unreadable. */
export function readSettings(path: string): Outcome<Settings> {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? ''))
      return done({ operator: null, team: null })
    return refuse({ code: 'settings.unreadable', file: path })
  }
  try {
    const parsed = settingsSchema.safeParse(JSON.parse(text.replace(/^\uFEFF/, '')))
    if (!parsed.success) return refuse({ code: 'settings.unreadable', file: path })
    return done({ operator: blankIsNull(parsed.data.operator), team: blankIsNull(parsed.data.team) })
  } catch {
    return refuse({ code: 'settings.unreadable', file: path }) // not JSON
  }
}
