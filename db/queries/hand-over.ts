import type { SurveyKind } from '../../shared/model/layers.ts'
import { type PlanKind, planKinds } from '../../shared/model/plan-layers.ts'
import type { ReadableDb, WritableDb } from '../open/database.ts'
import type { Author } from '../schema/author.ts'
import { readMetadata } from '../schema/metadata.ts'
import { PENDING_SQL } from '../staging/batch.ts'

export type LayerCounts = Readonly<Record<SurveyKind, number>>

/** Rows of each layer that a hand-over counts. */
export function countLayers(db: ReadableDb): LayerCounts {
  const count = (kind: SurveyKind): number =>
    db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${kind}`).get()?.n ?? 0
  return {
    village: count('village'),
    parcel: count('parcel'),
    building: count('building'),
    land_use: count('land_use'),
    household: count('household'),
    person: count('person'),
  }
}

export type PlanCounts = Readonly<Partial<Record<PlanKind, number>>>

/** Rows of the village plans; null where the survey has none, and a kind without rows is left out. */
export function countPlans(db: ReadableDb): PlanCounts | null {
  const counts = planKinds
    .map((kind) => [kind, db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${kind}`).get()?.n ?? 0] as const)
    .filter(([, count]) => count > 0)
  return counts.length === 0 ? null : Object.fromEntries(counts)
}

export interface VillageLine {
  readonly code: string
  readonly name: string | null
  readonly town: string | null
  readonly type: string | null
  readonly terrain: string | null
  readonly parcels: number
}

export interface SurveyFacts {
  readonly surveyId: string
  readonly schemaVersion: number
  readonly county: string
  /** EPSG:n */
  readonly crs: string
  readonly createdWith: string
  readonly counts: LayerCounts
  readonly villages: readonly VillageLine[]
  /** Raw sums, m²; null where no row of the layer has an area. */
  readonly areasM2: Readonly<Record<'village' | 'parcel' | 'building' | 'landUse', number | null>>
  readonly standardSet: {
    readonly id: string
    readonly title: unknown
    readonly contentHash: string
    readonly status: string
    readonly toConfirm: boolean
  } | null
  /** Summary of the last assessment, as the assessment wrote it. */
  readonly assessment: unknown
  /** By rule, as the last check left them. */
  readonly findings: readonly {
    readonly rule: string
    readonly severity: string
    readonly findings: number
    readonly unwaived: number
  }[]
  readonly batches: number
  readonly rejectedPending: number
  readonly lastEntry: { readonly at: string; readonly operator: string | null; readonly team: string | null }
}

/** All that a hand-over says of a survey; a pure function of the file. */
export function surveyFacts(db: ReadableDb): SurveyFacts {
  const run = db
    .prepare<
      [],
      { summary: string; id: string; title: string; contentHash: string; status: string; toConfirm: number }
    >(`SELECT r.summary, s.id, s.title, s.content_hash AS contentHash, s.status, s.to_confirm AS toConfirm
    FROM assessment_run r JOIN standard_set s ON s.fid = r.standard_set ORDER BY r.fid DESC LIMIT 1`)
    .get()
  const number = (sql: string): number => db.prepare<[], { n: number }>(sql).get()?.n ?? 0
  return {
    surveyId: readMetadata(db, 'survey_id') ?? '',
    schemaVersion: Number(readMetadata(db, 'schema_version')),
    county: readMetadata(db, 'county') ?? '',
    crs: readMetadata(db, 'crs') ?? '',
    createdWith: readMetadata(db, 'created_with') ?? '',
    counts: countLayers(db),
    villages: db
      .prepare<
        [],
        VillageLine
      >(`SELECT v.code, v.name, v.town, v.village_type AS type, v.terrain, count(p.fid) AS parcels
      FROM village v LEFT JOIN parcel p ON p.village_code = v.code GROUP BY v.fid ORDER BY v.code`)
      .all(),
    areasM2: {
      village: sumOf(db, 'village', 'area_m2'),
      parcel: sumOf(db, 'parcel', 'area_m2'),
      building: sumOf(db, 'building', 'area_m2'),
      landUse: sumOf(db, 'land_use', 'ellipsoid_area_m2'),
    },
    standardSet:
      run === undefined
        ? null
        : {
            id: run.id,
            title: JSON.parse(run.title),
            contentHash: run.contentHash,
            status: run.status,
            toConfirm: run.toConfirm !== 0,
          },
    assessment: run === undefined ? null : JSON.parse(run.summary),
    findings: db
      .prepare<
        [],
        { rule: string; severity: string; findings: number; unwaived: number }
      >(`SELECT f.rule, f.severity, count(*) AS findings,
      count(*) - count(w.fid) AS unwaived FROM finding f LEFT JOIN waiver w ON w.finding_id = f.id GROUP BY f.rule, f.severity ORDER BY f.rule, f.severity`)
      .all(),
    batches: number('SELECT count(*) AS n FROM import_batch WHERE rolled_back_at IS NULL'),
    rejectedPending: number(
      `SELECT count(*) AS n FROM import_rejected r JOIN import_batch b ON b.fid = r.batch WHERE b.rolled_back_at IS NULL AND ${PENDING_SQL}`,
    ),
    lastEntry: db
      .prepare<[], { at: string; operator: string | null; team: string | null }>(
        'SELECT at, operator, team FROM journal_entry ORDER BY fid DESC LIMIT 1',
      )
      .get() ?? { at: readMetadata(db, 'created_at') ?? '', operator: null, team: null },
  }
}

const sumOf = (db: ReadableDb, table: string, column: string): number | null =>
  db.prepare<[], { area: number | null }>(`SELECT sum(${column}) AS area FROM ${table}`).get()?.area ?? null

export interface ExportLogEntry {
  readonly at: string
  readonly author: Author
  readonly format: string
  /** File or folder name, without the folders that lead to it. */
  readonly target: string
  readonly purpose: string | null
}

/** Exports are noted beside the journal, so that one export does not change what the next one hands over. */
export function logExport(db: WritableDb, { at, author, format, target, purpose }: ExportLogEntry): void {
  db.prepare('INSERT INTO export_log (at, operator, team, format, target, purpose) VALUES (?, ?, ?, ?, ?, ?)').run(
    at,
    author.operator,
    author.team,
    format,
    target,
    purpose,
  )
}
