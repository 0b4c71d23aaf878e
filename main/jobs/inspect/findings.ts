import type { InspectedLayer } from '../../../shared/contract/inspected.ts'
import type { SourceIssue } from '../../../shared/formats/source.ts'
import { severityOf } from '../../../shared/model/finding-codes.ts'

/** `count` is records, 1 for a fact about the layer; `examples` are the first few of them. The door words code and detail. */
export type InspectFinding = InspectedLayer['findings'][number]

const EXAMPLES = 5

interface Counted {
  count: number
  readonly examples: { record: number }[]
}

/** Collects what is said of records and of the layer; memory does not grow with the records. */
export class FindingCollector {
  readonly #records = new Map<string, Counted>()
  readonly #layer: InspectFinding[] = []

  addRecord(code: string, record: number): void {
    let counted = this.#records.get(code)
    if (counted === undefined) {
      counted = { count: 0, examples: [] }
      this.#records.set(code, counted)
    }
    counted.count++
    if (counted.examples.length < EXAMPLES) counted.examples.push({ record })
  }

  addLayer({ code, severity, record, detail }: SourceIssue): void {
    const examples = record === undefined ? [] : [{ record }]
    this.#layer.push({ code, severity, count: 1, examples, ...(detail === undefined ? {} : { detail }) })
  }

  countOf(code: string): number {
    return this.#records.get(code)?.count ?? 0
  }

  /** Facts about the layer first, then those about records, the worst first. */
  all(): readonly InspectFinding[] {
    const rank = { error: 0, warning: 1, info: 2 } as const
    const ofRecords = [...this.#records].map(
      ([code, { count, examples }]): InspectFinding => ({ code, severity: severityOf(code), count, examples }),
    )
    return [...this.#layer, ...ofRecords].toSorted((a, b) => rank[a.severity] - rank[b.severity])
  }
}
