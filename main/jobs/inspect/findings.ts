import type { SourceIssue } from '../../../shared/formats/source.ts'

export interface InspectFinding {
  readonly code: string
  readonly severity: SourceIssue['severity']
  /** Records that it is true of; 1 for a fact about the layer. */
  readonly count: number
  /** The first few records; empty for a fact about the layer. The door words the message from code and detail. */
  readonly examples: readonly { readonly record: number }[]
  readonly detail?: SourceIssue['detail']
}

const EXAMPLES = 5

/** Codes that a record carries; what is not listed is a warning (COMMANDS.md, Findings). */
const SEVERITY: Readonly<Record<string, SourceIssue['severity']>> = {
  'geometry.missing': 'error',
  'geometry.too-few-points': 'error',
  'geometry.not-finite': 'error',
  'geometry.self-intersection': 'error',
  'crs.outside-zone': 'error',
  'record.unreadable': 'error',
  'geometry.ring-orientation': 'info',
  'geometry.z-dropped': 'info',
}

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
      ([code, { count, examples }]): InspectFinding => ({ code, severity: SEVERITY[code] ?? 'warning', count, examples }),
    )
    return [...this.#layer, ...ofRecords].toSorted((a, b) => rank[a.severity] - rank[b.severity])
  }
}
