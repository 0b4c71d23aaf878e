import { maskPersonal, type PersonalKind, personalKindOfValue } from '../../../shared/model/personal.ts'
import type { PersonalVault } from '../../platform/keys.ts'

/** A personal value as it is stored outside its own columns: in `extra`, in rejected records. */
export interface SealedValue {
  readonly $personal: PersonalKind
  readonly cipher: string
  readonly masked: string
  readonly hash: string
}

/** There is something to encrypt and no key to do it with. */
export class KeyMissing extends Error {}

export const isSealed = (value: unknown): value is SealedValue =>
  typeof value === 'object' && value !== null && '$personal' in value

/** Encrypts one value. Throws KeyMissing, which the job answers as `key.missing`. */
export function seal(vault: PersonalVault | null, kind: PersonalKind, value: string): SealedValue {
  if (vault === null) throw new KeyMissing()
  return {
    $personal: kind,
    cipher: vault.encrypt(kind, value),
    masked: maskPersonal(kind, value),
    hash: vault.hash(value),
  }
}

/** The value itself, or sealed when the field's name or the value's look says that it is personal. */
export function protect(
  vault: PersonalVault | null,
  kindOfName: PersonalKind | null,
  value: string | number | boolean,
): string | number | boolean | SealedValue {
  if (kindOfName !== null) return seal(vault, kindOfName, String(value))
  if (typeof value === 'boolean') return value
  const kind = personalKindOfValue(String(value))
  return kind === null ? value : seal(vault, kind, String(value))
}
