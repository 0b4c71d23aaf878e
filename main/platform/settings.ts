import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, posix, win32 } from 'node:path'
import * as z from 'zod/mini'
import {
  areaUnitPreference,
  type ColumnPreferences,
  columnPreferences,
  type MapPreferences,
  mapPreferences,
} from '../../shared/contract/application.ts'
import { done, type Outcome, refuse } from '../../shared/contract/outcome.ts'
import { type PaneSizes, paneSizes } from '../../shared/contract/panes.ts'
import type { AreaUnit } from '../../shared/model/area-unit.ts'

/** What a machine remembers of its user. */
export interface Settings {
  readonly operator: string | null
  readonly team: string | null
  /** null: as the system has it. */
  readonly language: 'zh' | 'en' | null
  readonly theme: 'light' | 'dark' | null
  /** Paths of surveys, the last opened first. */
  readonly recent: readonly { readonly path: string; readonly openedAt: string }[]
  readonly backup: BackupSettings
  /** null: as at first. */
  readonly map: MapPreferences | null
  readonly columns: ColumnPreferences
  /** null: m². */
  readonly areaUnit: AreaUnit | null
  readonly panes: PaneSizes
  /** Of all surveys; of one, from the ground up. Paths of this machine stand here and never in a survey. */
  readonly backgrounds: readonly KeptBackground[]
}

/** A picture below a survey. */
export interface KeptBackground {
  readonly id: string
  /** The survey's own id. */
  readonly survey: string
  readonly path: string
  readonly isVisible: boolean
  readonly opacity: number
}

/** Where snapshots go and how many are kept. */
export interface BackupSettings {
  /** null: in a folder beside the survey. */
  readonly folder: string | null
  /** Between two automatic snapshots while there are changes; 0: none are made. */
  readonly everyMinutes: number
  /** The latest so many stay whatever their age. */
  readonly keepLast: number
  /** Of so many days the last snapshot of each stays. */
  readonly keepDays: number
}

export const defaultBackup: BackupSettings = { folder: null, everyMinutes: 10, keepLast: 5, keepDays: 14 }

const noSettings: Settings = {
  operator: null,
  team: null,
  language: null,
  theme: null,
  recent: [],
  backup: defaultBackup,
  map: null,
  columns: {},
  areaUnit: null,
  panes: {},
  backgrounds: [],
}

const settingsSchema = z.object({
  operator: z.nullish(z.string()),
  team: z.nullish(z.string()),
  language: z.nullish(z.enum(['zh', 'en'])),
  theme: z.nullish(z.enum(['light', 'dark'])),
  recent: z.optional(z.array(z.object({ path: z.string(), openedAt: z.string() }))),
  backup: z.optional(
    z.object({
      folder: z.nullish(z.string()),
      everyMinutes: z.optional(z.int().check(z.minimum(0))),
      keepLast: z.optional(z.int().check(z.minimum(1))),
      keepDays: z.optional(z.int().check(z.minimum(0))),
    }),
  ),
  // What a later version draws besides must not make all settings unreadable.
  map: z.optional(z.unknown()),
  columns: z.optional(z.unknown()),
  areaUnit: z.optional(z.unknown()),
  panes: z.optional(z.unknown()),
  backgrounds: z.optional(
    z.array(
      z.object({
        id: z.string(),
        survey: z.string(),
        path: z.string(),
        isVisible: z.boolean(),
        opacity: z.number().check(z.minimum(0), z.maximum(1)),
      }),
    ),
  ),
})

type Environment = Readonly<Record<string, string | undefined>>

/** Where settings stand: %APPDATA%\CunDi on Windows, else $XDG_CONFIG_HOME/cundi or ~/.config/cundi. */
export function settingsPath(env: Environment, platform: string = process.platform): string {
  if (platform === 'win32')
    return win32.join(env.APPDATA ?? win32.join(homedir(), 'AppData', 'Roaming'), 'CunDi', 'settings.json')
  const named = env.XDG_CONFIG_HOME ?? ''
  return posix.join(named === '' ? posix.join(env.HOME ?? homedir(), '.config') : named, 'cundi', 'settings.json')
}

const blankIsNull = (text: string | null | undefined): string | null =>
  text === undefined || text === null || text.trim() === '' ? null : text.trim()

/** No file is no settings. Refusal: settings.unreadable. */
export function readSettings(path: string): Outcome<Settings> {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return done(noSettings)
    return refuse({ code: 'settings.unreadable', file: path })
  }
  try {
    const parsed = settingsSchema.safeParse(JSON.parse(text.replace(/^\uFEFF/, '')))
    if (!parsed.success) return refuse({ code: 'settings.unreadable', file: path })
    const { operator, team, language, theme, recent, backup, map, columns, areaUnit, panes, backgrounds } = parsed.data
    return done({
      operator: blankIsNull(operator),
      team: blankIsNull(team),
      language: language ?? null,
      theme: theme ?? null,
      recent: recent ?? [],
      backup: {
        folder: blankIsNull(backup?.folder),
        everyMinutes: backup?.everyMinutes ?? defaultBackup.everyMinutes,
        keepLast: backup?.keepLast ?? defaultBackup.keepLast,
        keepDays: backup?.keepDays ?? defaultBackup.keepDays,
      },
      map: mapPreferences.safeParse(map).data ?? null,
      columns: columnPreferences.safeParse(columns).data ?? {},
      areaUnit: areaUnitPreference.safeParse(areaUnit).data ?? null,
      panes: paneSizes.safeParse(panes).data ?? {},
      backgrounds: backgrounds ?? [],
    })
  } catch {
    return refuse({ code: 'settings.unreadable', file: path }) // not JSON
  }
}

/** Writes the settings, whole or not at all; what the file says besides (a later version's) stays in it. */
export function writeSettings(path: string, settings: Settings): void {
  mkdirSync(dirname(path), { recursive: true })
  const all = { ...othersIn(path), ...settings }
  const temporary = `${path}.${process.pid}.new`
  writeFileSync(temporary, `${JSON.stringify(all, null, 2)}\n`, { mode: 0o600 })
  renameSync(temporary, path)
}

function othersIn(path: string): object {
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''))
    return typeof parsed === 'object' && parsed !== null ? parsed : {}
  } catch {
    return {} // no settings yet; unreadable ones are refused before anything is written
  }
}
