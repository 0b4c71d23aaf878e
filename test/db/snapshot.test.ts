import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { restoreSnapshot } from '../../db/backup/restore.ts'
import { outdated } from '../../db/backup/rotation.ts'
import { listSnapshots, snapshotFolder, takeSnapshot } from '../../db/backup/snapshot.ts'
import { writeEntry } from '../../db/history/journal.ts'
import { connect, inTransaction } from '../../db/open/database.ts'
import { openSurvey, openSurveyForReading } from '../../db/open/open-survey.ts'
import { AUTHOR, newFolder, newSurvey } from './survey-bench.ts'

const ALL = { keepLast: 100, keepDays: 100 }
let path: string

beforeEach(() => {
  path = newSurvey().path
})

function change(survey = path): void {
  const db = connect(survey, 'write')
  inTransaction(db, () => writeEntry(db, { kind: 'edit', at: new Date().toISOString(), author: AUTHOR }))
  db.close()
}

const entriesIn = (survey: string): number => {
  const opened = openSurveyForReading(survey)
  if (opened.kind !== 'opened') throw new Error(opened.kind)
  try {
    return opened.survey.db.prepare<[], { n: number }>('SELECT count(*) AS n FROM journal_entry').get()?.n ?? 0
  } finally {
    opened.survey.close()
  }
}

describe('a snapshot', () => {
  it('holds what the log alone holds, while somebody has the survey open', () => {
    const opened = openSurvey(path, AUTHOR)
    if (opened.kind !== 'opened') throw new Error(opened.kind)
    change()
    const { made } = takeSnapshot(path, null, ALL, new Date())
    expect(entriesIn(made?.path ?? '')).toBe(2)
    expect(dirname(made?.path ?? '')).toBe(snapshotFolder(path, null))
    opened.survey.close()
  })

  it('is not made again while nothing has changed', () => {
    expect(takeSnapshot(path, null, ALL, new Date('2026-11-25T08:00:00Z')).made).not.toBeNull()
    expect(takeSnapshot(path, null, ALL, new Date('2026-11-25T09:00:00Z')).made).toBeNull()
    change()
    expect(takeSnapshot(path, null, ALL, new Date('2026-11-25T10:00:00Z')).made).not.toBeNull()
    expect(listSnapshots(path, null).map(({ at }) => at.toISOString())).toEqual([
      '2026-11-25T10:00:00.000Z',
      '2026-11-25T08:00:00.000Z',
    ])
  })

  it('goes with the rotation, and never with a file of another survey', () => {
    const other = join(snapshotFolder(path, null), '另一个.20200101T000000Z.snapshot.gpkg.txt')
    for (let hour = 10; hour < 16; hour++) {
      change()
      takeSnapshot(path, null, { keepLast: 2, keepDays: 0 }, new Date(`2026-11-25T${hour}:00:00Z`))
      writeFileSync(other, 'mine')
    }
    expect(listSnapshots(path, null)).toHaveLength(2)
    expect(existsSync(other)).toBe(true)
  })

  it('of two surveys of one name stays apart in a folder that was chosen', () => {
    const chosen = newFolder()
    const second = newSurvey().path
    expect(basename(second)).toBe(basename(path))
    takeSnapshot(path, chosen, ALL, new Date())
    takeSnapshot(second, chosen, ALL, new Date())
    expect(listSnapshots(path, chosen)).toHaveLength(1)
    expect(listSnapshots(second, chosen)).toHaveLength(1)
  })

  it('that could not be finished leaves nothing, and what was left by a dead process goes', () => {
    const folder = snapshotFolder(path, null)
    mkdirSync(folder)
    writeFileSync(join(folder, 'x.20260101T000000Z.snapshot.gpkg.part'), 'half')
    // The folder's place is taken by a file: nothing can be written there.
    const blocked = join(newFolder(), 'file')
    writeFileSync(blocked, '')
    expect(() => takeSnapshot(path, blocked, ALL, new Date())).toThrow()
    takeSnapshot(path, null, ALL, new Date())
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })
})

describe('restoring', () => {
  it('keeps the damaged file byte for byte beside the restored one', () => {
    const { made } = takeSnapshot(path, null, ALL, new Date())
    truncateSync(path, Math.floor(statSync(path).size / 2))
    const damaged = readFileSync(path)
    expect(openSurvey(path, AUTHOR).kind).toBe('damaged')
    const restored = restoreSnapshot(made?.path ?? '', path, new Date('2026-11-25T08:00:00Z'))
    if (restored.kind !== 'restored' || restored.keptAs === null) throw new Error('nothing was kept')
    expect(basename(restored.keptAs)).toBe('前王庄.replaced-20261125T080000.gpkg')
    expect(readFileSync(restored.keptAs).equals(damaged)).toBe(true)
    const opened = openSurvey(path, AUTHOR)
    expect(opened.kind).toBe('opened')
    if (opened.kind === 'opened') opened.survey.close()
  })

  it('gives the log of what stood there to its new name', () => {
    const { made } = takeSnapshot(path, null, ALL, new Date())
    const db = connect(path, 'write')
    db.pragma('journal_mode = WAL')
    inTransaction(db, () => writeEntry(db, { kind: 'edit', at: new Date().toISOString(), author: AUTHOR }))
    writeFileSync(`${path}.copy`, readFileSync(path))
    writeFileSync(`${path}.copy-wal`, readFileSync(`${path}-wal`))
    db.close()
    writeFileSync(path, readFileSync(`${path}.copy`))
    writeFileSync(`${path}-wal`, readFileSync(`${path}.copy-wal`))
    const restored = restoreSnapshot(made?.path ?? '', path, new Date())
    if (restored.kind !== 'restored' || restored.keptAs === null) throw new Error('nothing was kept')
    expect(entriesIn(path)).toBe(1)
    expect(entriesIn(restored.keptAs)).toBe(2)
  })

  it('changes nothing where the snapshot is no survey', () => {
    const before = readFileSync(path)
    const bad = join(newFolder(), 'bad.gpkg')
    writeFileSync(bad, 'not a survey')
    expect(restoreSnapshot(bad, path, new Date()).kind).toBe('unusable')
    expect(readFileSync(path).equals(before)).toBe(true)
    expect(readdirSync(dirname(path)).filter((name) => name.includes('scratch'))).toEqual([])
  })
})

describe('the rotation', () => {
  const snapshots = fc
    .uniqueArray(fc.integer({ min: 0, max: 40 * 86_400 }), { maxLength: 60 })
    .map((ages) => ages.map((seconds) => ({ at: new Date(Date.parse('2026-11-25T12:00:00Z') - seconds * 1000) })))
  const rule = fc.record({ keepLast: fc.integer({ min: 1, max: 8 }), keepDays: fc.integer({ min: 0, max: 20 }) })
  const now = new Date('2026-11-25T12:00:00Z')

  it('keeps the latest so many and one of each day, and no more', () => {
    fc.assert(
      fc.property(snapshots, rule, (all, { keepLast, keepDays }) => {
        const gone = new Set(outdated(all, { keepLast, keepDays }, now))
        const kept = all.filter((snapshot) => !gone.has(snapshot))
        const latest = all.toSorted((a, b) => b.at.getTime() - a.at.getTime()).slice(0, keepLast)
        expect(latest.every((snapshot) => kept.includes(snapshot))).toBe(true)
        expect(kept.length).toBeLessThanOrEqual(keepLast + keepDays)
        const daysAgo = ({ at }: { at: Date }): number =>
          Math.round((new Date(now).setHours(12, 0, 0, 0) - new Date(at).setHours(12, 0, 0, 0)) / 86_400_000)
        const wanted = new Set(all.map(daysAgo).filter((days) => days < keepDays))
        const days = new Set(kept.map(daysAgo))
        expect([...wanted].filter((day) => !days.has(day))).toEqual([])
      }),
    )
  })

  it('asked again lets nothing more go', () => {
    fc.assert(
      fc.property(snapshots, rule, (all, rotation) => {
        const gone = new Set(outdated(all, rotation, now))
        expect(
          outdated(
            all.filter((snapshot) => !gone.has(snapshot)),
            rotation,
            now,
          ),
        ).toEqual([])
      }),
    )
  })
})
