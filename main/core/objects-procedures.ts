import {
  createObject,
  editObject,
  type ObjectEdit,
  type Obstacle,
  removeObject,
} from '../../db/queries/edit-objects.ts'
import { objectRow } from '../../db/queries/object-rows.ts'
import { revealNumber } from '../../db/queries/reveal.ts'
import type { EditResult, ObjectAnswer } from '../../shared/contract/object-answers.ts'
import { done, type Outcome, refuse } from '../../shared/contract/outcome.ts'
import {
  type CreatableLayer,
  editableColumns,
  findEditableColumn,
  type ObjectLayer,
  personalColumns,
} from '../../shared/model/object-columns.ts'
import { encodeValues, refusalOfObstacle, type Sealing } from '../jobs/objects/encode.ts'
import { keyPath } from '../platform/keys.ts'
import type { Core } from './core.ts'
import { holdsPersonal } from './parcel-procedures.ts'

type Values = Readonly<Record<string, string | null>>

/** What a window shows of one object. Refusal: object.not-found. */
export async function getObject(
  core: Core,
  { survey, layer, id }: { readonly survey: string; readonly layer: ObjectLayer; readonly id: string },
  signal: AbortSignal | undefined,
): Promise<Outcome<ObjectAnswer>> {
  const found = await core.session(survey).readers.tables.ask('object', { layer, id }, signal)
  return found === null ? refuse({ code: 'object.not-found', params: { layer: `layer.${layer}` } }) : done(found)
}

const sealingOf = (core: Core, survey: string): Sealing => {
  const session = core.session(survey)
  return { vault: session.vault, keyFile: keyPath(session.survey.path) }
}

/** Refuses a reason that holds a personal number: the journal keeps reasons in the clear. */
export const reasonRefusal = (why: string | null): Outcome<never> | null =>
  holdsPersonal(why) ? refuse({ code: 'value.personal', params: { field: 'why' } }) : null

const obstacleRefusal = (layer: ObjectLayer, obstacle: Obstacle): Outcome<never> =>
  refuse(refusalOfObstacle(obstacle, findEditableColumn(layer, obstacle.column)?.codes[0] ?? obstacle.column))

/** Changes one object; waits its turn among the writers without blocking. Outcomes as the contract has them. */
export async function changeObject(
  core: Core,
  request: Omit<ObjectEdit, 'writes'> & { readonly survey: string; readonly values: Values },
): Promise<Outcome<EditResult>> {
  const { survey, layer, id, rev, why, values } = request
  const db = core.writable(survey)
  const refused = reasonRefusal(why)
  if (refused !== null) return refused
  const encoded = encodeValues(layer, values, sealingOf(core, survey))
  if (!encoded.ok) return encoded
  const { writes, warnings } = encoded.value
  const leave = await core.session(survey).queue.enter()
  try {
    const result = editObject(db, { layer, id, rev, writes, why }, core.author, new Date().toISOString())
    switch (result.kind) {
      case 'saved':
        return done({ kind: 'saved', rev: result.rev, values: objectRow(db, layer, id)?.values ?? {}, warnings })
      case 'changed':
        return done({ kind: 'conflict', code: 'object.changed', rev: result.rev, fields: result.fields })
      case 'gone':
        return refuse({ code: 'object.not-found', params: { layer: `layer.${layer}` } })
      default:
        return obstacleRefusal(layer, result)
    }
  } finally {
    leave()
  }
}

/** Makes a household, a person or a right. Refusals as for an edit; value.required also where a column is not given at all. */
export async function makeObject(
  core: Core,
  request: {
    readonly survey: string
    readonly layer: CreatableLayer
    readonly values: Values
    readonly why: string | null
  },
): Promise<Outcome<{ readonly id: string; readonly rev: number }>> {
  const { survey, layer, why } = request
  const db = core.writable(survey)
  const refused = reasonRefusal(why)
  if (refused !== null) return refused
  const required = editableColumns(layer).filter((column) => column.required === true)
  const values = { ...Object.fromEntries(required.map(({ name }) => [name, null])), ...request.values }
  const encoded = encodeValues(layer, values, sealingOf(core, survey))
  if (!encoded.ok) return encoded
  const leave = await core.session(survey).queue.enter()
  try {
    const { writes } = encoded.value
    const result = createObject(db, { layer, writes, why }, core.author, new Date().toISOString())
    return result.kind === 'created' ? done({ id: result.id, rev: 1 }) : obstacleRefusal(layer, result)
  } finally {
    leave()
  }
}

/** Takes away what nothing rests on. Refusals: object.not-found, object.changed, object.in-use. */
export async function takeObjectAway(
  core: Core,
  request: {
    readonly survey: string
    readonly layer: CreatableLayer
    readonly id: string
    readonly rev: number
    readonly why: string | null
  },
): Promise<Outcome<{ readonly id: string }>> {
  const { survey, layer, id } = request
  const db = core.writable(survey)
  const refused = reasonRefusal(request.why)
  if (refused !== null) return refused
  const plots = layer === 'household' ? await core.session(survey).readers.tables.ask('plotsOf', id) : 0
  const leave = await core.session(survey).queue.enter()
  try {
    if (plots > 0) return refuse({ code: 'object.in-use', params: { persons: 0, rights: 0, plots } })
    const result = removeObject(db, request, core.author, new Date().toISOString())
    switch (result.kind) {
      case 'removed':
        return done({ id })
      case 'gone':
        return refuse({ code: 'object.not-found', params: { layer: `layer.${layer}` } })
      case 'changed':
        return refuse({ code: 'object.changed' })
      case 'in-use':
        return refuse({ code: 'object.in-use', params: { persons: result.persons, rights: result.rights, plots: 0 } })
    }
  } finally {
    leave()
  }
}

/**
 * One personal number in full. The reason is kept in the journal before the number is shown. Refusals: reason.missing,
 * value.personal, key.missing, reveal.read-only, reveal.undecipherable, object.not-found.
 */
export async function reveal(
  core: Core,
  request: {
    readonly survey: string
    readonly id: string
    readonly column: 'id_number' | 'phone' | 'account'
    readonly why: string
  },
): Promise<Outcome<{ readonly value: string | null }>> {
  const { survey, id, column, why } = request
  const { writable, vault, queue } = core.session(survey)
  if (why.trim() === '') return refuse({ code: 'reason.missing' })
  const refused = reasonRefusal(why)
  if (refused !== null) return refused
  if (writable === null) return refuse({ code: 'reveal.read-only' })
  if (vault === null) return refuse({ code: 'key.missing', file: sealingOf(core, survey).keyFile })
  const leave = await queue.enter()
  try {
    const cipher = revealNumber(writable, { id, column, why: why.trim() }, core.author, new Date().toISOString())
    if (cipher === undefined) return refuse({ code: 'object.not-found', params: { layer: 'layer.person' } })
    if (cipher === null) return done({ value: null })
    const kind = personalColumns.find(({ name }) => name === column)?.kind ?? 'id-number'
    const value = vault.decrypt(kind, cipher)
    return value === null ? refuse({ code: 'reveal.undecipherable' }) : done({ value })
  } finally {
    leave()
  }
}
