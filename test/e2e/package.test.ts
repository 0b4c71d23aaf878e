import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { verifyPackage } from '../../main/jobs/verify/verify.ts'
import { bagInfoText } from '../../main/platform/bag/tag-files.ts'
import { writeBag } from '../../main/platform/bag/write-bag.ts'
import { readEntries } from '../unit/bag/zip-entries.ts'
import { AT, exportTo, makeSurvey, newFolder, reopen, SECRETS, vault } from './hand-over-builder.ts'

const signal = new AbortController().signal
const quiet = (): void => undefined
const VALIDATOR = '/usr/lib/python3/dist-packages/osgeo_utils/samples/validate_gpkg.py'

async function verified(path: string) {
  const outcome = await verifyPackage(path, signal, quiet)
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return outcome.value
}

/** Exports a package, and gives its path and the path of its survey, unpacked. */
async function packaged(
  survey: string = makeSurvey(),
): Promise<{ zip: string; survey: string; entries: Map<string, Uint8Array> }> {
  const zip = join(newFolder(), '成果.zip')
  const outcome = await exportTo(survey, zip, 'package')
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  const entries = await readEntries(zip)
  const copy = join(dirname(zip), 'unpacked.gpkg')
  writeFileSync(copy, entries.get('成果/data/survey.gpkg') ?? '')
  return { zip, survey: copy, entries }
}

describe('a package of a survey', () => {
  it('verifies, with the counts of its layers', async () => {
    const { zip } = await packaged()
    expect(await verified(zip)).toEqual({
      ok: true,
      problems: [],
      counts: { village: 1, parcel: 12, building: 1, land_use: 0, household: 1, person: 1 },
    })
  })

  it('says how many rows of village plans went along, and the formats that carry none say so', async () => {
    const survey = makeSurvey()
    const open = reopen(survey)
    open.db.exec("INSERT INTO plan_project (scenario_id, project_name) VALUES ('s-1', '道路硬化'), ('s-1', '文化广场')")
    open.close()
    const whole = await exportTo(survey, join(newFolder(), 'p.zip'), 'package')
    expect(whole).toMatchObject({ ok: true, value: { planCounts: { plan_project: 2 } } })
    const sheets = await exportTo(survey, join(newFolder(), 's.xlsx'), 'xlsx')
    expect(sheets.ok && sheets.value.losses).toContainEqual({
      code: 'loss.table',
      layer: 'plan_project',
      params: { layer: 'layer.plan_project', count: 2 },
    })
  })

  it('has the same bytes again after an export in another format and a check that found the same', async () => {
    const survey = makeSurvey()
    const first = await packaged(survey)
    await exportTo(survey, join(newFolder(), 'again.gpkg'), 'geopackage')
    const open = reopen(survey)
    open.db.exec(
      "UPDATE finding SET fid = fid + 100; DROP TRIGGER rtree_parcel_geom_insert; ANALYZE; UPDATE gpkg_contents SET last_change = '2030-01-01T00:00:00.000Z'",
    )
    open.close()
    const second = await packaged(survey)
    expect(readFileSync(second.zip).equals(readFileSync(first.zip))).toBe(true)
  })

  it('says who, when, how many and under what, in a report with sorted keys', async () => {
    const { entries } = await packaged()
    const info = Buffer.from(entries.get('成果/bag-info.txt') ?? '').toString()
    for (const line of [
      'Source-Organization: 测绘一队',
      'Contact-Name: 张测绘',
      'Bagging-Date: 2026-03-01',
      'CunDi-Count-parcel: 12',
      'CunDi-County: 371703',
      'CunDi-Unwaived-Errors: 0',
    ]) {
      expect(info).toContain(`${line}\n`)
    }
    const text = Buffer.from(entries.get('成果/data/report.json') ?? '').toString()
    const report = JSON.parse(text) as Record<string, unknown>
    expect(report).toMatchObject({
      when: AT,
      crs: 'EPSG:4527',
      areasM2: { parcel: 4775, landUse: null },
      counts: { parcel: 12 },
      rejectedPending: 2,
    })
    expect(Object.keys(report)).toEqual(Object.keys(report).sort())
  })

  it('holds no personal number, cipher or hash, no export log and no content of rejected records', async () => {
    const survey = makeSurvey()
    await exportTo(survey, join(newFolder(), 'x.gpkg'), 'geopackage')
    const copy = (await packaged(survey)).survey
    const bytes = readFileSync(copy).toString('latin1')
    for (const secret of [...SECRETS, vault.hash(SECRETS[0]), vault.hash(SECRETS[0]).slice(0, 16)])
      expect(bytes.includes(secret)).toBe(false)
    const db = new Database(copy)
    const one = (sql: string): unknown => db.prepare(sql).pluck().get()
    expect(one('SELECT count(*) FROM export_log')).toBe(0)
    expect(
      one(
        'SELECT count(*) FROM person WHERE id_number_cipher NOTNULL OR id_number_hash NOTNULL OR phone_cipher NOTNULL OR account_cipher NOTNULL',
      ),
    ).toBe(0)
    expect(one('SELECT id_number_masked FROM person')).toBe('371703********1237')
    expect(one("SELECT count(*) FROM import_rejected WHERE attributes = '{}' AND shape IS NULL")).toBe(2)
    expect(one('SELECT extra FROM parcel WHERE fid = 1')).toBe(
      '{"BEIZHU2":"原字段","身份证":{"$personal":"id-number","masked":"371703********1237"}}',
    )
    expect(one('SELECT before FROM journal_change')).toBe('{"name":"王某某"}')
    db.close()
  })

  it('holds personal numbers that were typed into texts masked, in rows and in their earlier states, and says how many', async () => {
    const survey = makeSurvey()
    const open = reopen(survey)
    const [number, other, phone] = ['371703199001011231', '371703199101011239', SECRETS[1]]
    open.db.exec(`UPDATE parcel SET remark = '电话${phone}', holder_name = '${number}', rev = rev + 1 WHERE fid = 2;
      INSERT INTO household (id, rev, household_code) VALUES ('h-8', 1, '${number}'), ('h-9', 1, '${other}');
      INSERT INTO journal_change (entry, table_name, object_id, op, before, after) VALUES (1, 'parcel', 'p-1', 'update',
        '{"remark":"${phone}","area_m2":"0.${phone}","extra":"{\\"a\\":{\\"cipher\\":\\"x\\",\\"masked\\":\\"m\\"}}"}',
        '{"remark":"${number}"}')`)
    open.close()
    const { survey: copy } = await packaged(survey)
    const db = new Database(copy)
    const one = (sql: string): unknown => db.prepare(sql).pluck().get()
    expect(one('SELECT remark FROM parcel WHERE fid = 2')).toBe('电话***********')
    expect(one('SELECT holder_name FROM parcel WHERE fid = 2')).toBe('371703********1231')
    expect(one("SELECT before FROM journal_change WHERE object_id = 'p-1'")).toBe(
      `{"remark":"138****5678","area_m2":"0.${phone}","extra":"{\\"a\\":{\\"masked\\":\\"m\\"}}"}`,
    )
    expect(one("SELECT after FROM journal_change WHERE object_id = 'p-1'")).toBe('{"remark":"371703********1231"}')
    expect(one("SELECT household_code FROM household WHERE id = 'h-8'")).toMatch(/^371703\*+1231~\d+$/)
    db.close()
    expect(readFileSync(copy).includes(number)).toBe(false)
    for (const [format, file] of [
      ['geojson', 'g'],
      ['xlsx', 'g.xlsx'],
      ['shapefile', 's'],
      ['package', 'p.zip'],
    ] as const) {
      const exported = await exportTo(survey, join(newFolder(), file), format)
      const losses = exported.ok ? exported.value.losses : []
      expect(losses).toContainEqual({
        code: 'loss.personal-masked',
        layer: 'parcel',
        params: { layer: 'layer.parcel', count: 2 },
      })
    }
  })

  it('opens as a survey again, without scratch beside it', async () => {
    const { survey, zip } = await packaged()
    const open = reopen(survey)
    expect(open.db.prepare<[], { n: number }>('SELECT count(*) AS n FROM parcel').get()?.n).toBe(12)
    open.close()
    expect(readdirSync(dirname(zip)).sort()).toEqual(['unpacked.gpkg', '成果.zip'])
  })

  it.skipIf(spawnSync('ogrinfo', ['--version']).status !== 0)(
    'is read by GDAL, and found without fault by its validator where that is installed',
    async () => {
      const { survey } = await packaged()
      expect(execFileSync('ogrinfo', ['-so', survey, 'parcel'], { encoding: 'utf8' })).toContain('Feature Count: 12')
      if (existsSync(VALIDATOR)) execFileSync('python3', [VALIDATOR, survey])
      else console.log('validate_gpkg.py is not installed: skipped')
    },
  )
})

describe('handing over with errors', () => {
  it('is refused, and leaves nothing, while an unwaived error stands', async () => {
    const to = join(newFolder(), 'x.zip')
    const outcome = await exportTo(makeSurvey(), to, 'package', { runCheck: async () => ({ blocking: 3 }) })
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'export.blocked', params: { count: 3 } } })
    expect(readdirSync(dirname(to))).toEqual([])
  })

  it('lists the errors where it is allowed all the same', async () => {
    const survey = makeSurvey()
    const open = reopen(survey)
    open.db.exec(
      "INSERT INTO finding (id, rule, severity, subjects, detail) VALUES ('e1', 'parcel.overlap', 'error', '[]', '{}'), ('e2', 'parcel.overlap', 'error', '[]', '{}')",
    )
    open.db.exec("INSERT INTO waiver (finding_id, why, at) VALUES ('e2', '已核实', '2026-01-01')")
    open.close()
    const to = join(newFolder(), 'x.zip')
    expect(
      (await exportTo(survey, to, 'package', { runCheck: async () => ({ blocking: 1 }), allowBlocking: true })).ok,
    ).toBe(true)
    const info = Buffer.from((await readEntries(to)).get('x/bag-info.txt') ?? '').toString()
    expect(info).toContain('CunDi-Unwaived-Errors: 1\nCunDi-Unwaived-Error: parcel.overlap 1\n')
  })
})

describe('a package whose counts are not those of its survey', () => {
  /** Packs the content of a sound package anew, properly, with other content. */
  async function repack(report: (text: string) => string, survey: (path: string) => void = quiet): Promise<string> {
    const { survey: copy, entries } = await packaged()
    survey(copy)
    const info = Buffer.from(entries.get('成果/bag-info.txt') ?? '')
      .toString()
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('Payload-Oxum'))
    const lines = info.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)] as const)
    expect(bagInfoText(lines)).toContain('CunDi-Count-parcel: 12')
    const to = join(newFolder(), 'x.zip')
    const payload = [
      { path: 'data/survey.gpkg', source: copy },
      {
        path: 'data/report.json',
        source: Buffer.from(report(Buffer.from(entries.get('成果/data/report.json') ?? '').toString())),
      },
    ]
    const written = await writeBag({ to, payload, bagInfo: lines, signal, report: quiet })
    expect(written.ok).toBe(true)
    return to
  }

  it('is named by table and place', async () => {
    const path = await repack((text) => text.replace('"parcel": 12', '"parcel": 13'))
    expect((await verified(path)).problems).toEqual([
      {
        code: 'package.counts-differ',
        path: 'data/report.json',
        params: { table: 'layer.parcel', actual: 12, said: '13' },
      },
    ])
    const fewer = await repack(
      (text) => text,
      (survey) => {
        const db = new Database(survey)
        db.exec(
          'DROP TRIGGER rtree_parcel_geom_delete; DROP TRIGGER cundi_outside_parcel_delete; DELETE FROM parcel WHERE fid = 1',
        )
        db.close()
      },
    )
    expect((await verified(fewer)).problems.map((problem) => problem.path)).toEqual([
      'data/report.json',
      'bag-info.txt',
    ])
  })

  it('is told from one whose survey or report is none', async () => {
    expect((await verified(await repack(() => 'no json'))).problems.map((p) => p.code)).toEqual([
      'package.report-unreadable',
    ])
    const broken = await repack(
      (text) => text,
      (survey) => writeFileSync(survey, 'no database'),
    )
    expect((await verified(broken)).problems.map((p) => p.code)).toEqual(['package.survey-unreadable'])
    const views = await repack(
      (text) => text,
      (survey) => {
        const db = new Database(survey)
        db.exec(
          'DROP TABLE household; CREATE VIEW household AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n',
        )
        db.close()
      },
    )
    expect((await verified(views)).problems.map((p) => p.code)).toEqual(['package.survey-unreadable'])
  })

  it('is found when it is cut short', async () => {
    const { zip } = await packaged()
    const cut = join(newFolder(), 'cut.zip')
    copyFileSync(zip, cut)
    writeFileSync(cut, readFileSync(zip).subarray(0, 5000))
    expect((await verified(cut)).problems.map((p) => p.code)).toEqual(['package.damaged'])
  })
})
