import { oc } from '@orpc/contract'
import * as z from 'zod/mini'
import { answer } from './parts.ts'

/** What a machine remembers of its user, as a window sees it. */
export interface ApplicationState {
  readonly version: string
  /** Who signs the journal; null: not asked yet. */
  readonly operator: string | null
  readonly team: string | null
  /** null: as the system has it. */
  readonly language: 'zh' | 'en' | null
  readonly theme: 'light' | 'dark' | null
  readonly recent: readonly RecentFile[]
}

export interface RecentFile {
  readonly file: string
  readonly name: string
  /** ISO 8601. */
  readonly openedAt: string
}

const setting = z.nullable(z.string())

export const application = {
  state: oc.output(answer<ApplicationState>()),
  save: oc
    .input(
      z.object({
        operator: z.optional(setting),
        team: z.optional(setting),
        language: z.optional(z.nullable(z.enum(['zh', 'en']))),
        theme: z.optional(z.nullable(z.enum(['light', 'dark']))),
      }),
    )
    .output(answer<ApplicationState>()),
}
