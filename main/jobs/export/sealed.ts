import type { PersonalKind } from '../../../shared/model/personal.ts'

/** A personal value as it stands in JSON beside the columns. */
export interface SealedJson {
  readonly $personal: PersonalKind
  readonly cipher: string
}

const KINDS: ReadonlySet<unknown> = new Set<PersonalKind>(['id-number', 'phone', 'account', 'text'])

export const isSealedJson = (value: unknown): value is SealedJson =>
  typeof value === 'object' &&
  value !== null &&
  '$personal' in value &&
  KINDS.has(value.$personal) &&
  'cipher' in value &&
  typeof value.cipher === 'string'

/** Reads a sealed value from its JSON; null where the text is something else. */
export function readSealed(text: string): SealedJson | null {
  try {
    const value: unknown = JSON.parse(text)
    return isSealedJson(value) ? value : null
  } catch {
    return null // text that begins with a brace and is no JSON: a value like any other
  }
}
