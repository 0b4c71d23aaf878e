import { NEW_ID_SQL } from '../schema/new-id.ts'

const OBJECT = `fid INTEGER PRIMARY KEY NOT NULL,
  id TEXT NOT NULL DEFAULT ${NEW_ID_SQL} UNIQUE,
  rev INTEGER NOT NULL DEFAULT 0`

/** Where an object came from; null for one that was drawn or typed. */
const ORIGIN = `batch INTEGER REFERENCES import_batch (fid),
  source_record INTEGER`

/**
 * The tables of schema version 1. Released: never edited, later versions add their own step.
 * rev is 0 for rows that other programs append; ours start at 1 and raise it with every change.
 */
export const foundationSql = `
CREATE TABLE cundi_metadata (fid INTEGER PRIMARY KEY NOT NULL, key TEXT NOT NULL UNIQUE, value TEXT NOT NULL);

CREATE TABLE journal_entry (
  fid INTEGER PRIMARY KEY NOT NULL,
  id TEXT NOT NULL UNIQUE,
  at TEXT NOT NULL,
  operator TEXT,
  team TEXT,
  kind TEXT NOT NULL,
  why TEXT,
  batch INTEGER,
  undoes TEXT REFERENCES journal_entry (id),
  summary TEXT NOT NULL DEFAULT '{}'
);
CREATE TABLE journal_change (
  fid INTEGER PRIMARY KEY NOT NULL,
  entry INTEGER NOT NULL REFERENCES journal_entry (fid),
  table_name TEXT NOT NULL,
  object_id TEXT NOT NULL,
  op TEXT NOT NULL CHECK (op IN ('insert', 'update', 'delete')),
  before TEXT,
  before_geom BLOB
);
CREATE INDEX journal_change_entry ON journal_change (entry);
CREATE INDEX journal_change_object ON journal_change (object_id);

CREATE TABLE import_batch (
  fid INTEGER PRIMARY KEY NOT NULL,
  id TEXT NOT NULL UNIQUE,
  file TEXT NOT NULL,
  layer TEXT NOT NULL,
  kind TEXT NOT NULL,
  at TEXT NOT NULL,
  operator TEXT,
  team TEXT,
  encoding TEXT,
  source_crs TEXT,
  read INTEGER NOT NULL,
  imported INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  skipped INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  deleted_records INTEGER NOT NULL,
  findings TEXT NOT NULL,
  rolled_back_at TEXT
);
CREATE TABLE import_rejected (
  fid INTEGER PRIMARY KEY NOT NULL,
  batch INTEGER NOT NULL REFERENCES import_batch (fid),
  record INTEGER NOT NULL,
  codes TEXT NOT NULL,
  attributes TEXT NOT NULL,
  shape BLOB,
  mended_by INTEGER REFERENCES import_batch (fid)
);
CREATE INDEX import_rejected_batch ON import_rejected (batch);
CREATE TABLE import_note (
  fid INTEGER PRIMARY KEY NOT NULL,
  batch INTEGER NOT NULL REFERENCES import_batch (fid),
  record INTEGER,
  code TEXT NOT NULL,
  detail TEXT
);
CREATE INDEX import_note_batch ON import_note (batch);

CREATE TABLE village (
  ${OBJECT},
  geom MULTIPOLYGON,
  code TEXT NOT NULL UNIQUE,
  name TEXT,
  town TEXT,
  village_type TEXT,
  terrain TEXT,
  population INTEGER,
  households INTEGER,
  area_m2 REAL,
  geometry_fault TEXT,
  extra TEXT,
  ${ORIGIN}
);
CREATE TABLE parcel (
  ${OBJECT},
  geom MULTIPOLYGON,
  source_id TEXT,
  parcel_code TEXT,
  unit_code TEXT,
  village_code TEXT,
  village_proposed TEXT,
  village_name TEXT,
  location TEXT,
  declared_area_m2 REAL,
  approved_area_m2 REAL,
  area_m2 REAL,
  use_code TEXT,
  use_scheme TEXT,
  right_type TEXT,
  right_nature TEXT,
  holder_name TEXT,
  household_code TEXT,
  household_size INTEGER,
  acquired_on TEXT,
  utilisation TEXT,
  footprint_area_m2 REAL,
  floor_area_m2 REAL,
  remark TEXT,
  geometry_fault TEXT,
  extra TEXT,
  ${ORIGIN}
);
CREATE INDEX parcel_code ON parcel (parcel_code);
CREATE TABLE building (
  ${OBJECT},
  geom MULTIPOLYGON,
  source_id TEXT,
  unit_code TEXT,
  parcel_code TEXT,
  parcel_id TEXT,
  parcel_found_by TEXT,
  building_code TEXT,
  building_number TEXT,
  structure TEXT,
  storeys REAL,
  footprint_area_m2 REAL,
  floor_area_m2 REAL,
  area_m2 REAL,
  built_year TEXT,
  remark TEXT,
  geometry_fault TEXT,
  extra TEXT,
  ${ORIGIN}
);
CREATE INDEX building_parcel ON building (parcel_id);
CREATE TABLE boundary_point (
  ${OBJECT},
  geom POINT,
  parcel_id TEXT,
  ring INTEGER,
  number TEXT,
  marker TEXT,
  line_kind TEXT,
  line_position TEXT,
  extra TEXT,
  ${ORIGIN}
);
CREATE INDEX boundary_point_parcel ON boundary_point (parcel_id);
CREATE TABLE land_use (
  ${OBJECT},
  geom MULTIPOLYGON,
  source_id TEXT,
  feature_code TEXT,
  patch_prefix TEXT,
  patch_number TEXT,
  class_code TEXT,
  class_scheme TEXT,
  class_name TEXT,
  ownership_nature TEXT,
  owner_unit_code TEXT,
  owner_unit_name TEXT,
  located_unit_code TEXT,
  located_unit_name TEXT,
  declared_area_m2 REAL,
  deducted_class TEXT,
  deduction_ratio REAL,
  deducted_area_m2 REAL,
  class_area_m2 REAL,
  arable_type TEXT,
  arable_slope TEXT,
  linear_width_m REAL,
  refinement_code TEXT,
  refinement_name TEXT,
  planting_code TEXT,
  planting_name TEXT,
  arable_grade INTEGER,
  enclave TEXT,
  settlement_code TEXT,
  data_year INTEGER,
  description_note TEXT,
  island_name TEXT,
  remark TEXT,
  ellipsoid_area_m2 REAL,
  geometry_fault TEXT,
  extra TEXT,
  ${ORIGIN}
);
CREATE TABLE household (
  ${OBJECT},
  village_code TEXT,
  household_code TEXT NOT NULL,
  head_name TEXT,
  size INTEGER,
  remark TEXT,
  extra TEXT,
  ${ORIGIN}
);
CREATE UNIQUE INDEX household_key ON household (household_code, ifnull(village_code, ''));
CREATE TABLE person (
  ${OBJECT},
  household_id TEXT,
  name TEXT,
  id_number_cipher TEXT,
  id_number_hash TEXT,
  id_number_masked TEXT,
  id_number_fault TEXT,
  phone_cipher TEXT,
  phone_masked TEXT,
  account_cipher TEXT,
  account_masked TEXT,
  sex TEXT,
  relation_to_head TEXT,
  collective_member TEXT,
  registration_type TEXT,
  remark TEXT,
  extra TEXT,
  ${ORIGIN}
);
CREATE INDEX person_id_number ON person (id_number_hash);
CREATE INDEX person_household ON person (household_id);
CREATE TABLE land_right (
  ${OBJECT},
  parcel_id TEXT NOT NULL,
  tier TEXT NOT NULL CHECK (tier IN ('ownership', 'qualification', 'use')),
  person_id TEXT,
  household_id TEXT,
  holder_name TEXT,
  right_type TEXT,
  right_nature TEXT,
  share TEXT,
  ${ORIGIN}
);
CREATE INDEX land_right_parcel ON land_right (parcel_id);
CREATE INDEX land_right_person ON land_right (person_id);

CREATE TABLE standard_set (
  fid INTEGER PRIMARY KEY NOT NULL,
  id TEXT NOT NULL,
  content_hash TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  document TEXT NOT NULL,
  status TEXT NOT NULL,
  valid_from TEXT,
  valid_to TEXT,
  to_confirm INTEGER NOT NULL,
  content TEXT NOT NULL
);
CREATE TABLE standard (
  fid INTEGER PRIMARY KEY NOT NULL,
  standard_set INTEGER NOT NULL REFERENCES standard_set (fid),
  id TEXT NOT NULL,
  village_type TEXT NOT NULL,
  terrain TEXT,
  limit_m2 REAL NOT NULL,
  article TEXT NOT NULL,
  to_confirm INTEGER NOT NULL,
  UNIQUE (standard_set, id)
);
CREATE TABLE assessment_run (
  fid INTEGER PRIMARY KEY NOT NULL,
  id TEXT NOT NULL UNIQUE,
  at TEXT NOT NULL,
  operator TEXT,
  team TEXT,
  standard_set INTEGER NOT NULL REFERENCES standard_set (fid),
  summary TEXT NOT NULL
);
CREATE TABLE assessment (
  fid INTEGER PRIMARY KEY NOT NULL,
  run INTEGER NOT NULL REFERENCES assessment_run (fid),
  parcel_id TEXT NOT NULL,
  parcel_rev INTEGER NOT NULL,
  result TEXT NOT NULL CHECK (result IN ('within', 'over', 'not-assessable')),
  reason TEXT,
  standard INTEGER REFERENCES standard (fid),
  area_m2 REAL,
  excess_m2 REAL
);
CREATE INDEX assessment_parcel ON assessment (parcel_id);

CREATE TABLE finding (
  fid INTEGER PRIMARY KEY NOT NULL,
  id TEXT NOT NULL UNIQUE,
  rule TEXT NOT NULL,
  severity TEXT NOT NULL,
  subjects TEXT NOT NULL,
  detail TEXT NOT NULL,
  x REAL,
  y REAL
);
CREATE TABLE waiver (
  fid INTEGER PRIMARY KEY NOT NULL,
  finding_id TEXT NOT NULL UNIQUE,
  why TEXT NOT NULL,
  at TEXT NOT NULL,
  operator TEXT,
  team TEXT
);
CREATE TABLE outside_edit (
  fid INTEGER PRIMARY KEY NOT NULL,
  table_name TEXT NOT NULL,
  object_id TEXT NOT NULL,
  op TEXT NOT NULL,
  before TEXT,
  before_geom BLOB
);
CREATE TABLE export_log (
  fid INTEGER PRIMARY KEY NOT NULL,
  at TEXT NOT NULL,
  operator TEXT,
  team TEXT,
  format TEXT NOT NULL,
  target TEXT NOT NULL,
  purpose TEXT
);
`
