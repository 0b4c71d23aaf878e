import { NEW_ID_SQL } from '../schema/new-id.ts'

/**
 * Schema version 3: what homestead standards ask of a survey (periods, approvals, households), standard sets that are drafted
 * and adopted in the survey, results by household, saved simulations. Released: never edited, later versions add their own step.
 */
export const standardsSql = `
ALTER TABLE village ADD COLUMN arable_per_head_m2 REAL;
ALTER TABLE parcel ADD COLUMN acquisition TEXT;
ALTER TABLE parcel ADD COLUMN enlarged_since TEXT;
ALTER TABLE parcel ADD COLUMN land_taken TEXT;
ALTER TABLE parcel ADD COLUMN plot_kind TEXT;
ALTER TABLE parcel ADD COLUMN handled_area_m2 REAL;
ALTER TABLE parcel ADD COLUMN handled_document TEXT;
ALTER TABLE parcel ADD COLUMN counts_as_home TEXT;
ALTER TABLE household ADD COLUMN divisible_into INTEGER;
ALTER TABLE household ADD COLUMN entitled TEXT;
ALTER TABLE household ADD COLUMN fee_class TEXT;

CREATE TABLE village_type_change (
  fid INTEGER PRIMARY KEY NOT NULL,
  id TEXT NOT NULL DEFAULT ${NEW_ID_SQL} UNIQUE,
  rev INTEGER NOT NULL DEFAULT 0,
  village_code TEXT NOT NULL,
  village_type TEXT,
  since TEXT NOT NULL,
  document TEXT,
  remark TEXT,
  extra TEXT,
  batch INTEGER REFERENCES import_batch (fid),
  source_record INTEGER
);
CREATE INDEX village_type_change_village ON village_type_change (village_code);

CREATE TABLE standard_version (
  fid INTEGER PRIMARY KEY NOT NULL,
  set_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  standard_set INTEGER NOT NULL REFERENCES standard_set (fid),
  status TEXT NOT NULL CHECK (status IN ('draft', 'adopted', 'superseded')),
  valid_from TEXT,
  valid_to TEXT,
  saved_at TEXT NOT NULL,
  operator TEXT,
  team TEXT,
  why TEXT,
  UNIQUE (set_id, version)
);
CREATE TABLE standard_new (
  fid INTEGER PRIMARY KEY NOT NULL,
  standard_set INTEGER NOT NULL REFERENCES standard_set (fid),
  id TEXT NOT NULL,
  village_type TEXT,
  terrain TEXT,
  conditions TEXT NOT NULL DEFAULT '{}',
  limit_m2 REAL NOT NULL,
  article TEXT NOT NULL,
  to_confirm INTEGER NOT NULL,
  UNIQUE (standard_set, id)
);
INSERT INTO standard_new (fid, standard_set, id, village_type, terrain, limit_m2, article, to_confirm)
  SELECT fid, standard_set, id, village_type, terrain, limit_m2, article, to_confirm FROM standard;
DROP TABLE standard;
ALTER TABLE standard_new RENAME TO standard;

ALTER TABLE assessment_run ADD COLUMN evaluated_on TEXT;
ALTER TABLE assessment_run ADD COLUMN village_revs TEXT;
ALTER TABLE assessment ADD COLUMN basis TEXT;
ALTER TABLE assessment ADD COLUMN open_reason TEXT;
ALTER TABLE assessment ADD COLUMN confirmed_m2 REAL;
ALTER TABLE assessment ADD COLUMN confirmed_excess_m2 REAL;
ALTER TABLE assessment ADD COLUMN note TEXT;
CREATE TABLE household_assessment (
  fid INTEGER PRIMARY KEY NOT NULL,
  run INTEGER NOT NULL REFERENCES assessment_run (fid),
  village_code TEXT,
  household_code TEXT NOT NULL,
  household_rev INTEGER,
  plots INTEGER NOT NULL,
  class TEXT NOT NULL,
  reason TEXT,
  kept_parcel_id TEXT,
  area_m2 REAL,
  limit_m2 REAL,
  excess_m2 REAL,
  fee_yuan REAL
);
CREATE INDEX household_assessment_household ON household_assessment (household_code);
CREATE TABLE simulation (
  fid INTEGER PRIMARY KEY NOT NULL,
  id TEXT NOT NULL UNIQUE,
  at TEXT NOT NULL,
  operator TEXT,
  team TEXT,
  title TEXT,
  journal_entry INTEGER,
  content TEXT NOT NULL
);
`

/**
 * What a file that was left before this step lacks, as temporary views of a connection that may only read: whoever reads asks
 * one form of the tables, and nothing is known where the file has no column for it.
 */
export const standardsUnknownSql = `
CREATE TEMP VIEW village AS SELECT *, NULL AS arable_per_head_m2 FROM main.village;
CREATE TEMP VIEW parcel AS SELECT *, NULL AS acquisition, NULL AS enlarged_since, NULL AS land_taken, NULL AS plot_kind,
  NULL AS handled_area_m2, NULL AS handled_document, NULL AS counts_as_home FROM main.parcel;
CREATE TEMP VIEW household AS SELECT *, NULL AS divisible_into, NULL AS entitled, NULL AS fee_class FROM main.household;
CREATE TEMP VIEW standard AS SELECT *, '{}' AS conditions FROM main.standard;
CREATE TEMP VIEW assessment_run AS SELECT *, NULL AS evaluated_on, NULL AS village_revs FROM main.assessment_run;
CREATE TEMP VIEW assessment AS SELECT *, NULL AS basis, NULL AS open_reason, NULL AS confirmed_m2, NULL AS confirmed_excess_m2,
  NULL AS note FROM main.assessment;
CREATE TEMP TABLE village_type_change (fid, id, rev, village_code, village_type, since, document, remark, extra, batch, source_record);
CREATE TEMP TABLE standard_version (fid INTEGER PRIMARY KEY, set_id, version, standard_set, status, valid_from, valid_to, saved_at, operator, team, why);
CREATE TEMP TABLE household_assessment (fid, run, village_code, household_code, household_rev, plots, class, reason, kept_parcel_id, area_m2, limit_m2, excess_m2, fee_yuan);
CREATE TEMP TABLE simulation (fid INTEGER PRIMARY KEY, id, at, operator, team, title, journal_entry, content);
`
