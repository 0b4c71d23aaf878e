import type { SurveyInfo } from '../../shared/contract/answers.ts'
import type { ReadableDb } from '../open/database.ts'
import { readMetadata } from '../schema/metadata.ts'
import { featureTables, layerTables } from '../schema/tables.ts'
import { listStandardSets } from './standards.ts'

interface Contents {
  readonly min_x: number | null
  readonly min_y: number | null
  readonly max_x: number | null
  readonly max_y: number | null
}

/** What the file holds, by layer. */
export function surveyInfo(db: ReadableDb, file: string): SurveyInfo {
  const contents = db.prepare<[string], Contents>(
    'SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name = ?',
  )
  const count = (table: string): number =>
    db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${table}`).get()?.n ?? 0
  return {
    file,
    schemaVersion: Number(readMetadata(db, 'schema_version')),
    crs: readMetadata(db, 'crs') ?? '',
    county: readMetadata(db, 'county') ?? '',
    layers: layerTables.map((name) => {
      const bounds = (featureTables as readonly string[]).includes(name) ? contents.get(name) : undefined
      return {
        name,
        count: count(name),
        extent:
          bounds === undefined || bounds.min_x === null
            ? null
            : [bounds.min_x, bounds.min_y ?? 0, bounds.max_x ?? 0, bounds.max_y ?? 0],
      }
    }),
    batches: count('import_batch'),
    standardSets: listStandardSets(db).map(({ id, title, toConfirm }) => ({ id, title, toConfirm })),
  }
}
