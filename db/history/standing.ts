import type { ReadableDb } from '../open/database.ts'
import type { EntryKind } from './journal.ts'

interface Link {
  readonly fid: number
  readonly id: string
  readonly kind: EntryKind
  readonly undoes: string | null
}

/** What stands: every entry that no standing later one takes back. An undo can be undone, and that again. */
export interface Standing {
  /** Entries in the order of the journal. */
  readonly links: readonly Link[]
  has(id: string): boolean
  /** The entry that this one takes back. */
  targetOf(link: Link): Link | undefined
}

export function standingEntries(db: ReadableDb): Standing {
  const links = db.prepare<[], Link>('SELECT fid, id, kind, undoes FROM journal_entry ORDER BY fid').all()
  const byId = new Map(links.map((link) => [link.id, link]))
  const takenBack = new Set<string>()
  // From the end: whatever takes an entry back comes after it, and is settled by then.
  for (const { id, undoes } of links.toReversed()) {
    if (undoes !== null && !takenBack.has(id)) takenBack.add(undoes)
  }
  return {
    links,
    has: (id) => byId.has(id) && !takenBack.has(id),
    targetOf: ({ undoes }) => (undoes === null ? undefined : byId.get(undoes)),
  }
}

/** Entries that change objects by themselves; assessments, waivers and runs of a plan keep results beside them. */
const CHANGING: ReadonlySet<EntryKind> = new Set([
  'import',
  'rollback',
  'edit',
  'outside',
  'plan-created',
  'plan-edited',
  'plan-copied',
  'plan-status',
  'plan-decided',
  'plan-legend',
])

export const canBeUndone = (kind: EntryKind): boolean => CHANGING.has(kind) || kind === 'undo'

/** What still has an effect of all that came after an entry: a later change and what took it back leave nothing to see. */
export const effectiveSince = (standing: Standing, fid: number): readonly Link[] =>
  standing.links.filter((link) => link.fid > fid && standing.has(link.id) && (standing.targetOf(link)?.fid ?? 0) <= fid)

/** The entry that "undo" would take back: the latest change that stands, undo itself left aside. */
export const lastChange = (standing: Standing): Link | undefined =>
  standing.links.findLast(({ id, kind }) => CHANGING.has(kind) && standing.has(id))

/** The undo that "redo" would take back. A new change after it leaves nothing to redo; nor does a redo make one. */
export function lastUndone(standing: Standing): Link | undefined {
  const since = lastChange(standing)?.fid ?? 0
  return standing.links.findLast(
    (link) => link.fid > since && link.kind === 'undo' && standing.has(link.id) && takesBackAChange(standing, link),
  )
}

function takesBackAChange(standing: Standing, undo: Link): boolean {
  const target = standing.targetOf(undo)
  if (target === undefined) return false
  return target.kind === 'undo' ? !takesBackAChange(standing, target) : true
}
