import { createWriteStream } from 'node:fs'
import { mkdir, readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { lastEntryTime } from '../../../db/history/journal.ts'
import type { ReadableDb } from '../../../db/open/database.ts'
import { rejectedRows, sourceCrsOf } from '../../../db/queries/export-rows.ts'
import { readMetadata } from '../../../db/schema/metadata.ts'
import { type BatchRow, findBatch } from '../../../db/staging/batch.ts'
import type { CancelSignal } from '../../../shared/contract/job.ts'
import { done, type Outcome, refuse } from '../../../shared/contract/outcome.ts'
import type { DbfFieldSpec } from '../../../shared/formats/dbf/writer.ts'
import { crsOf, epsgCodeIn } from '../../../shared/geo/crs/catalogue.ts'
import { layers, REASON_FIELD, RECORD_FIELD, REFERENCE_FIELD } from '../../../shared/model/layers.ts'
import { surveyTag } from '../../../shared/model/personal-reference.ts'
import { pathExists, replaceFile, sweepScratch, withScratchFolder } from '../../platform/files.ts'
import { esriPrj } from './esri-prj.ts'
import { surveyCrs } from './export.ts'
import { shortNames } from './field-names.ts'
import { createLossTally, type LossTally, layerTitle } from './losses.ts'
import { type MendRecord, mendRecord } from './mend-record.ts'
import type { ExportLoss } from './request.ts'
import { writeShapefile } from './shapefile-writer.ts'
import { writeWorkbook } from './workbook.ts'

const TEXT_MAX_BYTES = 254
const DBF_MAX_FIELDS = 255

export interface MendMeRequest {
  readonly survey: { readonly path: string; readonly db: ReadableDb }
  readonly batch: number
  /** The .zip to write. */
  readonly to: string
  readonly force: boolean
  /** Words a code as a reason in the reader's language. */
  readonly wordReason: (code: string) => string
  readonly signal: CancelSignal
}

export interface MendMeAnswer {
  readonly path: string
  readonly batch: number
  readonly records: number
  readonly losses: readonly ExportLoss[]
}

/**
 * Writes the rejected records of a batch to be mended and imported again: a zip with a shapefile (where the layer has shapes)
 * and a workbook, each with the reason. Personal values are references, which the import turns back into the values.
 * Refusals: batch.unknown, batch.none-rejected, target.exists, target.extension.
 */
export async function writeMendMe(request: MendMeRequest): Promise<Outcome<MendMeAnswer>> {
  const { survey, to, force } = request
  const batch = findBatch(survey.db, request.batch)
  if (batch === undefined) return refuse({ code: 'batch.unknown', params: { batch: request.batch } })
  if (!/\.zip$/i.test(to))
    return refuse({
      code: 'target.extension',
      file: to,
      params: { file: basename(to), format: 'zip', extension: '.zip' },
    })
  if (!force && (await pathExists(to)))
    return refuse({ code: 'target.exists', file: to, params: { file: basename(to) } })
  const records = recordsOf(survey.db, batch)
  if (records.length === 0) return refuse({ code: 'batch.none-rejected', params: { batch: request.batch } })
  await sweepScratch(dirname(to))
  return withScratchFolder(dirname(to), survey.path, async (folder) => {
    const content = join(folder, 'content')
    await mkdir(content)
    const losses = createLossTally()
    const name = `rejected-${batch.batch}`
    if (layers[batch.kind].geometryType !== null) {
      const written = await writeRejectedShapes(request, batch, records, content, name, losses)
      if (!written.ok) return written
    }
    await writeRejectedTable(request, records, join(content, `${name}.xlsx`))
    request.signal.throwIfAborted()
    const zip = join(folder, basename(to))
    await zipFolder(content, zip)
    await replaceFile(zip, to)
    return done({ path: to, batch: batch.batch, records: records.length, losses: losses.list() })
  })
}

/** The system in which the records are written: the source's own, or the survey's where the source named none. */
function targetCrs(db: ReadableDb, batch: number) {
  return crsOf(epsgCodeIn(sourceCrsOf(db, batch) ?? '') ?? 0) ?? surveyCrs(db)
}

function recordsOf(db: ReadableDb, batch: BatchRow): readonly MendRecord[] {
  const tag = surveyTag(readMetadata(db, 'survey_id') ?? '')
  const systems = { survey: surveyCrs(db), target: targetCrs(db, batch.batch) }
  return rejectedRows(db, batch.batch).map((row) => mendRecord(row, tag, systems))
}

/** Every field that some record has, in the order of their first standing. */
const fieldsOf = (records: readonly MendRecord[]): readonly string[] => [
  ...new Set(records.flatMap((record) => [...record.attributes.keys()])),
]

async function writeRejectedShapes(
  { survey, wordReason }: MendMeRequest,
  batch: BatchRow,
  records: readonly MendRecord[],
  folder: string,
  name: string,
  losses: LossTally,
): Promise<Outcome<{ readonly records: number }>> {
  const fields = fieldsOf(records).slice(0, DBF_MAX_FIELDS - 2)
  const names = shortNames(fields, [REFERENCE_FIELD, REASON_FIELD])
  fields.forEach(
    (field, index) =>
      names[index] !== field && losses.say('loss.name-shortened', batch.kind, { field, name: names[index] ?? '' }),
  )
  const rows = records.map((record) => ({
    geometry: record.geometry,
    values: [
      record.reference,
      reasonOf(record, wordReason),
      ...fields.map((field) => record.attributes.get(field) ?? null),
    ],
  }))
  losses.count('loss.geometry', batch.kind, undefined, records.filter((record) => record.shapeLost).length)
  return writeShapefile({
    folder,
    name,
    title: layerTitle(batch.kind),
    prj: esriPrj(targetCrs(survey.db, batch.batch)),
    fields: [REFERENCE_FIELD, REASON_FIELD, ...names].map(
      (field, index): DbfFieldSpec => ({
        name: field,
        type: 'text',
        width: widthOf(rows.map((row) => row.values[index] ?? null)),
      }),
    ),
    pages: [rows],
    updatedOn: lastEntryTime(survey.db) ?? '',
    onLoss: ({ code, field }) =>
      losses.count(
        code === 'text.cut' ? 'loss.text-cut' : 'loss.character',
        batch.kind,
        fields[field - 2] ?? REASON_FIELD,
      ),
  })
}

/** Wide enough for what stands in it (three bytes of UTF-8 may be four of GB18030), and for what a mender may write instead. */
const widthOf = (values: readonly (string | null)[]): number =>
  Math.min(
    TEXT_MAX_BYTES,
    Math.max(
      20,
      ...values.map((value) => (value === null ? 0 : Math.ceil((Buffer.byteLength(value, 'utf8') * 4) / 3) + 10)),
    ),
  )

const reasonOf = (record: MendRecord, word: (code: string) => string): string =>
  record.codes.map((code) => `${code} ${word(code)}`.trim()).join('; ')

async function writeRejectedTable(
  { wordReason }: MendMeRequest,
  records: readonly MendRecord[],
  path: string,
): Promise<void> {
  const fields = fieldsOf(records)
  const header = [REFERENCE_FIELD, REASON_FIELD, RECORD_FIELD, ...fields]
  const rows = records.map((record) => [
    record.reference,
    reasonOf(record, wordReason),
    record.record,
    ...fields.map((field) => record.attributes.get(field) ?? null),
  ])
  await writeWorkbook(path, [
    { name: 'rejected', header, textColumns: header.map((_, index) => index !== 2), pages: [rows] },
  ])
}

async function zipFolder(folder: string, target: string): Promise<void> {
  const zip = new ZipFile()
  for (const name of (await readdir(folder)).sort()) zip.addFile(join(folder, name), name)
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(target, { flags: 'wx', flush: true }))
}
