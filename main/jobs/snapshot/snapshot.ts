import type { Rotation } from '../../../db/backup/rotation.ts'
import { type Snapshot, takeSnapshot } from '../../../db/backup/snapshot.ts'
import { done, type Outcome } from '../../../shared/contract/outcome.ts'
import type { JobContext } from '../job.ts'
import { diskRefusal } from './disk-refusal.ts'

export interface SnapshotInput {
  readonly survey: string
  /** null: beside the survey. */
  readonly folder: string | null
  readonly rotation: Rotation
}

/** Copies the survey beside whoever is writing in it. Stops by itself: one statement makes the copy. Refusal: io.failed. */
export async function runSnapshot(
  { survey, folder, rotation }: SnapshotInput,
  context: JobContext,
): Promise<Outcome<{ readonly made: Snapshot | null }>> {
  context.signal.throwIfAborted()
  context.report({ phase: 'snapshot', done: 0, total: null })
  try {
    return done({ made: takeSnapshot(survey, folder, rotation, new Date()).made })
  } catch (error) {
    return diskRefusal(error, folder ?? survey)
  }
}
