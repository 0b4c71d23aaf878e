import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { GeneratedSurvey } from '../builders/survey-generator.ts'
import type { KnownAnswer } from '../builders/survey-generator-answer.ts'
import type { Command } from './measure.ts'
import { overlayTask } from './overlay.ts'
import type { Bed, Cundi, Task } from './task.ts'

const SPATIALITE_OVERLAPS = `
SELECT count(*), sum(shared) FROM (
  SELECT ST_Area(ST_Intersection(GeomFromGPB(a.geom), GeomFromGPB(b.geom))) AS shared
  FROM rtree_parcel_geom ra
  JOIN rtree_parcel_geom rb ON rb.minx <= ra.maxx AND rb.maxx >= ra.minx AND rb.miny <= ra.maxy AND rb.maxy >= ra.miny AND rb.id > ra.id
  JOIN parcel a ON a.fid = ra.id
  JOIN parcel b ON b.fid = rb.id
) WHERE shared > 0.01`

export function tasks(cundi: Cundi): readonly Task[] {
  return [
    importTask(cundi, 'import', 'import, no people', (bed) => bed.plain),
    importTask(cundi, 'import-people', 'import with households, persons, encrypted IDs', (bed) => bed.withPeople),
    {
      id: 'assess',
      title: 'assess',
      yardstick: 'SELECT sum(area_m2)',
      prepare: () => [],
      ours: (bed) => cundi('assess', bed.survey, '--json'),
      theirs: (bed) => sqlite(bed.survey, 'SELECT sum(area_m2) FROM parcel'),
      wrong: (bed, stdout) =>
        differs(stdout, bed.withPeople.answer.assess, [
          'assessed',
          'notAssessable',
          'notHomestead',
          'withinStandard',
          'overStandard',
        ]),
    },
    {
      id: 'simulate',
      title: 'simulate two standard sets',
      yardstick: 'SELECT sum(area_m2)',
      prepare: () => [],
      ours: (bed) => cundi('simulate', bed.survey, '--standards', 'sd-ceilings', 'zhejiang-55', '--json'),
      theirs: (bed) => sqlite(bed.survey, 'SELECT sum(area_m2) FROM parcel'),
      wrong: (bed, stdout) => {
        const { sets } = JSON.parse(stdout) as {
          readonly sets: readonly { readonly parcels: { readonly over: number } }[]
        }
        const over = bed.withPeople.answer.assess.overStandard
        return sets[0]?.parcels.over === over ? null : `${sets[0]?.parcels.over} over, expected ${over}`
      },
    },
    overlayTask(cundi, (bed) => bed.parcels),
    checkTask(cundi, 'check', 'check, with overlaps', (bed) => ({ survey: bed.survey, answer: bed.withPeople.answer })),
    checkTask(cundi, 'check-turned', 'check, everything turned by 17°', (bed) => ({
      survey: bed.turnedSurvey,
      answer: bed.turned.answer,
    })),
    {
      id: 'export',
      title: 'export a package',
      yardstick: 'VACUUM INTO',
      prepare: (bed) => {
        for (const name of ['package.zip', 'vacuumed.gpkg']) rmSync(join(bed.folder, name), { force: true })
        return []
      },
      ours: (bed) =>
        cundi(
          'export',
          bed.survey,
          '--to',
          join(bed.folder, 'package.zip'),
          '--format',
          'package',
          '--allow-blocking',
          '--json',
        ),
      theirs: (bed) => sqlite(bed.survey, `VACUUM INTO '${join(bed.folder, 'vacuumed.gpkg').replaceAll("'", "''")}'`),
      wrong: (bed) => (existsSync(join(bed.folder, 'package.zip')) ? null : 'no package was written'),
    },
    {
      id: 'verify',
      title: 'verify the package',
      yardstick: 'sha256sum',
      prepare: () => [],
      ours: (bed) => cundi('verify', join(bed.folder, 'package.zip'), '--json'),
      theirs: (bed) => ({ program: 'sha256sum', args: [join(bed.folder, 'package.zip')] }),
      wrong: (_bed, stdout) => differs(stdout, { ok: true }, ['ok']),
    },
  ]
}

function importTask(cundi: Cundi, id: string, title: string, pick: (bed: Bed) => GeneratedSurvey): Task {
  return {
    id,
    title,
    yardstick: 'ogr2ogr -f GPKG',
    prepare: (bed) => {
      rmSync(join(bed.folder, id), { recursive: true, force: true })
      mkdirSync(join(bed.folder, id))
      return newSurvey(cundi, join(bed.folder, id, 'survey.gpkg'), pick(bed))
    },
    ours: (bed) =>
      cundi('import', join(bed.folder, id, 'survey.gpkg'), pick(bed).parcelsShp, '--layer', 'parcel', '--json'),
    theirs: (bed) => ({
      program: 'ogr2ogr',
      args: ['-f', 'GPKG', join(bed.folder, id, 'theirs.gpkg'), pick(bed).parcelsShp],
    }),
    wrong: (bed, stdout) =>
      differs(stdout, pick(bed).answer.parcels, ['read', 'imported', 'rejected', 'deletedRecords']),
  }
}

function checkTask(
  cundi: Cundi,
  id: string,
  title: string,
  pick: (bed: Bed) => { survey: string; answer: KnownAnswer },
): Task {
  return {
    id,
    title,
    yardstick: 'SpatiaLite self-join of the overlaps alone',
    prepare: () => [],
    ours: (bed) => ({ ...cundi('check', pick(bed).survey, '--json'), accept: [0, 1] }),
    theirs: (bed) => sqlite(pick(bed).survey, `SELECT load_extension('mod_spatialite'); ${SPATIALITE_OVERLAPS}`),
    wrong: (bed, stdout) => wrongOverlaps(stdout, pick(bed).answer.overlaps.pairs),
  }
}

/** A survey with its villages and nothing else. */
export function newSurvey(cundi: Cundi, survey: string, files: GeneratedSurvey): readonly Command[] {
  return [
    cundi('init', survey, '--county', '371703', '--villages', files.villagesCsv, '--json'),
    cundi('import', survey, files.villagesShp, '--layer', 'village', '--json'),
  ]
}

function sqlite(database: string, sql: string): Command {
  return { program: 'sqlite3', args: [database, sql] }
}

function differs(stdout: string, expected: object, keys: readonly string[]): string | null {
  const said = JSON.parse(stdout) as Record<string, unknown>
  const known = new Map<string, unknown>(Object.entries(expected))
  const bad = keys
    .filter((key) => said[key] !== known.get(key))
    .map((key) => `${key}: ${said[key]}, not ${known.get(key)}`)
  return bad.length === 0 ? null : bad.join('; ')
}

function wrongOverlaps(stdout: string, pairs: number): string | null {
  const { rules } = JSON.parse(stdout) as { rules: readonly { id: string; findings: number }[] }
  const found = rules.find(({ id }) => id === 'parcel.overlap')?.findings
  return found === pairs ? null : `parcel.overlap: ${found}, not ${pairs}`
}

export function machine(): string {
  const cpu = /^model name\s*:\s*(.+)$/m.exec(
    existsSync('/proc/cpuinfo') ? readFileSync('/proc/cpuinfo', 'utf8') : '',
  )?.[1]
  return cpu ?? process.arch
}
