import { oc } from '@orpc/contract'
import * as z from 'zod/mini'
import type { HistoryEntry } from './answers.ts'
import { answer, file, job, survey } from './parts.ts'

/** A copy of a survey as it was at a moment. */
export interface SnapshotInfo {
  readonly snapshot: string
  readonly name: string
  /** ISO 8601. */
  readonly at: string
  readonly bytes: number
  /** 'migration': made before a newer CunDi brought the file up to date. */
  readonly kind: 'snapshot' | 'migration'
}

/** What a snapshot holds. */
export interface SnapshotPreview {
  readonly schemaVersion: number
  readonly layers: readonly { readonly name: string; readonly count: number }[]
  readonly lastEntry: HistoryEntry | null
  /** The open survey beside it; null: none was named. */
  readonly now: {
    readonly layers: readonly { readonly name: string; readonly count: number }[]
    /** Entries of the journal that the snapshot does not have; null: it is of another survey. */
    readonly entriesSince: number | null
  } | null
}

export interface Restored {
  readonly file: string
  readonly name: string
  /** Name of what stood there before, kept beside it; null: nothing did. */
  readonly keptAs: string | null
}

export const backups = {
  /** Snapshots of a survey file, whether or not it can be opened. */
  list: oc.input(z.object({ file })).output(answer<readonly SnapshotInfo[]>()),
  /** Refusals: backup.unusable. */
  preview: oc.input(z.object({ snapshot: file, survey: z.nullable(survey) })).output(answer<SnapshotPreview>()),
  /** `made` null: nothing has changed since the latest. Refusals: io.failed. */
  take: oc.input(z.object({ survey })).output(job<{ readonly made: SnapshotInfo | null }>()),
  /**
   * `file`: the survey that the snapshot is of; `to`: where it goes, the same file for a restore in place. Refusals:
   * survey.locked, target.exists, backup.unusable, io.failed.
   */
  restore: oc.input(z.object({ snapshot: file, file, to: file })).output(job<Restored>()),
  /** `folder` undefined: as it is; null: beside each survey. */
  configure: oc
    .input(
      z.object({
        folder: z.optional(z.nullable(file)),
        everyMinutes: z.optional(z.int().check(z.minimum(0), z.maximum(1440))),
        keepLast: z.optional(z.int().check(z.minimum(1), z.maximum(500))),
        keepDays: z.optional(z.int().check(z.minimum(0), z.maximum(366))),
      }),
    )
    .output(answer<null>()),
  /** Sets, changes or (null) takes away the passphrase of personal data. Refusals: key.missing, key.wrong-passphrase, key.unreadable. */
  setPassphrase: oc
    .input(z.object({ survey, current: z.nullable(z.string()), next: z.nullable(z.string().check(z.minLength(8))) }))
    .output(answer<null>()),
}
