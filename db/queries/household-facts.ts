import { codeOf, yesNo } from '../../shared/model/code-lists.ts'
import type { KnownHousehold } from '../../shared/standards/plots-by-household.ts'
import type { ReadableDb } from '../open/database.ts'

interface Row {
  readonly villageCode: string | null
  readonly householdCode: string
  readonly rev: number
  readonly size: number | null
  readonly feeClass: string | null
  readonly divisibleInto: number | null
  readonly entitled: string | null
  readonly members: string | null
}

const COLUMNS = `h.village_code AS villageCode, h.household_code AS householdCode, h.rev, h.size, h.fee_class AS feeClass,
    h.divisible_into AS divisibleInto, h.entitled,
    (SELECT group_concat(p.collective_member, char(31)) FROM person p WHERE p.household_id = h.id) AS members FROM household h`

const bool = (text: string | null): boolean | null => {
  const code = text === null ? null : codeOf(yesNo, text)
  return code === null ? null : code === '1'
}

/** One member of the collective makes the household its own; all known as others make it none; else it is unknown. */
function membership(members: string | null): boolean | null {
  if (members === null) return null
  const known = members.split('\u001f').map((text) => bool(text))
  if (known.includes(true)) return true
  return known.every((member) => member === false) ? false : null
}

const factsOf = ({ members, entitled, ...row }: Row): KnownHousehold => ({
  ...row,
  entitled: bool(entitled),
  member: membership(members),
})

const PAGE = 4000

/** Every household of the survey in file order, in pages by key: the connection is free between them. */
export function* allHouseholds(db: ReadableDb): Generator<KnownHousehold, void, void> {
  const page = db.prepare<[number, number], Row & { readonly fid: number }>(
    `SELECT h.fid, ${COLUMNS} WHERE h.fid > ? ORDER BY h.fid LIMIT ?`,
  )
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const rows = page.all(after, PAGE)
    if (rows.length === 0) return
    for (const { fid: _fid, ...row } of rows) yield factsOf(row)
    after = rows.at(-1)?.fid ?? after
  }
}

export function householdByCode(
  db: ReadableDb,
  householdCode: string,
  villageCode: string | null,
): readonly KnownHousehold[] {
  const where = villageCode === null ? '' : ' AND h.village_code = ?'
  return db
    .prepare<string[], Row>(`SELECT ${COLUMNS} WHERE h.household_code = ?${where} ORDER BY h.fid`)
    .all(...(villageCode === null ? [householdCode] : [householdCode, villageCode]))
    .map(factsOf)
}
