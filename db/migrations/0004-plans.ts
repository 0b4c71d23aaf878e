import { NEW_ID_SQL } from '../schema/new-id.ts'

const OBJECT = `fid INTEGER PRIMARY KEY NOT NULL,
  id TEXT NOT NULL DEFAULT ${NEW_ID_SQL} UNIQUE,
  rev INTEGER NOT NULL DEFAULT 0`

const ORIGIN = `extra TEXT,
  batch INTEGER REFERENCES import_batch (fid),
  source_record INTEGER`

/**
 * Schema version 4: village plans with their scenarios, layers, near-term projects, computed changes and the ledger of conflicts.
 * Base patches belong to the plan, all else to a scenario. Released: never edited, later versions add their own step.
 */
export const plansSql = `
CREATE TABLE plan (
  ${OBJECT},
  title TEXT NOT NULL,
  base_year INTEGER,
  target_year INTEGER,
  population_base INTEGER,
  population_target INTEGER,
  households_base INTEGER,
  households_target INTEGER,
  town_arable_m2 REAL,
  town_basic_farmland_m2 REAL,
  town_construction_m2 REAL,
  town_urban_rural_m2 REAL,
  crosswalk_choices TEXT NOT NULL DEFAULT '{}',
  remark TEXT,
  ${ORIGIN}
);
CREATE TABLE plan_scenario (
  ${OBJECT},
  plan_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  name TEXT,
  status TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'notice', 'approved')),
  document TEXT,
  status_on TEXT,
  content_hash TEXT,
  based_on TEXT,
  measures TEXT NOT NULL DEFAULT '[]',
  remark TEXT,
  ${ORIGIN}
);
CREATE INDEX plan_scenario_plan ON plan_scenario (plan_id);

CREATE TABLE base_patch (
  ${OBJECT},
  geom MULTIPOLYGON,
  plan_id TEXT NOT NULL,
  source_id TEXT,
  feature_code TEXT,
  patch_number TEXT,
  class_code TEXT,
  class_scheme TEXT,
  class_name TEXT,
  village_code TEXT,
  village_name TEXT,
  ownership_nature TEXT,
  declared_area_m2 REAL,
  class_area_m2 REAL,
  deducted_class TEXT,
  deduction_ratio REAL,
  deducted_area_m2 REAL,
  base_flag TEXT,
  conversion_kind TEXT,
  approval_document TEXT,
  settlement_code TEXT,
  remark TEXT,
  area_m2 REAL,
  ellipsoid_area_m2 REAL,
  geometry_fault TEXT,
  ${ORIGIN}
);
CREATE INDEX base_patch_plan ON base_patch (plan_id);
CREATE TABLE planned_patch (
  ${OBJECT},
  geom MULTIPOLYGON,
  scenario_id TEXT NOT NULL,
  source_id TEXT,
  feature_code TEXT,
  patch_number TEXT,
  class_code TEXT,
  class_scheme TEXT,
  class_name TEXT,
  village_code TEXT,
  village_name TEXT,
  ownership_nature TEXT,
  declared_area_m2 REAL,
  boundary_kind TEXT,
  linkage_kind TEXT,
  farmland_flag TEXT,
  approval_document TEXT,
  description_note TEXT,
  remark TEXT,
  area_m2 REAL,
  ellipsoid_area_m2 REAL,
  geometry_fault TEXT,
  ${ORIGIN}
);
CREATE INDEX planned_patch_scenario ON planned_patch (scenario_id);
CREATE TABLE control_zone (
  ${OBJECT},
  geom MULTIPOLYGON,
  scenario_id TEXT NOT NULL,
  zone_kind TEXT NOT NULL,
  source_id TEXT,
  feature_code TEXT,
  zone_code TEXT,
  zone_name TEXT,
  zone_number TEXT,
  village_code TEXT,
  declared_area_m2 REAL,
  protected_area_m2 REAL,
  description_note TEXT,
  remark TEXT,
  area_m2 REAL,
  ellipsoid_area_m2 REAL,
  geometry_fault TEXT,
  ${ORIGIN}
);
CREATE INDEX control_zone_scenario ON control_zone (scenario_id);
CREATE TABLE plan_facility (
  ${OBJECT},
  geom POINT,
  scenario_id TEXT NOT NULL,
  stage TEXT,
  source_id TEXT,
  feature_code TEXT,
  facility_code TEXT,
  facility_name TEXT,
  village_code TEXT,
  village_name TEXT,
  remark TEXT,
  ${ORIGIN}
);
CREATE INDEX plan_facility_scenario ON plan_facility (scenario_id);
CREATE TABLE plan_project (
  ${OBJECT},
  scenario_id TEXT NOT NULL,
  project_kind TEXT,
  project_name TEXT,
  land_area_ha REAL,
  location TEXT,
  scale TEXT,
  years TEXT,
  investment_10k_yuan REAL,
  funded_by TEXT,
  remark TEXT,
  ${ORIGIN}
);
CREATE INDEX plan_project_scenario ON plan_project (scenario_id);

CREATE TABLE plan_run (
  fid INTEGER PRIMARY KEY NOT NULL,
  scenario_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('overlay', 'conflicts', 'coverage', 'regularity')),
  at TEXT NOT NULL,
  operator TEXT,
  team TEXT,
  basis TEXT NOT NULL,
  content TEXT NOT NULL
);
CREATE INDEX plan_run_scenario ON plan_run (scenario_id, kind);
CREATE TABLE plan_change (
  fid INTEGER PRIMARY KEY NOT NULL,
  geom MULTIPOLYGON,
  scenario_id TEXT NOT NULL,
  run INTEGER NOT NULL,
  base_patch_id TEXT NOT NULL,
  planned_patch_id TEXT,
  village_code TEXT,
  from_code TEXT,
  to_code TEXT,
  from_row TEXT NOT NULL,
  to_row TEXT,
  plane_m2 REAL NOT NULL,
  area_m2 REAL
);
CREATE INDEX plan_change_scenario ON plan_change (scenario_id, from_row, to_row);
CREATE TABLE plan_conflict (
  ${OBJECT},
  scenario_id TEXT NOT NULL,
  rule TEXT NOT NULL,
  subject_table TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  zone_id TEXT,
  shared_m2 REAL NOT NULL,
  subject_m2 REAL,
  x REAL,
  y REAL,
  cause TEXT NOT NULL CHECK (cause IN ('true-conflict', 'sliver', 'base-data-error')),
  cause_by TEXT NOT NULL DEFAULT 'computed' CHECK (cause_by IN ('computed', 'decided')),
  standing TEXT NOT NULL CHECK (standing IN ('new', 'remaining', 'solved')),
  since TEXT,
  since_from TEXT,
  first_run INTEGER NOT NULL,
  last_run INTEGER NOT NULL,
  decision TEXT,
  evidence TEXT,
  decided_by TEXT,
  decided_at TEXT,
  ${ORIGIN}
);
CREATE INDEX plan_conflict_subject ON plan_conflict (scenario_id, subject_id);
`

/** No file of an earlier version holds a plan: what it lacks is there, and empty. See readAsCurrent. */
export const plansUnknownSql = plansSql
  .replaceAll(/CREATE INDEX [^;]+;/g, '')
  .replaceAll('CREATE TABLE ', 'CREATE TEMP TABLE ')
  .replaceAll(/ REFERENCES import_batch \(fid\)/g, '')
