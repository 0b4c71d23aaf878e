import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { writeMapSheet } from '../../main/jobs/plan/print/write-map-sheet.ts'
import { lines, patches, SHEET } from '../builders/plan-sheet.ts'
import { generateSurvey } from '../builders/survey-generator.ts'
import { cundi, newFolder } from './cli-process.ts'
import { prepare, SURVEY } from './kill-stage.ts'
import { surveyState } from './survey-state.ts'

const [MOUNT, UMOUNT] = ['/bin/mount', '/bin/umount'] as const
const mounted: string[] = []

/** A small disk of its own; null where this user may not mount one. */
function smallDisk(megabytes: number): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'cundi-disk-'))
  if (spawnSync(MOUNT, ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]).status !== 0) return null
  mounted.push(folder)
  return folder
}

const canMount = ((): boolean => {
  const disk = smallDisk(1)
  if (disk !== null) spawnSync(UMOUNT, [mounted.pop() ?? ''])
  return disk !== null
})()
if (!canMount) console.log('tests of full and write-protected disks are skipped: this user may not mount one')

let parcels = ''
const prepared = { villages: '', imported: '' }

beforeAll(async () => {
  if (!canMount) return
  const people = generateSurvey(newFolder(), { parcels: 3000, people: true })
  parcels = people.parcelsShp
  prepared.villages = await prepare(null, (survey) => [
    ['init', survey, '--county', '371703', '--villages', people.villagesCsv],
  ])
  prepared.imported = await prepare(prepared.villages, (survey) => [['import', survey, parcels, '--layer', 'parcel']])
}, 60_000)

afterEach(() => {
  for (const folder of mounted.splice(0)) spawnSync(UMOUNT, [folder])
})

/** A survey on a disk with so many bytes left. */
function surveyOn(megabytes: number, from: string, freeBytes: number): string {
  const disk = smallDisk(megabytes) ?? ''
  cpSync(from, disk, { recursive: true })
  const { bavail, bsize } = statfsSync(disk)
  writeFileSync(join(disk, 'filler'), Buffer.alloc(Math.max(0, bavail * bsize - freeBytes)))
  return join(disk, SURVEY)
}

/** One line for people: no stack, no bug's confession. */
function expectOneSentence(text: string, file = ''): void {
  expect(text.trim().split('\n'), text).toHaveLength(1)
  expect(text).toContain(file)
  expect(text).not.toMatch(/\s+at \S+:\d|Error:|undefined|internal|内部/)
}

describe.skipIf(!canMount)('a disk that is full', () => {
  let refused = 0
  for (const freeBytes of [40_000, 400_000, 1_500_000, 3_000_000])
    for (const [name, from, args] of [
      ['an import', () => prepared.villages, (survey: string) => ['import', survey, parcels, '--layer', 'parcel']],
      ['a rollback', () => prepared.imported, (survey: string) => ['rollback', survey, '1']],
      ['an assessment', () => prepared.imported, (survey: string) => ['assess', survey]],
      [
        'an export',
        () => prepared.imported,
        (survey: string) => [
          'export',
          survey,
          '--to',
          join(survey, '..', '成果.zip'),
          '--format',
          'package',
          '--allow-blocking',
        ],
      ],
    ] as const)
      it(`with ${freeBytes / 1000} kB left costs ${name} nothing but one sentence`, async () => {
        const survey = surveyOn(32, from(), freeBytes)
        const before = surveyState(survey).digests
        const ended = await cundi(args(survey))
        if (ended.status === 0) return
        expect([ended.status, ended.signal, ended.stdout]).toEqual([3, null, ''])
        expectOneSentence(ended.stderr, name === 'an export' ? '成果.zip' : SURVEY)
        refused++
        const { finding: _, ...after } = surveyState(survey).digests
        expect(before).toMatchObject(after)
        expect(surveyState(survey).faults).toEqual([])
        expect(
          readdirSync(join(survey, '..')).filter((file) => file.includes('scratch') || file.endsWith('.lock')),
        ).toEqual([])
        expect(existsSync(join(survey, '..', '成果.zip'))).toBe(false)
      }, 60_000)

  it('leaves a folder without half a new survey', async () => {
    const disk = smallDisk(1) ?? ''
    const ended = await cundi(['init', join(disk, SURVEY), '--county', '371703'])
    expect(ended.status).toBe(3)
    expectOneSentence(ended.stderr, SURVEY)
    expect(readdirSync(disk)).toEqual([`${SURVEY}.key`])
  })

  it('leaves a folder without half a map sheet', async () => {
    const disk = smallDisk(1) ?? ''
    writeFileSync(join(disk, 'filler'), Buffer.alloc(1_000_000))
    const target = { to: join(disk, '图.pdf'), survey: join(disk, SURVEY), force: false }
    const context = { signal: new AbortController().signal, report: () => undefined }
    const printed = await writeMapSheet(target, SHEET, { patches: patches(), lines: lines(), points: [] }, context)
    expect(printed).toMatchObject({ ok: false, refusal: { code: 'target.no-space' } })
    expect(readdirSync(disk)).toEqual(['filler'])
  })

  it('was really full most of the time', () => {
    expect(refused).toBeGreaterThanOrEqual(8)
  })
})

describe.skipIf(!canMount)('a disk that is write-protected', () => {
  it('gets one sentence from every command, never the word damaged', async () => {
    const survey = surveyOn(32, prepared.imported, 1_000_000)
    const folder = join(survey, '..')
    spawnSync(MOUNT, ['-o', 'remount,ro', folder])
    for (const args of [
      // SQLite cannot read a file in WAL mode where it may not write beside it.
      ['info', survey],
      ['import', survey, parcels, '--layer', 'parcel'],
      ['assess', survey],
      ['export', survey, '--to', join(folder, 'x.zip'), '--format', 'package'],
      ['init', join(folder, 'b.gpkg'), '--county', '371703'],
    ]) {
      const ended = await cundi(args)
      if (ended.status === 0 && args[0] === 'info') continue
      expect([args[0], ended.status, ended.stdout]).toEqual([args[0], 3, ''])
      expectOneSentence(ended.stderr)
      expect(ended.stderr).not.toMatch(/损坏|damaged/)
    }
  }, 60_000)
})
