import { writeEntry } from '../history/journal.ts'
import { inTransaction, type WritableDb } from '../open/database.ts'
import type { Author } from '../schema/author.ts'

/** Waives a finding by its deterministic id, so that the waiver survives a re-run; false where no such finding stands. */
export function waiveFinding(db: WritableDb, finding: string, why: string, author: Author, at: string): boolean {
  return inTransaction(db, () => {
    const known = db.prepare<[string], { rule: string }>('SELECT rule FROM finding WHERE id = ?').get(finding)
    if (known === undefined) return false
    const changed = db
      .prepare('UPDATE waiver SET why = ?, at = ?, operator = ?, team = ? WHERE finding_id = ?')
      .run(why, at, author.operator, author.team, finding).changes
    if (changed === 0)
      db.prepare('INSERT INTO waiver (finding_id, why, at, operator, team) VALUES (?, ?, ?, ?, ?)').run(
        finding,
        why,
        at,
        author.operator,
        author.team,
      )
    writeEntry(db, { kind: 'waive', at, author, why, summary: { finding, rule: known.rule } })
    return true
  })
}

/** Takes a waiver back; false where there is none. */
export function takeWaiverBack(db: WritableDb, finding: string, why: string, author: Author, at: string): boolean {
  return inTransaction(db, () => {
    if (db.prepare('DELETE FROM waiver WHERE finding_id = ?').run(finding).changes === 0) return false
    const rule = db.prepare<[string], { rule: string }>('SELECT rule FROM finding WHERE id = ?').get(finding)?.rule
    writeEntry(db, { kind: 'waive', at, author, why, summary: { finding, rule: rule ?? null, takenBack: true } })
    return true
  })
}
