import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BagCheck, verifyBag } from '../../../main/platform/bag/verify-bag.ts'
import { writeBag } from '../../../main/platform/bag/write-bag.ts'
import type { CancelSignal, ReportProgress } from '../../../shared/contract/job.ts'

export const running: CancelSignal = new AbortController().signal
export const quiet: ReportProgress = () => undefined

const made: string[] = []
process.on('exit', () => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

/** An empty folder that is gone when the process ends. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cundi-bag-'))
  made.push(folder)
  return folder
}

export const smallPayload: readonly { path: string; source: string | Uint8Array }[] = [
  { path: 'data/survey.gpkg', source: Buffer.from('not really a survey') },
  { path: 'data/report.json', source: Buffer.from('{"parcels":2}\n') },
]

export const smallInfo = [
  ['Source-Organization', '测绘一队'],
  ['Bagging-Date', '2026-03-01'],
] as const

/** Writes a package and gives its path; it throws where the product refuses. */
export async function makeBag(
  to: string,
  payload: readonly { path: string; source: string | Uint8Array }[] = smallPayload,
  bagInfo: readonly (readonly [string, string])[] = smallInfo,
): Promise<string> {
  const written = await writeBag({ to, payload, bagInfo, signal: running, report: quiet })
  if (!written.ok) throw new Error(written.refusal.code)
  return to
}

export async function check(path: string): Promise<BagCheck> {
  const outcome = await verifyBag(path, running, quiet)
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return outcome.value
}

export const codesOf = (result: BagCheck): string[] => result.problems.map((problem) => problem.code)
