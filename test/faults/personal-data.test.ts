import { rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { zipBytes } from '../formats/zip-bytes.ts'
import { cundi, type Ended, newFolder, type RunOptions, twoAtATime } from './cli-process.ts'
import { SURVEY, shapefileParts } from './kill-stage.ts'
import { createPlants, leaksBelow } from './personal-plants.ts'
import { type PersonalSurvey, writePersonalSurvey } from './personal-survey.ts'

const plants = createPlants()
let input: PersonalSurvey

beforeAll(async () => {
  input = await writePersonalSurvey(newFolder(), plants, 200)
}, 60_000)

/** A place with a survey, a folder for temporary files that is searched too, and everything that was said. */
class Place {
  readonly folder = newFolder()
  readonly temporary = newFolder()
  readonly survey = join(this.folder, SURVEY)
  said = ''

  async run(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
    const ended = await cundi(args, {
      ...options,
      env: { TMPDIR: this.temporary, SQLITE_TMPDIR: this.temporary, CUNDI_DEBUG: '1', ...options.env },
    })
    this.said += ended.stdout + ended.stderr
    return ended
  }

  async must(status: number, args: readonly string[], options: RunOptions = {}): Promise<Ended> {
    const ended = await this.run(args, options)
    expect(ended.status, `${args.join(' ')}: ${ended.stdout}${ended.stderr}`).toBe(status)
    return ended
  }

  /** Searches every byte of what was written and said. */
  expectNoLeak(): void {
    writeFileSync(join(this.temporary, 'said.txt'), this.said)
    const { files, leaks } = leaksBelow([this.folder, this.temporary], plants.all)
    expect(files).toBeGreaterThan(2)
    expect(leaks.map(({ where, plants: found }) => `${basename(where)}: ${found.length}, ${found[0]}`)).toEqual([])
  }

  remove(): void {
    for (const folder of [this.folder, this.temporary]) rmSync(folder, { recursive: true })
  }
}

async function newPlace(): Promise<Place> {
  const place = new Place()
  await place.must(0, ['init', place.survey, '--county', '371703', '--villages', input.villagesCsv])
  return place
}

const importArgs = (place: Place, file: string, kind: string): readonly string[] => [
  'import',
  place.survey,
  file,
  '--layer',
  kind,
  '--json',
]

async function importAll(place: Place): Promise<void> {
  await place.must(0, importArgs(place, input.parcelsShp, 'parcel'))
  await place.must(0, importArgs(place, input.householdsCsv, 'household'))
  await place.must(0, importArgs(place, input.personsXlsx, 'person'))
}

const ROUNDS = 6

describe('planted personal numbers', () => {
  it('are found by the search where they do stand', () => {
    const { leaks } = leaksBelow([join(input.parcelsShp, '..')], plants.all)
    const found = new Set(leaks.flatMap((leak) => leak.plants))
    expect([...plants.all].filter((plant) => !found.has(plant)).length / plants.all.size).toBeLessThan(0.5)
    expect(leaks.map(({ where }) => basename(where).replace(/.*!/, '')).some((name) => name.endsWith('.dbf'))).toBe(
      true,
    )
  })

  it('stand nowhere after imports, also of records whose code exists', async () => {
    const place = await newPlace()
    await importAll(place)
    place.expectNoLeak()
    for (const fate of ['reject', 'skip', 'update'])
      await place.must(0, [...importArgs(place, input.parcelsShp, 'parcel'), '--on-duplicate', fate])
    await place.must(0, [...importArgs(place, input.parcelsShp, 'parcel'), '--dry-run'])
    place.expectNoLeak()
  }, 120_000)

  it('stand nowhere after rollback, undo, redo, edit, assess, check and explain', async () => {
    const place = await newPlace()
    await importAll(place)
    const { survey } = place
    await place.must(0, ['assess', survey, '--json'])
    await place.run(['check', survey, '--list', '--json'])
    await place.must(0, ['explain', survey, '--parcel', input.parcel])
    await place.must(3, ['edit', survey, '--parcel', input.parcel, '--set', `BZ=电话${plants.phone()}`, '--json'])
    await place.must(3, ['edit', survey, '--parcel', input.parcel, '--set', `ZDMJ=${plants.phone()}x`])
    await place.must(3, ['edit', survey, '--parcel', input.parcel, '--set', `PZMJ=${plants.phone()}`])
    await place.must(3, [
      'edit',
      survey,
      '--parcel',
      input.parcel,
      '--set',
      'BZ=改过',
      '--why',
      `来电${plants.phone()}`,
    ])
    await place.must(0, ['edit', survey, '--parcel', input.parcel, '--set', 'BZ=改过', '--why', '核实'])
    await place.must(0, ['undo', survey])
    await place.must(0, ['redo', survey])
    await place.must(0, ['undo', survey])
    for (const batch of ['3', '2', '1']) await place.run(['rollback', survey, batch, '--json'])
    await place.run(['undo', survey])
    await place.must(0, ['history', survey, '--json'])
    await place.must(0, ['info', survey, '--json'])
    place.expectNoLeak()
  }, 120_000)

  it('stand in no export of any format without a purpose, nor in the mend-me file', async () => {
    const place = await newPlace()
    await importAll(place)
    const targets = {
      package: '成果.zip',
      geopackage: 'out.gpkg',
      shapefile: 'shp',
      geojson: 'json',
      xlsx: '成果.xlsx',
    }
    for (const [format, target] of Object.entries(targets))
      await place.must(0, [
        'export',
        place.survey,
        '--to',
        join(place.folder, target),
        '--format',
        format,
        '--allow-blocking',
        '--json',
      ])
    await place.must(0, ['batches', place.survey, '--rejected', '1', '--to', join(place.folder, '修改.zip'), '--json'])
    await place.must(0, ['verify', join(place.folder, targets.package), '--json'])
    place.expectNoLeak()
  }, 120_000)

  it.each(['shapefile', 'xlsx'])(
    'stand in a %s only for a purpose, which the journal names',
    async (format) => {
      const place = await newPlace()
      await importAll(place)
      const purpose = '不动产登记发证'
      const out = newFolder()
      const to = join(out, format === 'xlsx' ? '成果.xlsx' : '成果')
      await place.must(0, [
        'export',
        place.survey,
        '--to',
        to,
        '--format',
        format,
        '--with-personal',
        purpose,
        '--operator',
        '测试员',
      ])
      const { leaks } = leaksBelow([out], plants.all)
      const handedOver = new Set(leaks.flatMap((leak) => leak.plants))
      expect(input.personsNumbers.filter((number) => !handedOver.has(number))).toEqual([])
      const history = JSON.parse((await place.must(0, ['history', place.survey, '--json'])).stdout) as {
        entries: { kind: string; why: string | null; operator: string | null }[]
      }
      expect(history.entries.filter((entry) => entry.kind === 'personal-export')).toMatchObject([
        { why: purpose, operator: '测试员' },
      ])
      place.expectNoLeak()
      await place.must(3, [
        'export',
        place.survey,
        '--to',
        join(out, 'x.zip'),
        '--format',
        'package',
        '--with-personal',
        purpose,
      ])
    },
    120_000,
  )

  it('stand nowhere after imports that fail', async () => {
    const place = await newPlace()
    const broken = newFolder()
    for (const { name, data } of shapefileParts(input.parcelsShp))
      if (!name.endsWith('.prj')) writeFileSync(join(broken, basename(name)), data)
    await place.must(3, importArgs(place, join(broken, '宗地.shp'), 'parcel'))
    await place.must(3, importArgs(place, input.personsXlsx, 'parcel'))
    await place.must(3, [...importArgs(place, input.personsXlsx, 'person'), '--sheet', '没有'])
    await place.must(3, [...importArgs(place, input.parcelsShp, 'parcel'), '--source-crs', 'EPSG:4326'])
    place.expectNoLeak()
  }, 120_000)

  it('are not said by inspect', async () => {
    const place = await newPlace()
    for (const file of [input.parcelsShp, input.householdsCsv, input.personsXlsx])
      await place.must(0, ['inspect', file, '--json'])
    place.expectNoLeak()
  }, 60_000)

  it.each([
    ['a shapefile', () => input.parcelsShp, 'parcel'],
    ['a list', () => input.personsXlsx, 'person'],
    ['a zip', () => zipped(), 'parcel'],
  ])(
    'stand nowhere when an import of %s is killed',
    async (_, file, kind) => {
      const source = file()
      const timed = await newPlace()
      const { elapsedMs } = await timed.must(0, importArgs(timed, source, kind))
      timed.remove()
      const moments = Array.from({ length: ROUNDS }, (_, round) => elapsedMs * (0.3 + (0.7 * round) / ROUNDS))
      await twoAtATime(moments, async (afterMs) => {
        const place = await newPlace()
        await place.run(importArgs(place, source, kind), { kill: { signal: 'SIGKILL', afterMs } })
        place.expectNoLeak()
        place.remove()
      })
    },
    120_000,
  )
})

function zipped(): string {
  const path = join(newFolder(), '宗地.zip')
  writeFileSync(
    path,
    zipBytes(shapefileParts(input.parcelsShp).map((part) => ({ ...part, deflate: true, utf8Flag: true }))),
  )
  return path
}
