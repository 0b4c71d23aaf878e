import type { ReadableDb, WritableDb } from '../open/database.ts'

/** Facts about the file itself. `schema_version` is ours; user_version belongs to GeoPackage. */
export type MetadataKey =
  | 'schema_version'
  | 'survey_id'
  | 'county'
  | 'crs'
  | 'created_at'
  | 'created_with'
  | 'key_check'

export function readMetadata(db: ReadableDb, key: MetadataKey): string | null {
  return (
    db.prepare<[string], { value: string }>('SELECT value FROM cundi_metadata WHERE key = ?').get(key)?.value ?? null
  )
}

export function writeMetadata(db: WritableDb, key: MetadataKey, value: string): void {
  const changed = db.prepare('UPDATE cundi_metadata SET value = ? WHERE key = ?').run(value, key).changes
  if (changed === 0) db.prepare('INSERT INTO cundi_metadata (key, value) VALUES (?, ?)').run(key, value)
}
