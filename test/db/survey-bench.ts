import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rtreeName } from '../../db/geopackage/rtree.ts'
import { connect, type ReadableDb, type WritableDb } from '../../db/open/database.ts'
import { type OpenSurvey, openSurvey } from '../../db/open/open-survey.ts'
import type { Author } from '../../db/schema/author.ts'
import { dataColumns } from '../../db/schema/row-json.ts'
import { featureTables, objectTables } from '../../db/schema/tables.ts'
import { createCore } from '../../main/core/core.ts'
import { createSurveyFile } from '../../main/core/survey-procedures.ts'
import { runAssess } from '../../main/jobs/assess/assess.ts'
import { runCheckJob } from '../../main/jobs/check/run-check.ts'
import { type ImportInput, type LayerAnswer, runImport } from '../../main/jobs/import/import.ts'
import { runRollback } from '../../main/jobs/import/rollback.ts'
import { runUndo, type UndoInput } from '../../main/jobs/import/undo.ts'
import type { JobContext } from '../../main/jobs/job.ts'
import { readKey } from '../../main/platform/keys.ts'
import type { AssessAnswer, CheckAnswer, RollbackAnswer, UndoAnswer } from '../../shared/contract/answers.ts'
import type { Outcome } from '../../shared/contract/outcome.ts'
import type { LayerKind } from '../../shared/model/layers.ts'
import { shandongCeilings } from '../../shared/standards/sets/shandong.ts'
import type { StandardSet } from '../../shared/standards/standard-set.ts'
import { pythonWithGdal } from '../architecture/oracles.ts'
import { type GeneratedSurvey, generateSurvey, type SurveySpec } from '../builders/survey-generator.ts'

export const AUTHOR: Author = { operator: '张测绘', team: '测绘一队' }

const made: string[] = []
process.on('exit', () => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), '村地 库-'))
  made.push(folder)
  return folder
}

/** A survey file in a folder of its own, made and filled by the jobs that the product runs. */
export interface Bench {
  readonly folder: string
  readonly path: string
  importFile(file: string, kind: LayerKind, options?: Partial<ImportInput>): Promise<LayerAnswer>
  rollback(batch: number): Promise<Outcome<RollbackAnswer>>
  undo(target?: UndoInput['target']): Promise<Outcome<UndoAnswer>>
  assess(standards?: StandardSet): Promise<AssessAnswer>
  check(): Promise<CheckAnswer>
}

export function answerOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.refusal.code} ${JSON.stringify(outcome.refusal.params ?? {})}`)
  return outcome.value
}

export function newSurvey(villages: string | null = null, folder = newFolder()): Bench {
  const path = join(folder, '前王庄.gpkg')
  const core = createCore({
    author: AUTHOR,
    passphrase: null,
    resolveFile: (file) => file,
    version: 'test',
    language: 'zh',
  })
  answerOf(createSurveyFile(core, { file: path, county: '371703', crs: null, villages, force: false }))
  return benchOf(path, folder)
}

export function benchOf(path: string, folder: string): Bench {
  const key = answerOf(readKey(path, null))
  const context: JobContext = {
    signal: new AbortController().signal,
    report: () => undefined,
    author: AUTHOR,
    key,
    withWriteAccess: async (work) => work(),
  }
  return {
    folder,
    path,
    async importFile(file, kind, options = {}) {
      const input: ImportInput = {
        survey: path,
        file,
        layers: [{ kind, name: null }],
        encoding: null,
        sourceCrs: null,
        swapAxes: false,
        datumParameters: null,
        map: {},
        onDuplicate: 'reject',
        villageFromCode: false,
        sheet: null,
        headerRow: null,
        dryRun: false,
        ...options,
      }
      const [layer] = answerOf(await runImport(input, context)).layers
      if (layer === undefined) throw new Error('no layer')
      return layer
    },
    rollback: (batch) => runRollback({ survey: path, batch }, context),
    undo: (target = { kind: 'last' }) => runUndo({ survey: path, target }, context),
    assess: async (standards = shandongCeilings) =>
      answerOf(await runAssess({ survey: path, standards, on: '2026-01-01' }, context)),
    check: async () => answerOf(await runCheckJob({ survey: path, list: false }, context)),
  }
}

export interface FilledBench extends Bench {
  readonly source: GeneratedSurvey
  readonly batches: Readonly<Record<'village' | 'parcel' | 'building' | 'land_use', number>>
}

/** Villages, parcels with people, buildings and land use, generated with their known answer. */
export async function filledSurvey(spec: Partial<SurveySpec> = {}): Promise<FilledBench> {
  const folder = newFolder()
  const source = generateSurvey(join(folder, '成果'), {
    parcels: 60,
    people: true,
    buildings: 6,
    landUse: true,
    ...spec,
  })
  const bench = newSurvey(source.villagesCsv, folder)
  const batchOf = async (file: string | null, kind: LayerKind): Promise<number> => {
    const { batch } = await bench.importFile(file ?? '', kind)
    return batch ?? 0
  }
  const village = await batchOf(source.villagesShp, 'village')
  const parcel = await batchOf(source.parcelsShp, 'parcel')
  const building = await batchOf(source.buildingsShp, 'building')
  return {
    ...bench,
    source,
    batches: { village, parcel, building, land_use: await batchOf(source.landUseShp, 'land_use') },
  }
}

/** Opens the survey as the product does, or fails the test. */
export function opened(path: string): OpenSurvey {
  const result = openSurvey(path, AUTHOR)
  if (result.kind !== 'opened') throw new Error(JSON.stringify(result))
  return result.survey
}

/** Opens as the product does, looks, and closes. */
export function inside<T>(path: string, look: (db: WritableDb) => T): T {
  const survey = opened(path)
  try {
    return look(survey.db)
  } finally {
    survey.close()
  }
}

/** Looks at the file as it stands, without the opening that takes edits from outside in. */
export function asItStands<T>(path: string, look: (db: ReadableDb) => T): T {
  const db = connect(path, 'write')
  try {
    return look(db)
  } finally {
    db.close()
  }
}

/** A digest of all rows of each object table, but for fid and rev: reals and geometries to the last bit. */
export function dumpObjects(db: ReadableDb): Readonly<Record<string, string>> {
  return Object.fromEntries(
    objectTables.map((table) => {
      const columns = dataColumns(db, table)
        .filter(({ name }) => name !== 'rev')
        .map(({ name, type }) => (type === 'REAL' ? `printf('%!.17g|%s', ${name}, typeof(${name}))` : `quote(${name})`))
      if ((featureTables as readonly string[]).includes(table)) columns.push('hex(geom)')
      const rows = db
        .prepare<[], { row: string }>(
          `SELECT ${columns.map((column) => `ifnull(${column}, '∅')`).join(" || '¦' || ")} AS row FROM ${table} ORDER BY 1`,
        )
        .all()
      return [table, `${rows.length} ${createHash('sha256').update(JSON.stringify(rows)).digest('hex')}`]
    }),
  )
}

/** SQLite 3.40 rounds a bound outwards by up to two steps of a 32-bit float, 3.54 by one. */
const OTHER_SQLITE_STEP_M = 8

/** Rows in which the R-tree differs from one that is built anew, by layer; `writer` says whose SQLite rounded its bounds. */
export function rtreeFaults(db: ReadableDb, writer: 'ours' | 'any' = 'ours'): readonly string[] {
  const temporary = db as WritableDb
  const slackM = writer === 'ours' ? 0 : OTHER_SQLITE_STEP_M
  return featureTables.flatMap((table) => {
    const rtree = rtreeName(table)
    temporary.exec(`CREATE VIRTUAL TABLE temp.anew USING rtree(id, minx, maxx, miny, maxy);
      INSERT INTO temp.anew SELECT fid, ST_MinX(geom), ST_MaxX(geom), ST_MinY(geom), ST_MaxY(geom) FROM ${table} WHERE geom NOTNULL AND NOT ST_IsEmpty(geom)`)
    const differing = db
      .prepare<[], { id: number }>(`SELECT ifnull(r.id, a.id) AS id FROM ${rtree} r FULL JOIN temp.anew a ON a.id = r.id
      WHERE r.id IS NULL OR a.id IS NULL OR max(abs(r.minx - a.minx), abs(r.maxx - a.maxx), abs(r.miny - a.miny), abs(r.maxy - a.maxy)) > ${slackM}`)
      .all()
    const tooSmall = db
      .prepare<[], { id: number }>(`SELECT t.fid AS id FROM ${table} t JOIN ${rtree} r ON r.id = t.fid
      WHERE r.minx > ST_MinX(geom) OR r.maxx < ST_MaxX(geom) OR r.miny > ST_MinY(geom) OR r.maxy < ST_MaxY(geom)`)
      .all()
    const verdict = db.prepare<[string], { verdict: string }>('SELECT rtreecheck(?) AS verdict').get(rtree)?.verdict
    temporary.exec('DROP TABLE temp.anew')
    return [
      ...[...differing, ...tooSmall].map(({ id }) => `${table} ${id}`),
      ...(verdict === 'ok' ? [] : [`${table}: ${verdict}`]),
    ]
  })
}

/** What SQLite itself finds wrong. */
export function integrityFaults(db: ReadableDb): readonly unknown[] {
  const [verdict] = db.pragma('integrity_check(1)') as { integrity_check: string }[]
  return [...(verdict?.integrity_check === 'ok' ? [] : [verdict]), ...(db.pragma('foreign_key_check') as unknown[])]
}

export const count = (db: ReadableDb, from: string): number =>
  db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${from}`).get()?.n ?? 0

export const hasOgr = spawnSync('ogrinfo', ['--version']).status === 0
export const hasValidator =
  pythonWithGdal !== null && spawnSync(pythonWithGdal, ['-c', 'import osgeo_utils.samples.validate_gpkg']).status === 0

export const ogrinfo = (...args: readonly string[]): string =>
  execFileSync('ogrinfo', args, { encoding: 'utf8', maxBuffer: 1 << 28 })

/** A statement through GDAL's own SQLite, with its own ST_ functions and our triggers. */
export const throughGdal = (path: string, sql: string): string => ogrinfo(path, '-q', '-sql', sql)

/** What GDAL's own validator says, extra checks and warnings included; nothing when it finds nothing. */
export function validatorSays(path: string): string {
  const { status, stdout, stderr } = spawnSync(
    pythonWithGdal ?? 'python3',
    ['-m', 'osgeo_utils.samples.validate_gpkg', '-k', '--extra', '--warning-as-error', path],
    { encoding: 'utf8' },
  )
  return status === 0 ? '' : `${stdout}${stderr}`
}
