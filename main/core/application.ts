import { basename } from 'node:path'
import type { ApplicationState } from '../../shared/contract/application.ts'
import { done, type Outcome, refuse } from '../../shared/contract/outcome.ts'
import { readSettings, type Settings, writeSettings } from '../platform/settings.ts'
import type { Core } from './core.ts'

/** What the window starts with. Refusal: settings.unreadable. */
export function applicationState(core: Core): Outcome<ApplicationState> {
  const settings = readSettings(core.settingsFile ?? '')
  return settings.ok ? done(stateOf(core, settings.value)) : settings
}

/** Changes what is given and keeps the rest. Refusals: settings.unreadable, settings.not-kept. */
export function saveApplication(
  core: Core,
  change: { readonly [K in 'operator' | 'team' | 'language' | 'theme']?: Settings[K] | undefined },
): Outcome<ApplicationState> {
  const path = core.settingsFile
  if (path === undefined) return refuse({ code: 'settings.not-kept' })
  const settings = readSettings(path)
  if (!settings.ok) return settings
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  const changed: Settings = { ...settings.value, ...given }
  writeSettings(path, changed)
  return done(stateOf(core, changed))
}

const stateOf = (core: Core, { recent, ...settings }: Settings): ApplicationState => ({
  ...settings,
  version: core.version,
  recent: recent.map(({ path, openedAt }) => ({
    file: core.nameFile?.(path) ?? path,
    name: basename(path),
    openedAt,
  })),
})
