import type { SealText } from '../../db/history/outside-edits.ts'
import { maskPersonal, personalKindInColumn } from '../../shared/model/personal.ts'
import type { PersonalVault } from '../platform/keys.ts'

/** Seals texts in the form of the import. A household's code stays comparable: a hash stands for the number in it. */
export const sealTextWith =
  (vault: PersonalVault): SealText =>
  (table, column, text) => {
    const kind = personalKindInColumn(table, column, text)
    if (kind === null) return null
    const masked = maskPersonal(kind, text)
    const hash = vault.hash(text)
    return {
      shown: column === 'household_code' ? `#${hash.slice(0, 16)}` : masked,
      sealed: { $personal: kind, cipher: vault.encrypt(kind, text), masked, hash },
    }
  }
