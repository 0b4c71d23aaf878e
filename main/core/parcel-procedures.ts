import { editParcel } from '../../db/queries/edit-parcel.ts'
import { parcelsByCode } from '../../db/queries/parcel-facts.ts'
import { done, type Outcome, refuse } from '../../shared/contract/outcome.ts'
import { parseDateText, parseNumberText } from '../../shared/formats/dbf/values.ts'
import { type ColumnDefinition, storedColumns } from '../../shared/model/layers.ts'
import { personalKindOfValue } from '../../shared/model/personal.ts'
import type { Core } from './core.ts'

export interface EditRequest {
  readonly survey: string
  readonly parcel: string
  /** By field code (ZDMJ) or column name; null or an empty text empties it. */
  readonly values: Readonly<Record<string, string | null>>
  readonly why: string | null
}

/**
 * Changes attributes of the parcel with that code. Waits its turn among the writers without blocking. Refusals:
 * parcel.not-found, parcel.ambiguous, field.not-editable, value.not-a-number, value.not-a-date, value.personal.
 */
export async function editParcelByCode(
  core: Core,
  request: EditRequest,
): Promise<Outcome<{ readonly parcel: string; readonly changed: readonly string[] }>> {
  const { queue } = core.session(request.survey)
  const db = core.writable(request.survey)
  if (holdsPersonal(request.why)) return refuse({ code: 'value.personal', params: { field: 'why' } })
  const values: Record<string, string | number | null> = {}
  for (const [name, text] of Object.entries(request.values)) {
    const column = findColumn(name)
    if (column === undefined) return refuse({ code: 'field.not-editable', params: { field: name } })
    const value = parse(column, text)
    if (!value.ok) return value
    values[column.name] = value.value
  }
  const leave = await queue.enter()
  try {
    const [parcel, ...others] = parcelsByCode(db, request.parcel)
    if (parcel === undefined) return refuse({ code: 'parcel.not-found', params: { parcel: request.parcel } })
    if (others.length > 0)
      return refuse({ code: 'parcel.ambiguous', params: { parcel: request.parcel, count: others.length + 1 } })
    editParcel(db, { id: parcel.id, values, why: request.why }, core.author, new Date().toISOString())
    return done({ parcel: request.parcel, changed: Object.keys(values) })
  } finally {
    leave()
  }
}

/** A reason is written into the journal, where nothing is encrypted. */
export const holdsPersonal = (why: string | null): boolean => why !== null && personalKindOfValue(why) !== null

const findColumn = (name: string): ColumnDefinition | undefined =>
  storedColumns('parcel').find(
    (column) => column.name === name || column.codes[0]?.toUpperCase() === name.toUpperCase(),
  )

function parse(column: ColumnDefinition, text: string | null): Outcome<string | number | null> {
  if (text === null || text.trim() === '') return done(null)
  // A number of a person belongs to the person list, where it is encrypted.
  if (personalKindOfValue(text) !== null)
    return refuse({ code: 'value.personal', params: { field: column.codes[0] ?? column.name } })
  switch (column.type) {
    case 'number':
    case 'integer': {
      const number = parseNumberText(text)
      return number === null || typeof number === 'number'
        ? done(number)
        : refuse({ code: 'value.not-a-number', params: { field: column.codes[0] ?? column.name } })
    }
    case 'date': {
      const date = parseDateText(text)
      return date === null
        ? done(null)
        : 'bad' in date
          ? refuse({ code: 'value.not-a-date', params: { field: column.codes[0] ?? column.name } })
          : done(date.date)
    }
    case 'text':
      return done(text.trim())
  }
}
