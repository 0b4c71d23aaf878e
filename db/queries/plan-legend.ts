import {
  type Legend,
  type LegendProperty,
  type LegendSetting,
  legendOf,
  settingKey,
} from '../../shared/planning/legend.ts'
import { keptSetting } from '../../shared/planning/legend-items.ts'
import { touchChanged } from '../geopackage/contents.ts'
import { recordRows, writeEntry } from '../history/journal.ts'
import { deleteRows } from '../history/restore.ts'
import { inTransaction, type ReadableDb, type WritableDb } from '../open/database.ts'
import type { Signed } from '../schema/author.ts'

interface Row {
  readonly fid: number
  readonly id: string
  readonly subject: string
  readonly property: LegendProperty
  readonly value: string | null
  readonly confirmed: number
  readonly source: string | null
}

/** What the survey says otherwise of the legend of plans. */
export const legendSettings = (db: ReadableDb): readonly LegendSetting[] =>
  db
    .prepare<[], Omit<Row, 'fid' | 'id'>>(
      'SELECT subject, property, value, confirmed, source FROM plan_legend ORDER BY subject, property',
    )
    .all()
    .map((row) => ({ ...row, confirmed: row.confirmed === 1 }))

export const surveyLegend = (db: ReadableDb): Legend => legendOf(legendSettings(db))

/** What computed figures rest on: the rows to which classes were moved; '' where none was. */
export function movedBasis(db: ReadableDb): string {
  const moved = db
    .prepare<[], [subject: string, value: string]>(
      "SELECT subject, value FROM plan_legend WHERE property = 'row' AND value NOTNULL ORDER BY subject",
    )
    .raw()
    .all()
  return moved.length === 0 ? '' : ` ${JSON.stringify(moved)}`
}

/**
 * Sets, confirms and restores as one journal entry; returns how many settings are another than before. The settings have no fault
 * (legendFault).
 */
export function setLegend(db: WritableDb, settings: readonly LegendSetting[], { author, at, why }: Signed): number {
  const changes = changesOf(db, settings)
  if (changes.length === 0) return 0
  return inTransaction(db, () => {
    const summary = { count: changes.length }
    const entry = writeEntry(db, {
      kind: 'plan-legend',
      at,
      author,
      summary,
      ...(why === undefined ? {} : { why }),
    }).fid
    const update = db.prepare('UPDATE plan_legend SET rev = rev + 1, value = ?, confirmed = ?, source = ? WHERE id = ?')
    const insert = db.prepare<unknown[], { id: string }>(
      'INSERT INTO plan_legend (id, rev, subject, property, value, confirmed, source) VALUES (new_id(), 1, ?, ?, ?, ?, ?) RETURNING id',
    )
    for (const { setting, now, next } of changes) {
      if (next === null) deleteRows(db, 'plan_legend', now === undefined ? [] : [now.fid], entry)
      else if (now !== undefined) {
        recordRows(db, entry, 'plan_legend', 'update', 't.id = ?', [now.id])
        update.run(next.value, Number(next.confirmed), next.source, now.id)
      } else {
        const made = insert.get(setting.subject, setting.property, next.value, Number(next.confirmed), next.source)
        recordRows(db, entry, 'plan_legend', 'insert', 't.id = ?', [made?.id])
      }
    }
    touchChanged(db, ['plan_legend', 'journal_entry', 'journal_change'], at)
    return changes.length
  })
}

/** How many of the settings are another than those that the survey has. */
export const countLegendChanges = (db: ReadableDb, settings: readonly LegendSetting[]): number =>
  changesOf(db, settings).length

function changesOf(db: ReadableDb, settings: readonly LegendSetting[]) {
  const find = db.prepare<[string, string], Row>(
    'SELECT fid, id, subject, property, value, confirmed, source FROM plan_legend WHERE subject = ? AND property = ?',
  )
  // Of two that say the same thing otherwise, the later one holds.
  const last = new Map(settings.map((setting) => [settingKey(setting.subject, setting.property), setting]))
  return [...last.values()].flatMap((setting) => {
    const now = find.get(setting.subject, setting.property)
    const next = keptSetting(setting)
    return isSame(now, next) ? [] : [{ setting, now, next }]
  })
}

const isSame = (now: Row | undefined, next: LegendSetting | null): boolean =>
  now === undefined || next === null
    ? now === undefined && next === null
    : now.value === next.value && (now.confirmed === 1) === next.confirmed && now.source === next.source
