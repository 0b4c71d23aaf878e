import { copyFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, it } from 'vitest'
import { listEntries } from '../../db/history/journal.ts'
import { SCHEMA_VERSION } from '../../db/migrations/ladder.ts'
import type { ReadableDb } from '../../db/open/database.ts'
import { editObject, plainWrites } from '../../db/queries/edit-objects.ts'
import { objectHistory } from '../../db/queries/object-history.ts'
import { parcelsByCode } from '../../db/queries/parcel-facts.ts'
import { surveyInfo } from '../../db/queries/survey-info.ts'
import { readMetadata } from '../../db/schema/metadata.ts'
import { keyFits, openVault, readKey } from '../../main/platform/keys.ts'
import { listLayers } from '../../shared/model/list-columns.ts'
import type { KnownAnswer } from '../builders/survey-generator-answer.ts'
import { fictitiousIdNumber } from '../builders/survey-generator-people.ts'
import { coreClient, finish } from '../contract/core-client.ts'
import {
  AUTHOR,
  answerOf,
  benchOf,
  dumpObjects,
  filledSurvey,
  hasValidator,
  inside,
  integrityFaults,
  newFolder,
  rtreeFaults,
  validatorSays,
} from './survey-bench.ts'

/**
 * Surveys as each released schema version left them, packed, with their keys and the known answers of the generator that made
 * what was imported. The people in them are made up.
 */
const GOLDEN = join(import.meta.dirname, '../fixtures/golden')
const golden = (version: number, extension: 'gpkg.gz' | 'key' | 'json'): string =>
  join(GOLDEN, `survey-${version}.${extension}`)

/** Run once, with CUNDI_MAKE_GOLDEN=1, before a schema version is released; the file is never made again afterwards. */
describe.runIf(process.env.CUNDI_MAKE_GOLDEN === '1')('the golden file of this version', () => {
  it('is made', async () => {
    const bench = await filledSurvey({ parcels: 60, people: true, buildings: 6, landUse: true, seed: 20_260_301 })
    await bench.assess()
    await bench.check()
    inside(bench.path, (db) => {
      const [parcel] = parcelsByCode(db, '371703001001JC00001')
      const writes = plainWrites({ remark: '界址复核', approved_area_m2: 166.1 + 0.2 })
      editObject(
        db,
        { layer: 'parcel', id: parcel?.id ?? '', rev: null, writes, why: '外业核实' },
        AUTHOR,
        '2026-03-01T02:03:04.567Z',
      )
    })
    answerOf(await bench.undo())
    answerOf(await bench.undo({ kind: 'redo' }))
    answerOf(await bench.rollback(bench.batches.land_use))
    mkdirSync(GOLDEN, { recursive: true })
    writeFileSync(golden(SCHEMA_VERSION, 'gpkg.gz'), gzipSync(readFileSync(bench.path), { level: 9 }))
    copyFileSync(`${bench.path}.key`, golden(SCHEMA_VERSION, 'key'))
    writeFileSync(golden(SCHEMA_VERSION, 'json'), `${JSON.stringify(bench.source.answer, null, 2)}\n`)
  })
})

const released = Array.from({ length: SCHEMA_VERSION }, (_, i) => i + 1)

describe.each(released)('the survey that schema %i left', (version) => {
  let path: string
  beforeEach(() => {
    path = join(newFolder(), '旧版.gpkg')
    writeFileSync(path, gunzipSync(readFileSync(golden(version, 'gpkg.gz'))))
    copyFileSync(golden(version, 'key'), `${path}.key`)
  })
  const answer = (): KnownAnswer => JSON.parse(readFileSync(golden(version, 'json'), 'utf8')) as KnownAnswer
  const bench = (): ReturnType<typeof benchOf> => benchOf(path, '')
  const one = <T>(db: ReadableDb, sql: string): T | undefined => db.prepare<[], T>(sql).get()

  it('is small', () => expect(statSync(golden(version, 'gpkg.gz')).size).toBeLessThan(300_000))

  it('opens, sound, with all its rows', () => {
    inside(path, (db) => {
      expect([...integrityFaults(db), ...rtreeFaults(db, 'any')]).toEqual([])
      const { layers, county, crs } = surveyInfo(db, path)
      expect({ county, crs }).toEqual({ county: '371703', crs: 'EPSG:4527' })
      expect(Object.fromEntries(layers.map(({ name, count }) => [name, count]))).toEqual({
        village: 1,
        parcel: 55,
        building: 6,
        boundary_point: 0,
        land_use: 0,
        household: 50,
        person: 50,
        land_right: 51,
      })
    })
  })

  it('keeps its figures to the last bit', () => {
    inside(path, (db) => {
      expect(one(db, 'SELECT sum(area_m2) AS area, min(area_m2) AS least, max(area_m2) AS most FROM parcel')).toEqual({
        area: 11170.318603515625,
        least: 0,
        most: 275,
      })
      const { assess, parcels } = answer()
      expect(
        one(
          db,
          "SELECT read, imported, rejected, deleted_records AS deletedRecords FROM import_batch WHERE kind = 'parcel'",
        ),
      ).toEqual(parcels)
      const { assessed, notAssessable, notHomestead, withinStandard, overStandard, households } = assess
      expect(
        JSON.parse(one<{ summary: string }>(db, 'SELECT summary FROM assessment_run')?.summary ?? ''),
      ).toMatchObject({
        assessed,
        notAssessable,
        notHomestead,
        withinStandard,
        overStandard,
        households,
        overAreaM2: Math.round(assess.overAreaM2 * 100) / 100,
      })
      expect(
        one(db, "SELECT remark, approved_area_m2 AS approved FROM parcel WHERE parcel_code = '371703001001JC00001'"),
      ).toEqual({ remark: '界址复核', approved: 166.1 + 0.2 })
    })
  })

  it('keeps its history, which can still be taken back', async () => {
    const before = inside(path, (db) => {
      expect(listEntries(db).map(({ kind }) => kind)).toEqual([
        'create',
        'import',
        'import',
        'import',
        'import',
        'assess',
        'edit',
        'undo',
        'undo',
        'rollback',
      ])
      return dumpObjects(db)
    })
    expect(answerOf(await bench().undo()).restored).toBe(4)
    expect(
      answerOf(await bench().undo({ kind: 'entry', id: inside(path, (db) => listEntries(db).at(-1)?.id ?? '') }))
        .removed,
    ).toBe(4)
    expect(inside(path, dumpObjects)).toEqual(before)
  })

  it('tells what its edit changed, takes it back and makes it again', async () => {
    const [before, edit] = inside(path, (db) => {
      const [parcel] = parcelsByCode(db, '371703001001JC00001')
      const told = objectHistory(db, 'parcel', parcel?.id ?? '').filter(({ entry }) => entry.kind === 'edit')
      expect(told.map(({ change }) => [change.geometryChanged, change.fields.map(({ column }) => column)])).toEqual([
        [false, ['approved_area_m2', 'remark']],
      ])
      return [dumpObjects(db), told[0]?.entry.entry ?? '']
    })
    expect(answerOf(await bench().undo({ kind: 'entry', id: edit })).restored).toBe(1)
    inside(path, (db) => {
      expect(dumpObjects(db)).not.toEqual(before)
      expect(one(db, "SELECT remark FROM parcel WHERE parcel_code = '371703001001JC00001'")).toEqual({ remark: null })
    })
    answerOf(await bench().undo({ kind: 'redo' }))
    expect(inside(path, dumpObjects)).toEqual(before)
  })

  it('keeps its personal numbers, for those who have the key', () => {
    const key = answerOf(readKey(path, null))
    if (key === null) throw new Error('no key')
    const vault = openVault(key)
    inside(path, (db) => {
      expect(keyFits(vault, readMetadata(db, 'key_check') ?? '')).toBe(true)
      const person = one<{ cipher: string; hash: string }>(
        db,
        'SELECT id_number_cipher AS cipher, id_number_hash AS hash FROM person ORDER BY fid LIMIT 1',
      )
      expect(vault.decrypt('id-number', person?.cipher ?? '')).toBe(fictitiousIdNumber(1))
      expect(vault.hash(fictitiousIdNumber(1))).toBe(person?.hash)
    })
  })

  it('can be assessed and checked as before', async () => {
    const summary = inside(
      path,
      (db) => one<{ summary: string }>(db, 'SELECT summary FROM assessment_run')?.summary ?? '',
    )
    // The approved area was edited after the assessment, so what rests on it may have changed; nothing else may.
    const { confirmation: _approved, ...kept } = JSON.parse(summary) as Readonly<Record<string, unknown>>
    expect(await bench().assess()).toMatchObject(kept)
    const { findings } = answer()
    const checked = Object.fromEntries((await bench().check()).rules.map(({ id, findings: count }) => [id, count]))
    for (const [code, count] of Object.entries(findings)) expect(checked[code], code).toBe(count)
  })

  it('is read without being migrated, figures and lists and all, where nothing may be written', async () => {
    const bytes = readFileSync(path)
    const { core, client } = coreClient()
    const { survey } = answerOf(await client.survey.open({ file: path, mode: 'read' }))
    const parcel = '371703001001JC00001'
    expect(answerOf(await client.standards.explain({ survey, parcel })).steps.length).toBeGreaterThan(2)
    expect(answerOf(await client.standards.list({ survey })).find(({ isDefault }) => isDefault)?.id).toBe('sd-ceilings')
    const simulated = answerOf(
      await finish(await client.standards.simulate({ survey, standards: [{ standards: 'sd-ceilings' }] })),
    )
    expect(simulated.sets[0]?.parcels.over).toBe(answer().assess.overStandard)
    expect(answerOf(await client.survey.overview({ survey })).assessment).not.toBeNull()
    expect(answerOf(await client.planningLegend.get({ survey })).settings).toEqual([])
    for (const layer of listLayers) {
      const list = answerOf(
        await client.lists.open({ survey, query: { layer, filters: [], search: null, area: null, sort: [] } }),
      )
      expect(list.count, layer).toBeGreaterThanOrEqual(0)
      const page = answerOf(await client.lists.page({ survey, list: list.list, from: 0, to: 5 }))
      expect(page.rows.length, layer).toBe(Math.min(5, list.count))
    }
    core.closeAll()
    await core.whenClosed()
    expect(readFileSync(path).equals(bytes)).toBe(true)
  })

  it.skipIf(!hasValidator)('is still a sound GeoPackage after it was opened', () => {
    inside(path, () => undefined)
    expect(validatorSays(path)).toBe('')
  })
})
