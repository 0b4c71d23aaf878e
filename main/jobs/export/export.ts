import { mkdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { lastEntryTime, writeEntry } from '../../../db/history/journal.ts'
import { holdState, inTransaction, type ReadableDb } from '../../../db/open/database.ts'
import { openSurveyForReading } from '../../../db/open/open-survey.ts'
import { countTable } from '../../../db/queries/export-rows.ts'
import { countLayers, countPlans, type LayerCounts, logExport } from '../../../db/queries/hand-over.ts'
import { readMetadata } from '../../../db/schema/metadata.ts'
import { done, type Outcome, refuse } from '../../../shared/contract/outcome.ts'
import { type Crs, crsOf, epsgCodeIn } from '../../../shared/geo/crs/catalogue.ts'
import { assertNever } from '../../../shared/model/assert-never.ts'
import { layerKinds } from '../../../shared/model/layers.ts'
import { fsyncFolder, replaceFile, replaceFolder, sweepScratch, withScratchFolder } from '../../platform/files.ts'
import { keyPath } from '../../platform/keys.ts'
import { exportGeojson } from './geojson.ts'
import { type LayerExport, layerExport } from './layer-reader.ts'
import { createLossTally, type LossTally } from './losses.ts'
import { exportGeopackage, exportPackage } from './package.ts'
import type { ExportAnswer, ExportFormat, ExportRequest } from './request.ts'
import { exportShapefile } from './shapefile.ts'
import { examineTarget, writeRefusal } from './target.ts'
import { sheetOf, writeWorkbook } from './workbook.ts'

const PERSONAL_FORMATS: ReadonlySet<ExportFormat> = new Set(['shapefile', 'xlsx'])

/**
 * Exports a survey. Nothing is at the target before it is whole. Refusals: export.blocked, export.too-large, personal.format,
 * personal.purpose-missing, key.missing, target.*.
 */
export async function exportSurvey(request: ExportRequest): Promise<Outcome<ExportAnswer>> {
  const { survey, to, format, purpose, force } = request
  if (purpose !== null && !PERSONAL_FORMATS.has(format)) return refuse({ code: 'personal.format', params: { format } })
  if (purpose !== null && purpose.trim() === '') return refuse({ code: 'personal.purpose-missing' })
  if (purpose !== null && request.decrypt === null)
    return refuse({ code: 'key.missing', file: keyPath(survey.path), params: { file: basename(keyPath(survey.path)) } })
  const target = await examineTarget(to, format, survey.path, force)
  if (!target.ok) return target
  try {
    await sweepScratch(dirname(to))
    const exported = await exportAs(request)
    if (exported.ok)
      await request.withWriteAccess(() =>
        logExport(survey.db, { at: request.at, author: request.author, format, target: basename(to), purpose }),
      )
    return exported
  } catch (error) {
    request.signal.throwIfAborted()
    const refusal = writeRefusal(error, to)
    if (refusal === null) throw error
    return refusal
  }
}

function exportAs(request: ExportRequest): Promise<Outcome<ExportAnswer>> {
  switch (request.format) {
    case 'package':
      return exportPackage(request)
    case 'geopackage':
      return exportGeopackage(request)
    case 'shapefile':
    case 'geojson':
    case 'xlsx':
      return exportLayers(request, request.format)
    default:
      return assertNever(request.format)
  }
}

/** The formats that write layer by layer, from one state of the survey whatever is edited meanwhile. */
async function exportLayers(
  request: ExportRequest,
  format: 'shapefile' | 'geojson' | 'xlsx',
): Promise<Outcome<ExportAnswer>> {
  const opened = openSurveyForReading(request.survey.path)
  if (opened.kind !== 'opened') throw new Error(`the open survey is ${opened.kind}`)
  const { db } = opened.survey
  holdState(db)
  try {
    return await withScratchFolder(dirname(request.to), request.survey.path, async (folder) => {
      const losses = createLossTally()
      const counts = countLayers(db)
      const scratch = join(folder, basename(request.to))
      const written = await writeLayers(db, request, format, scratch, counts, losses)
      if (!written.ok) return written
      for (const table of ['boundary_point', 'land_right'] as const)
        losses.count('loss.table', table, undefined, countTable(db, table))
      for (const [kind, count] of Object.entries(countPlans(db) ?? {}))
        losses.count('loss.table', kind, undefined, count)
      request.signal.throwIfAborted()
      if (request.purpose !== null) await journalPersonalExport(request, request.purpose, counts)
      if (format === 'xlsx') await replaceFile(scratch, request.to)
      else {
        await fsyncFolder(scratch)
        await replaceFolder(scratch, request.to)
      }
      return done({ path: request.to, format, counts, losses: losses.list() })
    })
  } finally {
    opened.survey.close()
  }
}

async function writeLayers(
  db: ReadableDb,
  request: ExportRequest,
  format: 'shapefile' | 'geojson' | 'xlsx',
  scratch: string,
  counts: LayerCounts,
  losses: LossTally,
): Promise<Outcome<null>> {
  const crs = surveyCrs(db)
  // A workbook without a sheet is none, so an empty survey gives an empty sheet of villages.
  const kinds = layerKinds.filter((kind) => counts[kind] > 0)
  const present = (kinds.length === 0 && format === 'xlsx' ? (['village'] as const) : kinds).map(
    (kind): LayerExport => layerExport(db, kind, counts[kind], request, losses),
  )
  if (format === 'xlsx') {
    await writeWorkbook(
      scratch,
      present.map((layer) => sheetOf(layer, request.language)),
    )
    return done(null)
  }
  await mkdir(scratch)
  const updatedOn = lastEntryTime(db) ?? request.at
  for (const layer of present) {
    if (format === 'geojson') await exportGeojson(scratch, layer, crs, losses)
    else {
      const written = await exportShapefile(db, scratch, layer, crs, updatedOn, losses)
      if (!written.ok) return written
    }
  }
  return done(null)
}

export function surveyCrs(db: ReadableDb): Crs {
  const crs = crsOf(epsgCodeIn(readMetadata(db, 'crs') ?? '') ?? 0)
  if (crs === null) throw new Error('the survey names no known reference system')
  return crs
}

/** Before the file is in place: a hand-over of numbers that nobody recorded would be worse than an entry too many. */
async function journalPersonalExport(request: ExportRequest, why: string, counts: LayerCounts): Promise<void> {
  const { survey, at, author, format, to } = request
  const summary = { format, target: basename(to), persons: counts.person, parcels: counts.parcel }
  await request.withWriteAccess(() =>
    inTransaction(survey.db, () => writeEntry(survey.db, { kind: 'personal-export', at, author, why, summary })),
  )
}
