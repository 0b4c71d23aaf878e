import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import type { InspectedFile, InspectedLayer } from '../../../shared/contract/inspected.ts'
import type { CancelSignal, ReportProgress } from '../../../shared/contract/job.ts'
import type { Outcome, Refusal } from '../../../shared/contract/outcome.ts'
import { done, refuse } from '../../../shared/contract/outcome.ts'
import { loadGeos } from '../../platform/geos.ts'
import { makeOwnedScratch } from '../../platform/owned-scratch.ts'
import type { SourceLayer } from '../../platform/source/layer.ts'
import { nothingReadable } from '../source/nothing-readable.ts'
import { type OpenedSource, openSource } from '../source/open-source.ts'
import { inspectLayer } from './inspect-layer.ts'

export interface InspectOptions {
  readonly encoding?: string
  readonly sheet?: string
  readonly headerRow?: number
  /** Where archives are taken out; default: the system's own place. Nothing stays there. */
  readonly scratchDirectory?: string
}

const REPORT_INTERVAL_MS = 100
/** Of folders for looking at a file. */
export const INSPECT_SCRATCH = 'cundi-inspect-'

/**
 * Says what is in a file, without a survey and without changing anything. An answer when any record can be read or the
 * file is empty; otherwise a refusal: those of `openSource`, or source.nothing-readable with the first record and its reason.
 */
export async function inspectFile(
  path: string,
  options: InspectOptions,
  signal: CancelSignal,
  report: ReportProgress,
): Promise<Outcome<InspectedFile>> {
  const scratch = await makeOwnedScratch(options.scratchDirectory ?? tmpdir(), INSPECT_SCRATCH)
  try {
    const { scratchDirectory: _, ...wanted } = options
    const opened = await openSource(path, { ...wanted, scratchDirectory: scratch, signal })
    if (!opened.ok) return opened
    try {
      return await inspectOpened(opened.value, signal, report)
    } finally {
      await opened.value.dispose()
    }
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** The same of a source that is open already. */
export async function inspectOpened(
  source: OpenedSource,
  signal: CancelSignal,
  report: ReportProgress,
): Promise<Outcome<InspectedFile>> {
  const geos = await loadGeos()
  const total = source.layers.reduce((sum, layer) => sum + layer.records, 0)
  const layers: InspectedLayer[] = []
  let before = 0
  let reportedAt = 0
  for (const layer of source.layers) {
    const tell = (records: number): void => {
      const now = performance.now()
      if (now - reportedAt < REPORT_INTERVAL_MS) return
      reportedAt = now
      report({ phase: 'inspect', done: before + records, total })
    }
    layers.push(await inspectLayer(layer, geos, { signal, report: tell }))
    before += layer.records
  }
  report({ phase: 'inspect', done: before, total })
  const refusal = allUnreadable(source.layers, layers)
  return refusal === null ? done({ layers, findings: source.issues }) : refuse(refusal)
}

/** Null as soon as one layer is empty on purpose or has one record that is not unreadable. */
function allUnreadable(sources: readonly SourceLayer[], layers: readonly InspectedLayer[]): Refusal | null {
  const unreadable = (layer: InspectedLayer): number =>
    layer.findings.find((finding) => finding.code === 'record.unreadable')?.count ?? 0
  const lost = layers.every((layer) => layer.records > 0 && unreadable(layer) === layer.records)
  const [source] = sources
  const first = layers[0]?.unreadable[0]
  return lost && source !== undefined && first !== undefined
    ? nothingReadable(source, first.record, first.reason)
    : null
}
