import { oc } from '@orpc/contract'
import * as z from 'zod/mini'
import { answer, file } from './parts.ts'

/** One folder that a door lets its window see. Names only: no path reaches a page. */
export interface FolderListing {
  /** null: the list of the folders named when the host started. */
  readonly folder: string | null
  readonly name: string | null
  readonly parent: string | null
  readonly entries: readonly FolderEntry[]
}

export interface FolderEntry {
  readonly file: string
  readonly name: string
  readonly kind: 'folder' | 'file'
  readonly bytes: number | null
  /** ISO 8601. */
  readonly modifiedAt: string | null
}

/** Choosing files where the system's own dialogs are not at hand (browser). */
export const files = {
  /** `folder` null: the roots. Refusals: file.unknown, source.unreadable. */
  list: oc.input(z.object({ folder: z.nullable(file) })).output(answer<FolderListing>()),
  /** A handle for a name in a folder, whether or not the file exists yet. Refusals: file.unknown, file.bad-name. */
  name: oc.input(z.object({ folder: file, name: z.string() })).output(answer<{ readonly file: string }>()),
  /**
   * A folder of this window's own for files that are dropped on it: they are sent to /upload/<set>/<name>, siblings into one set,
   * and leave with the window. Refusal: file.no-browser.
   */
  receive: oc.output(answer<{ readonly set: string }>()),
}
