import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import { readMetadata } from '../../db/schema/metadata.ts'
import { type Background, MOST_BACKGROUNDS } from '../../shared/contract/backgrounds.ts'
import type { MapBytes } from '../../shared/contract/map.ts'
import { done, type Outcome, refuse } from '../../shared/contract/outcome.ts'
import { epsgCodeIn } from '../../shared/geo/crs/catalogue.ts'
import type { TileAddress } from '../../shared/geo/tile-grid.ts'
import { type KeptBackground, readSettings } from '../platform/settings.ts'
import { canBeReached, changeSettings } from './application.ts'
import type { Core } from './core.ts'

/** By what a survey is known on this machine: its own id, which goes with the file wherever it lies. */
function placeOf(core: Core, survey: string): { readonly id: string; readonly epsg: number } {
  const { db, path } = core.session(survey).survey
  return { id: readMetadata(db, 'survey_id') ?? path, epsg: epsgCodeIn(readMetadata(db, 'crs') ?? '') ?? 0 }
}

function keptOf(core: Core, survey: string): Outcome<readonly KeptBackground[]> {
  const settings = readSettings(core.settingsFile ?? '')
  if (!settings.ok) return settings
  const { id } = placeOf(core, survey)
  return done(settings.value.backgrounds.filter((each) => each.survey === id))
}

/** Those of a survey changed, those of all others as they are. */
function change(
  core: Core,
  survey: string,
  how: (kept: readonly KeptBackground[]) => readonly KeptBackground[],
): Outcome<null> {
  const { id } = placeOf(core, survey)
  const changed = changeSettings(core, (settings) => ({
    ...settings,
    backgrounds: [
      ...settings.backgrounds.filter((each) => each.survey !== id),
      ...how(settings.backgrounds.filter((each) => each.survey === id)),
    ],
  }))
  return changed.ok ? done(null) : changed
}

/** A file that has gone or cannot be read stays on the list, and says so. Refusal: settings.unreadable. */
export async function listBackgrounds(
  core: Core,
  survey: string,
  signal: AbortSignal | undefined,
): Promise<Outcome<readonly Background[]>> {
  const kept = keptOf(core, survey)
  if (!kept.ok) return kept
  const { epsg } = placeOf(core, survey)
  return done(await Promise.all(kept.value.map((each) => described(core, epsg, each, signal))))
}

async function described(
  core: Core,
  epsg: number,
  { id, path, isVisible, opacity }: KeptBackground,
  signal: AbortSignal | undefined,
): Promise<Background> {
  const name = basename(path)
  const facts = (await canBeReached(path))
    ? await core.backgrounds.ask('facts', { path, epsg }, signal)
    : refuse({ code: 'background.gone' })
  return {
    background: id,
    name,
    isVisible,
    opacity,
    state: facts.ok
      ? { kind: 'ready', facts: facts.value }
      : { kind: 'unavailable', refusal: { ...facts.refusal, file: name } },
  }
}

export async function addBackground(
  core: Core,
  { survey, file }: { readonly survey: string; readonly file: string },
  signal: AbortSignal | undefined,
): Promise<Outcome<readonly Background[]>> {
  const path = core.resolveFile(file)
  const { id, epsg } = placeOf(core, survey)
  const facts = await core.backgrounds.ask('facts', { path, epsg }, signal)
  if (!facts.ok) return refuse({ ...facts.refusal, file: basename(path) })
  const kept = keptOf(core, survey)
  if (!kept.ok) return kept
  const isKnown = kept.value.some((each) => each.path === path)
  if (!isKnown && kept.value.length >= MOST_BACKGROUNDS)
    return refuse({ code: 'background.too-many', params: { most: MOST_BACKGROUNDS } })
  const added: KeptBackground = { id: randomUUID(), survey: id, path, isVisible: true, opacity: 1 }
  const changed = change(core, survey, (before) =>
    isKnown ? before.map((each) => (each.path === path ? { ...each, isVisible: true } : each)) : [...before, added],
  )
  return changed.ok ? listBackgrounds(core, survey, signal) : changed
}

export async function removeBackground(
  core: Core,
  { survey, background }: { readonly survey: string; readonly background: string },
): Promise<Outcome<null>> {
  const kept = keptOf(core, survey)
  if (!kept.ok) return kept
  const gone = kept.value.find(({ id }) => id === background)
  if (gone !== undefined) await core.backgrounds.ask('forget', gone.path)
  return change(core, survey, (before) => before.filter(({ id }) => id !== background))
}

export const arrangeBackgrounds = (
  core: Core,
  survey: string,
  arranged: readonly { readonly background: string; readonly isVisible: boolean; readonly opacity: number }[],
): Outcome<null> =>
  change(core, survey, (before) => [
    ...before.filter(({ id }) => !arranged.some(({ background }) => background === id)),
    ...arranged.flatMap(({ background, isVisible, opacity }) => {
      const known = before.find(({ id }) => id === background)
      return known === undefined ? [] : [{ ...known, isVisible, opacity }]
    }),
  ])

/** Refusals: background.*, settings.unreadable. */
export async function backgroundTile(
  core: Core,
  { survey, background, ...address }: TileAddress & { readonly survey: string; readonly background: string },
  signal: AbortSignal | undefined,
): Promise<Outcome<MapBytes>> {
  const kept = keptOf(core, survey)
  if (!kept.ok) return kept
  const found = kept.value.find(({ id }) => id === background)
  if (found === undefined) return refuse({ code: 'background.gone' })
  const { epsg } = placeOf(core, survey)
  const tile = await core.backgrounds.ask('tile', { path: found.path, epsg, ...address }, signal)
  if (!tile.ok) return refuse({ ...tile.refusal, file: basename(found.path) })
  return done(new Blob(tile.value === null ? [] : [tile.value]))
}
