import { access } from 'node:fs/promises'
import { basename } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { ApplicationState } from '../../shared/contract/application.ts'
import { done, type Outcome, refuse } from '../../shared/contract/outcome.ts'
import { readSettings, type Settings, writeSettings } from '../platform/settings.ts'
import type { Core } from './core.ts'

/** What the window starts with. Refusal: settings.unreadable. */
export async function applicationState(core: Core): Promise<Outcome<ApplicationState>> {
  const settings = readSettings(core.settingsFile ?? '')
  return settings.ok ? done(await stateOf(core, settings.value)) : settings
}

/** Changes what is given and keeps the rest. Refusals: settings.unreadable, settings.not-kept. */
export async function saveApplication(
  core: Core,
  change: {
    readonly [K in 'operator' | 'team' | 'language' | 'theme' | 'map' | 'columns' | 'areaUnit' | 'panes']?:
      | Settings[K]
      | undefined
  },
): Promise<Outcome<ApplicationState>> {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  const changed = changeSettings(core, (settings) => ({ ...settings, ...given }))
  return changed.ok ? done(await stateOf(core, changed.value)) : changed
}

/** Takes a survey off the list of recent files. Refusals as above. */
export async function forgetRecent(core: Core, file: string): Promise<Outcome<ApplicationState>> {
  const path = core.resolveFile(file)
  const changed = changeSettings(core, (settings) => ({
    ...settings,
    recent: settings.recent.filter((recent) => recent.path !== path),
  }))
  return changed.ok ? done(await stateOf(core, changed.value)) : changed
}

const RECENT_FILES = 12

/** Puts a survey at the head of the recent files; where settings are not kept there is no such list. */
export function rememberRecent(core: Core, path: string): void {
  changeSettings(core, (settings) => ({
    ...settings,
    recent: [
      { path, openedAt: new Date().toISOString() },
      ...settings.recent.filter((recent) => recent.path !== path),
    ].slice(0, RECENT_FILES),
  }))
}

export function changeSettings(core: Core, change: (settings: Settings) => Settings): Outcome<Settings> {
  const path = core.settingsFile
  if (path === undefined) return refuse({ code: 'settings.not-kept' })
  const settings = readSettings(path)
  if (!settings.ok) return settings
  const changed = change(settings.value)
  writeSettings(path, changed)
  return done(changed)
}

async function stateOf(
  core: Core,
  { recent, backup, backgrounds: _, ...settings }: Settings,
): Promise<ApplicationState> {
  return {
    ...settings,
    version: core.version,
    backup: {
      ...backup,
      folder:
        backup.folder === null
          ? null
          : { file: core.nameFile?.(backup.folder) ?? backup.folder, name: basename(backup.folder) },
    },
    recent: await Promise.all(
      recent
        .filter(({ path }) => core.browser?.includes(path) ?? true)
        .map(async ({ path, openedAt }) => ({
          file: core.nameFile?.(path) ?? path,
          name: basename(path),
          openedAt,
          isThere: await canBeReached(path),
        })),
    ),
  }
}

/** A drive that is away answers after half a minute; the first screen does not wait for it. */
const PATIENCE_MS = 400

export const canBeReached = (path: string): Promise<boolean> =>
  Promise.race([
    access(path).then(
      () => true,
      () => false,
    ),
    pause(PATIENCE_MS, false, { ref: false }),
  ])
