import { codeOf, yesNo } from '../../shared/model/code-lists.ts'
import type { KnownHousehold } from '../../shared/standards/plots-by-household.ts'
import type { ReadableDb } from '../open/database.ts'

/** As COLUMNS names them. */
type Row = readonly [
  fid: number,
  villageCode: string | null,
  householdCode: string,
  rev: number,
  size: number | null,
  feeClass: string | null,
  divisibleInto: number | null,
  entitled: string | null,
  members: string | null,
]

const COLUMNS = `h.fid, h.village_code, h.household_code, h.rev, h.size, h.fee_class, h.divisible_into, h.entitled,
    (SELECT group_concat(p.collective_member, char(31)) FROM person p WHERE p.household_id = h.id) FROM household h`

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

const factsOf = (row: Row): KnownHousehold => ({
  villageCode: row[1],
  householdCode: row[2],
  rev: row[3],
  size: row[4],
  feeClass: row[5],
  divisibleInto: row[6],
  entitled: bool(row[7]),
  member: membership(row[8]),
})

const PAGE = 4000

/** Every household of the survey in file order, in pages by key: the connection is free between them. */
export function* allHouseholds(db: ReadableDb): Generator<KnownHousehold, void, void> {
  const page = db.prepare<[number, number], Row>(`SELECT ${COLUMNS} WHERE h.fid > ? ORDER BY h.fid LIMIT ?`).raw()
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const rows = page.all(after, PAGE)
    if (rows.length === 0) return
    for (const row of rows) yield factsOf(row)
    after = rows.at(-1)?.[0] ?? after
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
    .raw()
    .all(...(villageCode === null ? [householdCode] : [householdCode, villageCode]))
    .map(factsOf)
}
