import type { SnapshotPreview } from '../../shared/contract/backups.ts'
import type { Entry } from '../history/journal.ts'
import type { ReadableDb } from '../open/database.ts'
import { openSurveyForReading } from '../open/open-survey.ts'
import { entryOf } from '../queries/history.ts'
import { readMetadata } from '../schema/metadata.ts'
import { layerTables } from '../schema/tables.ts'

type Described =
  | { readonly kind: 'described'; readonly preview: SnapshotPreview }
  | { readonly kind: 'unusable'; readonly reason: string }

/** What a snapshot holds: counts, its last change, and how far the survey has gone since. */
export function describeSnapshot(snapshot: string, survey: string | null): Described {
  const opened = openSurveyForReading(snapshot)
  if (opened.kind !== 'opened') return { kind: 'unusable', reason: opened.kind }
  try {
    const { db } = opened.survey
    const last = lastEntry(db)
    return {
      kind: 'described',
      preview: {
        schemaVersion: Number(readMetadata(db, 'schema_version')),
        layers: countsOf(db),
        lastEntry: last === undefined ? null : entryOf(last),
        now: survey === null ? null : compare(survey, db, last),
      },
    }
  } finally {
    opened.survey.close()
  }
}

const countsOf = (db: ReadableDb): SnapshotPreview['layers'] =>
  layerTables.map((name) => ({
    name,
    count: db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${name}`).get()?.n ?? 0,
  }))

const lastEntry = (db: ReadableDb): Entry | undefined =>
  db.prepare<[], Entry>('SELECT * FROM journal_entry ORDER BY fid DESC LIMIT 1').get()

function compare(survey: string, snapshot: ReadableDb, last: Entry | undefined): SnapshotPreview['now'] {
  const opened = openSurveyForReading(survey)
  if (opened.kind !== 'opened') return null
  try {
    const { db } = opened.survey
    const isSame = readMetadata(db, 'survey_id') === readMetadata(snapshot, 'survey_id')
    return {
      layers: countsOf(db),
      entriesSince: isSame
        ? (db
            .prepare<[string], { n: number }>(
              'SELECT count(*) AS n FROM journal_entry WHERE fid > ifnull((SELECT fid FROM journal_entry WHERE id = ?), 0)',
            )
            .get(last?.id ?? '')?.n ?? 0)
        : null,
    }
  } finally {
    opened.survey.close()
  }
}
