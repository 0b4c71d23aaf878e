import type { CancelSignal, ReportProgress } from '../../../shared/contract/job.ts'

const REPORT_EVERY_MS = 100

/** Counts bytes of one phase, says so at most ten times a second, and stops at the next chunk after a cancel. */
export function byteMeter(
  phase: string,
  total: number | null,
  signal: CancelSignal,
  report: ReportProgress,
): (bytes: number) => void {
  let done = 0
  let saidAt = 0
  return (bytes) => {
    signal.throwIfAborted()
    done += bytes
    const now = performance.now()
    if (now - saidAt < REPORT_EVERY_MS && done !== total) return
    saidAt = now
    report({ phase, done, total })
  }
}
