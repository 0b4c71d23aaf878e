import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { SCHEMA_VERSION } from '../../db/migrations/ladder.ts'
import { createSurvey } from '../../db/open/create-survey.ts'
import { takeLock } from '../../db/open/lock.ts'
import { surveyInfo } from '../../db/queries/survey-info.ts'
import type { VillageRow } from '../../db/queries/villages.ts'
import type { CreatedSurvey, SurveyInfo } from '../../shared/contract/answers.ts'
import type { VillagesLook } from '../../shared/contract/opening.ts'
import { done, type Outcome, refuse } from '../../shared/contract/outcome.ts'
import { type Crs, crsOf, epsgCodeIn, epsgText } from '../../shared/geo/crs/catalogue.ts'
import { countyZone } from '../../shared/geo/crs/county.ts'
import { ensureKey, openVault } from '../platform/keys.ts'
import { type Core, shownName } from './core.ts'
import { readVillages } from './read-villages.ts'

export interface CreateRequest {
  readonly file: string
  readonly county: string
  readonly crs: string | null
  readonly villages: string | null
  readonly force: boolean
}

/**
 * Makes a new survey file. Refusals: target.exists, target.folder-missing, county.bad-code, crs.needed, crs.not-a-zone,
 * survey.locked, and those of the villages file (with its line) and the key.
 */
export function createSurveyFile(core: Core, request: CreateRequest): Outcome<CreatedSurvey> {
  const path = core.resolveFile(request.file)
  if (!/^\d{6}$/.test(request.county)) return refuse({ code: 'county.bad-code', params: { county: request.county } })
  if (!existsSync(dirname(path))) return refuse({ code: 'target.folder-missing', file: shownName(core, path) })
  if (existsSync(path) && (!request.force || !statSync(path).isFile()))
    return refuse({ code: 'target.exists', file: shownName(core, path) })
  const crs = chooseCrs(request)
  if (!crs.ok) return crs
  const villages =
    request.villages === null
      ? done<readonly VillageRow[]>([])
      : villagesFrom(core.resolveFile(request.villages), request.county)
  if (!villages.ok) return villages
  const lock = takeLock(path, core.author.operator)
  if (lock.kind === 'locked')
    return refuse({
      code: 'survey.locked',
      file: shownName(core, path),
      params: { holder: lock.holder?.operator ?? '—', pid: lock.holder?.pid ?? '—', host: lock.holder?.host ?? '—' },
    })
  try {
    const key = ensureKey(path, core.passphrase)
    if (!key.ok) return key
    const at = new Date().toISOString()
    createSurvey(
      path,
      {
        county: request.county,
        crs: crs.value,
        villages: villages.value,
        keyCheck: openVault(key.value).keyCheck,
        version: core.version,
        at,
      },
      core.author,
      request.force,
    )
    return done({
      file: core.nameFile?.(path) ?? path,
      schemaVersion: SCHEMA_VERSION,
      crs: epsgText(crs.value),
      villages: villages.value.length,
    })
  } finally {
    lock.lock.release()
  }
}

function chooseCrs({ crs, county }: CreateRequest): Outcome<Crs> {
  if (crs === null) {
    const zone = countyZone(county)
    return zone === null ? refuse({ code: 'crs.needed', params: { county } }) : done(zone)
  }
  const epsg = epsgCodeIn(crs)
  const known = epsg === null ? null : crsOf(epsg)
  const isZone = known?.datum === 'cgcs2000' && known.kind === 'gauss-kruger'
  return known !== null && isZone ? done(known) : refuse({ code: 'crs.not-a-zone', params: { crs } })
}

/** What a csv of villages holds, before a survey is made of it. Refusals: those of the villages file, with its line. */
export function lookAtVillages(
  core: Core,
  { file, county }: { readonly file: string; readonly county: string },
): Outcome<VillagesLook> {
  const read = villagesFrom(core.resolveFile(file), county)
  if (!read.ok) return read
  const towns = Map.groupBy(read.value, ({ town }) => town)
  return done({
    villages: read.value.length,
    towns: [...towns].map(([name, { length }]) => ({ name, villages: length })),
  })
}

function villagesFrom(path: string, county: string): Outcome<readonly VillageRow[]> {
  let bytes: Uint8Array
  try {
    bytes = readFileSync(path)
  } catch (error) {
    return refuse({
      code: 'source.unreadable',
      file: path,
      params: { reason: String((error as NodeJS.ErrnoException).code ?? 'error') },
    })
  }
  return readVillages(bytes, county, path)
}

/** Counts and extents look through whole tables: where windows are answered, a reader's thread does that. */
export async function infoOf(core: Core, id: string): Promise<SurveyInfo> {
  const { survey, readers } = core.session(id)
  return core.settingsFile === undefined
    ? surveyInfo(survey.db, survey.path)
    : await readers.tables.ask('info', survey.path)
}
