import { findEditableColumn, type ObjectLayer } from '../../shared/model/object-columns.ts'
import { personalKindOfValue } from '../../shared/model/personal.ts'

/** Text that somebody typed and that is not in the file yet, with the revision that they saw. */
export interface Draft {
  readonly text: string
  readonly rev: number
}

export interface DraftPlace {
  /** The survey's own id, the same at every opening. */
  readonly surveyId: string
  readonly layer: ObjectLayer
  readonly id: string
  /** Cells of the table and fields of the form keep their own: each shows, saves and drops what was typed there. */
  readonly at?: 'cell'
}

const LONG_DIGITS = /\d{9}/

const keyOf = ({ surveyId, layer, id, at }: DraftPlace): string =>
  `cundi.draft.${surveyId}.${at === undefined ? '' : `${at}.`}${layer}.${id}`

function draftsOf(place: DraftPlace): Readonly<Record<string, Draft>> {
  try {
    return JSON.parse(localStorage.getItem(keyOf(place)) ?? '{}') as Readonly<Record<string, Draft>>
  } catch {
    return {} // somebody else's text under our key: there is no draft
  }
}

function write(place: DraftPlace, drafts: Readonly<Record<string, Draft>>): void {
  try {
    if (Object.keys(drafts).length === 0) localStorage.removeItem(keyOf(place))
    else localStorage.setItem(keyOf(place), JSON.stringify(drafts))
  } catch {
    // the browser keeps nothing (full, or forbidden): typing goes on without a draft
  }
}

export const draftOf = (place: DraftPlace, column: string): Draft | null => draftsOf(place)[column] ?? null

/** Keeps what is typed through a crash or a reload; a personal number is never written where nothing is encrypted. */
export function keepDraft(place: DraftPlace, column: string, draft: Draft): void {
  const isPersonal = findEditableColumn(place.layer, column)?.personal !== undefined
  // Half of an identity number is one already; codes have long digits by their nature.
  const mayBecomePersonal = LONG_DIGITS.test(draft.text) && !/code$|_id$/.test(column)
  if (isPersonal || mayBecomePersonal || personalKindOfValue(draft.text) !== null) forgetDraft(place, column)
  else write(place, { ...draftsOf(place), [column]: draft })
}

export function forgetDraft(place: DraftPlace, column: string): void {
  const { [column]: dropped, ...rest } = draftsOf(place)
  if (dropped !== undefined) write(place, rest)
}
