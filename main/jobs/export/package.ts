import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type MaskedTexts, writeCleanCopy } from '../../../db/backup/clean-copy.ts'
import { lastEntryTime } from '../../../db/history/journal.ts'
import { connect } from '../../../db/open/database.ts'
import { countPlans, type PlanCounts, type SurveyFacts, surveyFacts } from '../../../db/queries/hand-over.ts'
import { done, type Outcome, refuse } from '../../../shared/contract/outcome.ts'
import { writeBag } from '../../platform/bag/write-bag.ts'
import { replaceFile, withScratchFolder } from '../../platform/files.ts'
import { createLossTally } from './losses.ts'
import { bagInfoOf, reportJsonOf } from './package-contents.ts'
import type { ExportAnswer, ExportLoss, ExportRequest } from './request.ts'

const LOCAL_LOSS: ExportLoss = { code: 'loss.local', layer: null, params: {} }

/**
 * A BagIt package for the district: data/survey.gpkg and data/report.json. The check runs first; unwaived errors refuse
 * (export.blocked) unless the request allows them, and are then listed in bag-info.txt.
 */
export async function exportPackage(request: ExportRequest): Promise<Outcome<ExportAnswer>> {
  const { blocking } = await request.runCheck(request.survey.db, request.signal, request.report)
  if (blocking > 0 && !request.allowBlocking) return refuse({ code: 'export.blocked', params: { count: blocking } })
  return withCleanCopy(request, async (copy, { facts, plans }, masked) => {
    const written = await writeBag({
      to: request.to,
      owner: request.survey.path,
      payload: [
        { path: 'data/survey.gpkg', source: copy },
        { path: 'data/report.json', source: Buffer.from(reportJsonOf(facts, request.version)) },
      ],
      bagInfo: bagInfoOf(facts, request.version),
      signal: request.signal,
      report: request.report,
    })
    if (!written.ok) return written
    return done({
      path: request.to,
      format: 'package',
      counts: facts.counts,
      ...(plans === null ? {} : { planCounts: plans }),
      sha256: written.value.sha256,
      losses: [...masked, LOCAL_LOSS],
    })
  })
}

/** The same clean survey alone, as a GeoPackage. */
export async function exportGeopackage(request: ExportRequest): Promise<Outcome<ExportAnswer>> {
  return withCleanCopy(request, async (copy, { facts, plans }, masked) => {
    const sha256 = await sha256Of(copy)
    request.signal.throwIfAborted()
    await replaceFile(copy, request.to)
    return done({
      path: request.to,
      format: 'geopackage',
      counts: facts.counts,
      ...(plans === null ? {} : { planCounts: plans }),
      sha256,
      losses: [...masked, LOCAL_LOSS],
    })
  })
}

/** What the copy itself holds. */
interface Contents {
  readonly facts: SurveyFacts
  readonly plans: PlanCounts | null
}

/** Makes the copy on the target's disk, so that it can be renamed, and takes the facts from the copy itself. */
async function withCleanCopy<T>(
  request: ExportRequest,
  work: (copy: string, holds: Contents, masked: readonly ExportLoss[]) => Promise<T>,
): Promise<T> {
  const { survey, signal, report } = request
  const when = lastEntryTime(survey.db)
  if (when === null) throw new Error('a survey has at least the entry of its making')
  return withScratchFolder(dirname(request.to), survey.path, async (folder) => {
    signal.throwIfAborted()
    report({ phase: 'copy', done: 0, total: null })
    const copy = join(folder, basename(survey.path))
    const masked = writeCleanCopy(survey.db, copy, `${copy}.first`, when, signal)
    signal.throwIfAborted()
    return work(copy, contentsOf(copy), lossesOf(masked))
  })
}

function lossesOf(masked: MaskedTexts): readonly ExportLoss[] {
  const losses = createLossTally()
  for (const [table, count] of Object.entries(masked)) losses.count('loss.personal-masked', table, undefined, count)
  return losses.list()
}

function contentsOf(copy: string): Contents {
  const db = connect(copy, 'read')
  try {
    return { facts: surveyFacts(db), plans: countPlans(db) }
  } finally {
    db.close()
  }
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
