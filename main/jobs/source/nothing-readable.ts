import type { Refusal } from '../../../shared/contract/outcome.ts'
import type { SourceLayer } from '../../platform/source/layer.ts'

/** A layer of which not one record can be read, with the first and its reason; what the reason needs is said of the layer. */
export function nothingReadable(source: SourceLayer, record: number, reason: string): Refusal {
  const detail = source.issues.find(({ code }) => code === reason)?.detail ?? {}
  return {
    code: 'source.nothing-readable',
    file: source.file,
    record,
    params: { ...detail, records: source.records, reason, record },
  }
}
