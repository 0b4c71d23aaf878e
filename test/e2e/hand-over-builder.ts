import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { touchContents } from '../../db/geopackage/contents.ts'
import { writeEntry } from '../../db/history/journal.ts'
import { createSurvey } from '../../db/open/create-survey.ts'
import { inTransaction } from '../../db/open/database.ts'
import { type OpenSurvey, openSurvey } from '../../db/open/open-survey.ts'
import type { Author } from '../../db/schema/author.ts'
import { exportSurvey } from '../../main/jobs/export/export.ts'
import type { ExportAnswer, ExportRequest } from '../../main/jobs/export/request.ts'
import { openVault } from '../../main/platform/keys.ts'
import type { Outcome } from '../../shared/contract/outcome.ts'
import { crsOf } from '../../shared/geo/crs/catalogue.ts'
import { writeMultiPolygonBlob } from '../../shared/geo/geopackage-blob.ts'

export const AUTHOR: Author = { operator: '张测绘', team: '测绘一队' }
export const AT = '2026-03-01T02:03:04.000Z'
/** Fictitious numbers: the region exists, the persons do not. */
export const SECRETS = ['371703199001011237', '13812345678', '6222021234567890128'] as const
export const vault = openVault(Buffer.alloc(32, 7))

const made: string[] = []
process.on('exit', () => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), '村地 导出-'))
  made.push(folder)
  return folder
}

/** A counter-clockwise square of 20 m, `column` squares to the east; a hole in the middle where asked for. */
export function square(column: number, withHole = false): Uint8Array {
  const [x, y] = [39_374_000 + column * 20, 3_882_000]
  const ring = (x0: number, y0: number, size: number): Float64Array =>
    Float64Array.from([x0, y0, x0 + size, y0, x0 + size, y0 + size, x0, y0 + size, x0, y0])
  return writeMultiPolygonBlob([[ring(x, y, 20), ...(withHole ? [ring(x + 5, y + 5, 5)] : [])]], 4527)
}

/** A survey of one village with parcels, a building, a household and a person with personal numbers, and rejected records. */
export function makeSurvey(folder: string = newFolder(), parcels = 12): string {
  const path = join(folder, '前王庄.gpkg')
  const crs = crsOf(4527)
  if (crs === null) throw new Error('no EPSG:4527')
  const village = {
    code: '371703001001',
    name: '前王庄',
    town: '马岭岗镇',
    villageType: 'near_suburb',
    terrain: null,
    population: null,
    households: null,
  } as const
  createSurvey(
    path,
    { county: '371703', crs, villages: [village], keyCheck: vault.keyCheck, version: '0.1.0', at: AT },
    AUTHOR,
  )
  const survey = reopen(path)
  inTransaction(survey.db, () => fill(survey, parcels))
  survey.close()
  return path
}

export function reopen(path: string): OpenSurvey {
  const opened = openSurvey(path, AUTHOR)
  if (opened.kind !== 'opened') throw new Error(opened.kind)
  return opened.survey
}

function fill({ db }: OpenSurvey, parcels: number): void {
  db.prepare(`INSERT INTO import_batch (id, file, layer, kind, at, source_crs, read, imported, updated, skipped, rejected, deleted_records, findings)
    VALUES ('b1', '宗地.shp', '宗地', 'parcel', ?, 'EPSG:4527', 14, 12, 0, 0, 2, 0, '[]')`).run(AT)
  const parcel =
    db.prepare(`INSERT INTO parcel (id, rev, geom, parcel_code, village_code, location, declared_area_m2, area_m2, right_type, holder_name, household_code, household_size, acquired_on, remark, extra, batch)
    VALUES (?, 1, ?, ?, '371703001001', ?, ?, ?, '6', '王某某', 'NH01', 4, '1985', ?, ?, 1)`)
  for (let i = 0; i < parcels; i++) {
    const extra = i === 0 ? JSON.stringify({ BEIZHU2: '原字段', 身份证: sealed('id-number', SECRETS[0]) }) : null
    const code = `371703001001JC${String(i + 1).padStart(5, '0')}`
    parcel.run(
      `p-${i}`,
      square(i, i === 1),
      code,
      `前王庄${i + 1}号`,
      400.123456,
      i === 1 ? 375 : 400,
      i === 2 ? '𠮷姓' : null,
      extra,
    )
  }
  db.prepare(
    "INSERT INTO building (id, rev, geom, parcel_code, storeys, area_m2) VALUES ('f-1', 1, ?, '371703001001JC00001', 2, 400)",
  ).run(square(0))
  db.prepare(
    "INSERT INTO household (id, rev, village_code, household_code, head_name, size) VALUES ('h-1', 1, '371703001001', 'NH01', '王某某', 4)",
  ).run()
  const [number, phone, account] = SECRETS
  db.prepare(`INSERT INTO person (id, rev, household_id, name, id_number_cipher, id_number_hash, id_number_masked, phone_cipher, phone_masked, account_cipher, account_masked)
    VALUES ('n-1', 1, 'h-1', '王某某', ?, ?, '371703********1237', ?, '138****5678', ?, '***0128')`).run(
    vault.encrypt('id-number', number),
    vault.hash(number),
    vault.encrypt('phone', phone),
    vault.encrypt('account', account),
  )
  db.prepare(
    "INSERT INTO land_right (id, rev, parcel_id, tier, person_id, holder_name) VALUES ('r-1', 1, 'p-0', 'use', 'n-1', '王某某')",
  ).run()
  const rejected = db.prepare(
    'INSERT INTO import_rejected (batch, record, codes, attributes, shape) VALUES (1, ?, ?, ?, ?)',
  )
  rejected.run(
    7,
    '["geometry.missing"]',
    JSON.stringify({
      ZDDM: '371703001001JC00013',
      QLR: '赵某某',
      ZJH: sealed('id-number', SECRETS[0]),
      备注: '无图形',
    }),
    null,
  )
  rejected.run(
    9,
    '["code.exists"]',
    JSON.stringify({ ZDDM: '371703001001JC00001', QLR: '赵某某', BEIZHU2: 'x' }),
    square(30),
  )
  const entry = writeEntry(db, { kind: 'import', at: AT, author: AUTHOR, batch: 1 })
  db.prepare(
    "INSERT INTO journal_change (entry, table_name, object_id, op, before) VALUES (?, 'person', 'n-1', 'update', ?)",
  ).run(
    entry.fid,
    JSON.stringify({
      name: '王某某',
      id_number_cipher: vault.encrypt('id-number', number),
      id_number_hash: vault.hash(number),
    }),
  )
  db.prepare(
    "INSERT INTO finding (id, rule, severity, subjects, detail) VALUES ('f1', 'area.declared-differs', 'warning', '[]', '{}')",
  ).run()
  touchContents(db, ['village', 'parcel', 'building'], AT)
}

const sealed = (kind: 'id-number', value: string) => ({
  $personal: kind,
  cipher: vault.encrypt(kind, value),
  masked: '371703********1237',
  hash: vault.hash(value),
})

/** Exports with everything at its default but what is said. */
export async function exportTo(
  path: string,
  to: string,
  format: ExportRequest['format'],
  options: Partial<ExportRequest> = {},
): Promise<Outcome<ExportAnswer>> {
  const survey = reopen(path)
  try {
    return await exportSurvey({
      survey,
      withWriteAccess: async (work) => work(),
      to,
      format,
      author: AUTHOR,
      version: '0.1.0',
      at: '2026-05-05T05:05:05.000Z',
      purpose: null,
      decrypt: (kind, cipher) => vault.decrypt(kind, cipher),
      runCheck: async () => ({ blocking: 0 }),
      allowBlocking: false,
      language: 'zh',
      force: false,
      signal: new AbortController().signal,
      report: () => undefined,
      ...options,
    })
  } finally {
    survey.close()
  }
}
