import type { ImportFinding } from '../../../db/staging/batch.ts'
import { severityOf } from '../../../shared/model/finding-codes.ts'

type Params = Readonly<Record<string, string | number>>

const EXAMPLES = 5

/** Counts findings by code, keeping the first few records of each. */
export interface Tally {
  add(code: string, record: number | null, params?: Params): void
  findings(): readonly ImportFinding[]
}

export function createTally(): Tally {
  const byCode = new Map<string, { count: number; examples: { record: number | null; params: Params }[] }>()
  return {
    add(code, record, params = {}) {
      const entry = byCode.get(code)
      if (entry === undefined) byCode.set(code, { count: 1, examples: [{ record, params }] })
      else {
        entry.count++
        if (entry.examples.length < EXAMPLES) entry.examples.push({ record, params })
      }
    },
    findings: () =>
      [...byCode].map(([code, { count, examples }]) => ({ code, severity: severityOf(code), count, examples })),
  }
}

/** Findings of several threads' shares, in record order. */
export function joinFindings(parts: readonly (readonly ImportFinding[])[]): readonly ImportFinding[] {
  const joined = new Map<string, ImportFinding>()
  for (const finding of parts.flat()) {
    const known = joined.get(finding.code)
    if (known === undefined) joined.set(finding.code, finding)
    else
      joined.set(finding.code, {
        ...known,
        count: known.count + finding.count,
        examples: [...known.examples, ...finding.examples].slice(0, EXAMPLES),
      })
  }
  return [...joined.values()]
}
