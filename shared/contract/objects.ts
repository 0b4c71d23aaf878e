import { oc } from '@orpc/contract'
import * as z from 'zod/mini'
import { creatableLayers, objectLayers } from '../model/object-columns.ts'
import { objectSelection } from './lists.ts'
import type { BulkEdited, EditResult, ObjectAnswer, PastePreview, VillageHouseholds } from './object-answers.ts'
import { answer, job, survey } from './parts.ts'

const layer = z.enum(objectLayers)
const id = z.string()
const why = z.nullable(z.string())
/** By column name; null or a blank text empties it. A code may be given by itself or by its title. */
const values = z.record(z.string(), z.nullable(z.string()))
/** The revision that the user saw. */
const rev = z.int()

const paste = z.object({
  survey,
  layer,
  /** Rows and columns that the cells lie on, in the order of the cells. */
  ids: z.array(id),
  columns: z.array(z.string()),
  cells: z.array(z.array(z.string())),
})

/** One object of any layer: looking, changing, making and taking away. Everything that changes is one entry of the journal. */
export const objects = {
  /** Refusals: object.not-found. */
  get: oc.input(z.object({ survey, layer, id })).output(answer<ObjectAnswer>()),
  /**
   * Refusals: object.not-found, field.not-editable, value.* (with the field), value.taken, value.no-such-object, household.plots-there,
   * village.households-meet, key.missing. A household's plots go with it to another code, a village's plots and households with it.
   * Somebody else's change of the same column is no refusal but an outcome.
   */
  edit: oc.input(z.object({ survey, layer, id, rev, values, why })).output(answer<EditResult>()),
  /** Refusals as for edit. */
  create: oc
    .input(z.object({ survey, layer: z.enum(creatableLayers), values, why }))
    .output(answer<{ readonly id: string; readonly rev: number }>()),
  /** Refusals: object.not-found, object.changed, object.in-use. */
  remove: oc
    .input(z.object({ survey, layer: z.enum(creatableLayers), id, rev, why }))
    .output(answer<{ readonly id: string }>()),
  /** A personal number in full, for a reason that the journal keeps. Refusals: reason.missing, key.missing, reveal.read-only. */
  reveal: oc
    .input(z.object({ survey, id, column: z.enum(['id_number', 'phone', 'account']), why: z.string() }))
    .output(answer<{ readonly value: string | null }>()),
  /** The same values for all objects of a selection, as one entry. Refusals as for edit, and field.not-bulk. */
  bulkEdit: oc.input(z.object({ survey, selection: objectSelection, values, why })).output(job<BulkEdited>()),
  pastePreview: oc.input(paste).output(answer<PastePreview>()),
  /** Puts the sound cells in, as one entry. `revs`: of the preview; refused with paste.changed where an object has changed since. */
  paste: oc.input(z.extend(paste, { revs: z.record(z.string(), z.int()), why })).output(job<BulkEdited>()),
  /** Households of one village, by code; null: those without a village. */
  households: oc.input(z.object({ survey, village: z.nullable(z.string()) })).output(answer<VillageHouseholds>()),
}
