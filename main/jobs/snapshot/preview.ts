import { basename } from 'node:path'
import { describeSnapshot } from '../../../db/backup/describe.ts'
import type { SnapshotPreview } from '../../../shared/contract/backups.ts'
import { done, type Outcome, refuse } from '../../../shared/contract/outcome.ts'

export interface PreviewInput {
  readonly snapshot: string
  /** To compare with; null: with nothing. */
  readonly survey: string | null
}

/** What a snapshot holds, beside the open survey. Refusal: backup.unusable. */
export async function runPreview({ snapshot, survey }: PreviewInput): Promise<Outcome<SnapshotPreview>> {
  const described = describeSnapshot(snapshot, survey)
  return described.kind === 'described'
    ? done(described.preview)
    : refuse({ code: 'backup.unusable', file: basename(snapshot), params: { reason: described.reason } })
}
