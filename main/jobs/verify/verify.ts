import { createWriteStream } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { countForeignSurvey } from '../../../db/foreign/count-survey.ts'
import type { CancelSignal, ReportProgress } from '../../../shared/contract/job.ts'
import { done, type Outcome } from '../../../shared/contract/outcome.ts'
import { layerKinds } from '../../../shared/model/layers.ts'
import { openPayload } from '../../platform/bag/open-payload.ts'
import type { PackageProblem } from '../../platform/bag/problem.ts'
import { type BagInfo, infoValue } from '../../platform/bag/tag-files.ts'
import { verifyBag } from '../../platform/bag/verify-bag.ts'
import { sweepScratch, withScratchFolder } from '../../platform/files.ts'
import { countLabel } from '../export/package-contents.ts'

export interface VerifyAnswer {
  readonly ok: boolean
  readonly problems: readonly Required<PackageProblem>[]
  /** Rows by layer as they stand in the survey; empty where it cannot be read. */
  readonly counts: Readonly<Record<string, number>>
}

const SURVEY = 'data/survey.gpkg'
const REPORT = 'data/report.json'
const MAX_REPORT_BYTES = 64 * 1024 * 1024

/**
 * Verifies a package: the bag, byte for byte, and then that the survey holds as many rows as the package states. What is wrong
 * is the answer. Refusals: package.not-found, package.unreadable.
 */
export async function verifyPackage(
  zipPath: string,
  signal: CancelSignal,
  report: ReportProgress,
): Promise<Outcome<VerifyAnswer>> {
  const bag = await verifyBag(zipPath, signal, report)
  if (!bag.ok) return bag
  const { problems, bagInfo, payload } = bag.value
  for (const path of [SURVEY, REPORT]) {
    if (payload.size > 0 && !payload.has(path) && !problems.some((p) => p.path === path))
      return answer([...problems, { code: 'package.file-missing', path }], {})
  }
  if (!payload.has(SURVEY))
    return answer(problems.length > 0 ? problems : [{ code: 'package.file-missing', path: SURVEY }], {})
  const counts = await countSurvey(zipPath, signal, report)
  if (counts === null) return answer([...problems, { code: 'package.survey-unreadable', path: SURVEY }], {})
  const stated = payload.has(REPORT) ? await statedCounts(zipPath, signal) : {}
  if (stated === null) return answer([...problems, { code: 'package.report-unreadable', path: REPORT }], counts)
  return answer([...problems, ...differences(counts, stated, bagInfo)], counts)
}

const answer = (problems: readonly PackageProblem[], counts: Readonly<Record<string, number>>): Outcome<VerifyAnswer> =>
  done({ ok: problems.length === 0, problems: problems.map((problem) => ({ params: {}, ...problem })), counts })

/** Unpacks the survey to scratch and counts it there; null where it is no survey. */
async function countSurvey(
  zipPath: string,
  signal: CancelSignal,
  report: ReportProgress,
): Promise<Readonly<Record<string, number>> | null> {
  await sweepScratch(tmpdir())
  return withScratchFolder(tmpdir(), 'cundi-verify', async (folder) => {
    report({ phase: 'count', done: 0, total: null })
    const path = join(folder, 'survey.gpkg')
    const opened = await openPayload(zipPath, SURVEY, signal)
    if (opened === null) return null
    try {
      await pipeline(opened.stream, createWriteStream(path, { mode: 0o600 }))
    } finally {
      opened.close()
    }
    signal.throwIfAborted()
    return countForeignSurvey(path, layerKinds)
  })
}

/** The counts that report.json states; null where it is no report. */
async function statedCounts(zipPath: string, signal: CancelSignal): Promise<Readonly<Record<string, unknown>> | null> {
  const opened = await openPayload(zipPath, REPORT, signal)
  if (opened === null) return null
  try {
    if (opened.size > MAX_REPORT_BYTES) return null
    const report: unknown = JSON.parse((await buffer(opened.stream)).toString('utf8'))
    const counts = typeof report === 'object' && report !== null && 'counts' in report ? report.counts : null
    return typeof counts === 'object' && counts !== null ? { ...counts } : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  } finally {
    opened.close()
  }
}

function differences(
  counts: Readonly<Record<string, number>>,
  stated: Readonly<Record<string, unknown>>,
  bagInfo: BagInfo,
): readonly PackageProblem[] {
  const problems: PackageProblem[] = []
  for (const [table, actual] of Object.entries(counts)) {
    const inInfo = infoValue(bagInfo, countLabel(table))
    const say = (path: string, said: unknown): void => {
      problems.push({
        code: 'package.counts-differ',
        path,
        params: { table: `layer.${table}`, actual, said: String(said ?? '-').slice(0, 20) },
      })
    }
    if (stated[table] !== actual) say(REPORT, stated[table])
    if (inInfo !== String(actual)) say('bag-info.txt', inInfo)
  }
  return problems
}
