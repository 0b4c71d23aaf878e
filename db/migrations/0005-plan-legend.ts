import { NEW_ID_SQL } from '../schema/new-id.ts'

/**
 * Schema version 5: what a district says otherwise of the legend of plans, one row for a property of a class, a zone or a title.
 * `value` NULL: the built-in one, for which somebody stands. Released: never edited, later versions add their own step.
 */
export const planLegendSql = `
CREATE TABLE plan_legend (
  fid INTEGER PRIMARY KEY NOT NULL,
  id TEXT NOT NULL DEFAULT ${NEW_ID_SQL} UNIQUE,
  rev INTEGER NOT NULL DEFAULT 0,
  subject TEXT NOT NULL,
  property TEXT NOT NULL,
  value TEXT,
  confirmed INTEGER NOT NULL DEFAULT 0,
  source TEXT,
  extra TEXT,
  batch INTEGER REFERENCES import_batch (fid),
  source_record INTEGER,
  UNIQUE (subject, property)
);
`

/** A file of an earlier version has the built-in legend. See readAsCurrent. */
export const planLegendUnknownSql = planLegendSql
  .replace('CREATE TABLE ', 'CREATE TEMP TABLE ')
  .replace(' REFERENCES import_batch (fid)', '')
