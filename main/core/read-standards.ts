import { existsSync } from 'node:fs'
import type { ReadableDb } from '../../db/open/database.ts'
import { standardVersion } from '../../db/queries/standard-versions.ts'
import type { CancelSignal } from '../../shared/contract/job.ts'
import { done, type Outcome, refuse } from '../../shared/contract/outcome.ts'
import { findStandardSetFault } from '../../shared/standards/cases.ts'
import { completeSet, type StandardSetFile } from '../../shared/standards/set-file.ts'
import { builtInSets } from '../../shared/standards/sets/built-in.ts'
import type { StandardSet } from '../../shared/standards/standard-set.ts'

export interface FoundSet {
  /** null: shipped with CunDi, or out of a file. */
  readonly version: number | null
  readonly set: StandardSet
  /** A draft that a window has not saved. */
  readonly unsaved?: true
}

export interface Which {
  readonly standards: string
  readonly version?: number | null | undefined
  readonly draft?: StandardSetFile | null | undefined
}

export const isBuiltIn = (id: string): boolean => builtInSets.some((set) => set.id === id)

/** One of the survey's own sets or of those that CunDi ships, by id; null where neither has it. */
function knownSet(db: ReadableDb, id: string, version: number | null = null): FoundSet | null {
  const shipped = builtInSets.find((set) => set.id === id)
  return shipped === undefined ? standardVersion(db, id, version) : { version: null, set: shipped }
}

/** Any set by id or file, whatever its faults. Refusals: standards.unknown, standards.unreadable, xlsx.damaged. */
export async function findSet(
  db: ReadableDb,
  which: Which,
  resolveFile: (file: string) => string,
  signal: CancelSignal,
): Promise<Outcome<FoundSet>> {
  if (which.draft !== undefined && which.draft !== null)
    return done({ version: null, set: { ...completeSet(which.draft), status: 'draft' }, unsaved: true })
  const known = knownSet(db, which.standards, which.version ?? null)
  if (known !== null) return done(known)
  const path = pathNamed(which.standards, resolveFile)
  if (path === null || !existsSync(path))
    return refuse({
      code: 'standards.unknown',
      params: { standards: which.standards },
      proposals: builtInSets.map((set) => set.id),
    })
  const { runReadStandards } = await import('../jobs/standards/read-standards.ts')
  const read = await runReadStandards({ path }, { signal })
  return read.ok ? done({ version: null, set: read.value }) : read
}

function pathNamed(name: string, resolveFile: (file: string) => string): string | null {
  try {
    return resolveFile(name)
  } catch {
    return null // in a window only handles name files, and this is none: no set has the name either
  }
}

/** A set that may be applied: one without contradictions. Refusals: those of findSet and the set's own faults. */
export async function findSoundSet(...args: Parameters<typeof findSet>): Promise<Outcome<FoundSet>> {
  const found = await findSet(...args)
  if (!found.ok) return found
  const fault = findStandardSetFault(found.value.set)
  return fault === null ? found : refuse({ code: fault.code, params: fault.params })
}
