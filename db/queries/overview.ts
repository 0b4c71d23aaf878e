import type { SurveyOverview } from '../../shared/contract/overview.ts'
import type { Severity } from '../../shared/model/finding-codes.ts'
import type { ReadableDb } from '../open/database.ts'
import { readMetadata } from '../schema/metadata.ts'
import { layerTables } from '../schema/tables.ts'
import { countBlocking } from './findings.ts'
import { standingCounts } from './standing-counts.ts'

/** What the overview of a window shows: sums over whole tables, so it is asked in a reader's thread. */
export function surveyOverview(db: ReadableDb): SurveyOverview {
  return {
    layers: layerTables.map((name) => ({ name, count: numberOf(db, `SELECT count(*) AS n FROM ${name}`) })),
    parcels: {
      areaM2: numberOf(db, 'SELECT total(area_m2) AS n FROM parcel'),
      declaredAreaM2: numberOf(db, 'SELECT total(declared_area_m2) AS n FROM parcel'),
      withoutGeometry: numberOf(db, 'SELECT count(*) AS n FROM parcel WHERE area_m2 IS NULL'),
    },
    buildingAreaM2: numberOf(db, 'SELECT total(area_m2) AS n FROM building'),
    landUseAreaM2: numberOf(db, 'SELECT total(ellipsoid_area_m2) AS n FROM land_use'),
    utilisation: db
      .prepare<[], SurveyOverview['utilisation'][number]>(
        'SELECT utilisation AS code, count(*) AS parcels, total(area_m2) AS areaM2 FROM parcel GROUP BY utilisation ORDER BY utilisation IS NULL, utilisation',
      )
      .all(),
    assessment: latestAssessment(db),
    check: latestCheck(db),
    batches: {
      standing: numberOf(db, 'SELECT count(*) AS n FROM import_batch WHERE rolled_back_at IS NULL'),
      rolledBack: numberOf(db, 'SELECT count(*) AS n FROM import_batch WHERE rolled_back_at NOTNULL'),
      rejectedWaiting: numberOf(
        db,
        'SELECT count(*) AS n FROM import_rejected r JOIN import_batch b ON b.fid = r.batch WHERE r.mended_by IS NULL AND b.rolled_back_at IS NULL',
      ),
    },
    lastChange: lastChange(db),
  }
}

const numberOf = (db: ReadableDb, sql: string): number => db.prepare<[], { n: number }>(sql).get()?.n ?? 0

/** Entries that changed objects after a moment; results kept beside the objects (assessments, waivers) are none. */
const changesSince = (db: ReadableDb, at: string): number =>
  db
    .prepare<[string], { n: number }>(
      'SELECT count(*) AS n FROM journal_entry e WHERE e.at > ? AND EXISTS (SELECT 1 FROM journal_change c WHERE c.entry = e.fid)',
    )
    .get(at)?.n ?? 0

function latestAssessment(db: ReadableDb): SurveyOverview['assessment'] {
  const run = db
    .prepare<[], { at: string; toConfirm: number; title: string }>(
      "SELECT r.at, r.summary ->> 'toConfirm' AS toConfirm, s.title FROM assessment_run r JOIN standard_set s ON s.fid = r.standard_set ORDER BY r.fid DESC LIMIT 1",
    )
    .get()
  if (run === undefined) return null
  return {
    at: run.at,
    title: JSON.parse(run.title) as Readonly<Record<'zh' | 'en', string>>,
    changesSince: changesSince(db, run.at),
    toConfirm: run.toConfirm === 1,
    counts: standingCounts(db),
  }
}

/** When a check last wrote its findings stands in the GeoPackage's own list of contents. */
function latestCheck(db: ReadableDb): SurveyOverview['check'] {
  const at = db
    .prepare<[], { at: string }>("SELECT last_change AS at FROM gpkg_contents WHERE table_name = 'finding'")
    .get()?.at
  const created = readMetadata(db, 'created_at')
  if (at === undefined || (created !== null && at <= created)) return null
  const rows = db
    .prepare<[], { severity: Severity; waived: number; n: number }>(
      'SELECT severity, id IN (SELECT finding_id FROM waiver) AS waived, count(*) AS n FROM finding GROUP BY 1, 2',
    )
    .all()
  const count = (severity: Severity, waived: number): number =>
    rows.find((row) => row.severity === severity && row.waived === waived)?.n ?? 0
  const of = (severity: Severity) => ({ open: count(severity, 0), waived: count(severity, 1) })
  return {
    at,
    changesSince: changesSince(db, at),
    severities: { error: of('error'), warning: of('warning'), info: of('info') },
    blocking: countBlocking(db),
  }
}

function lastChange(db: ReadableDb): SurveyOverview['lastChange'] {
  const entry = db
    .prepare<[], Omit<NonNullable<SurveyOverview['lastChange']>, 'summary'> & { readonly summary: string }>(
      'SELECT at, operator, team, kind, batch, why, summary FROM journal_entry ORDER BY fid DESC LIMIT 1',
    )
    .get()
  return entry === undefined
    ? null
    : { ...entry, summary: JSON.parse(entry.summary) as Readonly<Record<string, unknown>> }
}
