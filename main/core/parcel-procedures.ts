import { editObject } from '../../db/queries/edit-objects.ts'
import { parcelsByCode } from '../../db/queries/parcel-facts.ts'
import { done, type Outcome, refuse } from '../../shared/contract/outcome.ts'
import { personalKindOfValue } from '../../shared/model/personal.ts'
import { encodeValues } from '../jobs/objects/encode.ts'
import { keyPath } from '../platform/keys.ts'
import type { Core } from './core.ts'

export interface EditRequest {
  readonly survey: string
  readonly parcel: string
  /** By field code (ZDMJ) or column name; null or an empty text empties it. */
  readonly values: Readonly<Record<string, string | null>>
  readonly why: string | null
}

/**
 * Changes attributes of the parcel with that code, whatever its revision. Waits its turn among the writers without blocking.
 * Refusals: parcel.not-found, parcel.ambiguous, field.not-editable, value.*.
 */
export async function editParcelByCode(
  core: Core,
  request: EditRequest,
): Promise<Outcome<{ readonly parcel: string; readonly changed: readonly string[] }>> {
  const { queue, vault, survey } = core.session(request.survey)
  const db = core.writable(request.survey)
  if (holdsPersonal(request.why)) return refuse({ code: 'value.personal', params: { field: 'why' } })
  const encoded = encodeValues('parcel', request.values, { vault, keyFile: keyPath(survey.path) })
  if (!encoded.ok) return encoded
  const { writes } = encoded.value
  const leave = await queue.enter()
  try {
    const [parcel, ...others] = parcelsByCode(db, request.parcel)
    if (parcel === undefined) return refuse({ code: 'parcel.not-found', params: { parcel: request.parcel } })
    if (others.length > 0)
      return refuse({ code: 'parcel.ambiguous', params: { parcel: request.parcel, count: others.length + 1 } })
    const edit = { layer: 'parcel', id: parcel.id, rev: null, writes, why: request.why } as const
    editObject(db, edit, core.author, new Date().toISOString())
    return done({ parcel: request.parcel, changed: writes.map(({ column }) => column) })
  } finally {
    leave()
  }
}

/** A reason is written into the journal, where nothing is encrypted. */
export const holdsPersonal = (why: string | null): boolean => why !== null && personalKindOfValue(why) !== null
