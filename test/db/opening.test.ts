import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { SCHEMA_VERSION } from '../../db/migrations/ladder.ts'
import { connect } from '../../db/open/database.ts'
import { lockPath } from '../../db/open/lock.ts'
import { openSurvey, openSurveyForReading } from '../../db/open/open-survey.ts'
import { createCore } from '../../main/core/core.ts'
import { createSurveyFile } from '../../main/core/survey-procedures.ts'
import {
  AUTHOR,
  count,
  dumpObjects,
  type FilledBench,
  filledSurvey,
  hasOgr,
  inside,
  integrityFaults,
  newFolder,
  opened,
} from './survey-bench.ts'

let sound: FilledBench
let path: string
beforeAll(async () => {
  sound = await filledSurvey()
})
beforeEach(() => {
  path = join(newFolder(), '李庄 调查.gpkg')
  copyFileSync(sound.path, path)
  copyFileSync(`${sound.path}.key`, `${path}.key`)
})

const sha = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex')
const open = (file = path): string => {
  const result = openSurvey(file, AUTHOR)
  if (result.kind === 'opened') result.survey.close()
  return result.kind
}
const read = (file = path): string => {
  const result = openSurveyForReading(file)
  if (result.kind === 'opened') result.survey.close()
  return result.kind
}

/** Neither way of opening gives a handle, and the folder stands as it stood, byte for byte. */
function expectLeftAlone(kind: string, file = path): void {
  const state = (): unknown =>
    readdirSync(dirname(file))
      .sort()
      .map((name) => [name, statSync(join(dirname(file), name)).isFile() ? sha(join(dirname(file), name)) : 'folder'])
  const before = state()
  expect([open(file), read(file)]).toEqual([kind, kind])
  expect(state()).toEqual(before)
}

describe('what is no survey', () => {
  it('is missing, a folder, a text, empty, or somebody else’s database, and is left as it is', () => {
    expectLeftAlone('missing', join(newFolder(), '没有.gpkg'))
    const folder = join(newFolder(), '文件夹.gpkg')
    mkdirSync(folder)
    expectLeftAlone('not-a-survey', folder)
    for (const content of ['这不是数据库', '', 'PK\u0003\u0004'.padEnd(5000, 'x')]) {
      writeFileSync(path, content)
      expectLeftAlone('not-a-survey')
    }
  })

  it.skipIf(!hasOgr)('is a GeoPackage that GDAL wrote', () => {
    const foreign = join(newFolder(), '别人的.gpkg')
    execFileSync('ogr2ogr', ['-f', 'GPKG', foreign, sound.source.parcelsShp], { stdio: 'ignore' })
    expectLeftAlone('not-a-survey', foreign)
  })
})

describe('a newer survey', () => {
  it('says which version it has, and is left as it is', () => {
    inside(path, (db) => db.exec("UPDATE cundi_metadata SET value = '99' WHERE key = 'schema_version'"))
    expect(openSurvey(path, AUTHOR)).toEqual({ kind: 'too-new', fileVersion: 99, ownVersion: SCHEMA_VERSION })
    expectLeftAlone('too-new')
  })
})

describe('a damaged survey', () => {
  /** Repeatable random numbers, so that a failure can be looked at. */
  const random = (seed: number) => (): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return seed / 2 ** 32
  }

  it('is known as damaged, never throws, and is left as it is, wherever pages are overwritten', () => {
    const whole = readFileSync(path)
    const pages = whole.length / 4096
    const seen: Record<string, number> = {}
    for (let round = 0; round < 60; round++) {
      const next = random(round)
      const bytes = Buffer.from(whole)
      for (let n = 0; n < 1 + (round % 4); n++) {
        const page = Math.floor(next() * pages)
        for (let i = 0; i < 4096; i++) bytes[page * 4096 + i] = Math.floor(next() * 256)
      }
      writeFileSync(path, bytes)
      const kind = read()
      seen[kind] = (seen[kind] ?? 0) + 1
      if (kind === 'damaged') expectLeftAlone('damaged')
      else expect(kind).toBe('opened') // a page that nothing uses
    }
    expect(seen.damaged).toBeGreaterThan(50)
  })

  it('never throws for single flipped bits, in the header and in the schema above all', () => {
    const whole = readFileSync(path)
    const next = random(7)
    for (let round = 0; round < 250; round++) {
      const bytes = Buffer.from(whole)
      const at = Math.floor(next() * (round < 60 ? 100 : round < 200 ? 60_000 : bytes.length))
      bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(next() * 8))
      writeFileSync(path, bytes)
      const kind = read()
      expect(['opened', 'damaged', 'not-a-survey', 'not-accessible', 'too-new'], `bit at ${at}`).toContain(kind)
      if (kind === 'damaged') expectLeftAlone('damaged')
      else expect(() => open(), `bit at ${at}`).not.toThrow()
      for (const suffix of ['-wal', '-shm'])
        expect(existsSync(`${path}${suffix}`), `${suffix}, bit at ${at}`).toBe(false)
    }
  })

  it('is known wherever it was cut off', () => {
    const { size } = statSync(path)
    for (const share of [0.999, 0.9, 0.5, 0.1]) {
      copyFileSync(sound.path, path)
      truncateSync(path, Math.floor((size * share) / 4096) * 4096 + 17)
      expectLeftAlone('damaged')
    }
    truncateSync(path, 60)
    expectLeftAlone('damaged')
  })

  it('with a broken header is damaged and not somebody else’s', () => {
    const bytes = readFileSync(path)
    bytes.fill(0, 0, 100)
    writeFileSync(path, bytes)
    expectLeftAlone('damaged')
  })
})

describe('the lock', () => {
  const NODE = process.execPath
  const holding = (line: string): string => `
    const { openSurvey } = await import(${JSON.stringify(join(import.meta.dirname, '../../db/open/open-survey.ts'))})
    const result = openSurvey(process.argv[1], { operator: '李持有', team: null })
    ${line}`

  it('of a living process names its holder, in the sentence that the user reads too', async () => {
    const child = spawn(
      NODE,
      [
        '--input-type=module',
        '-e',
        holding(
          "console.log(result.kind); await new Promise((resolve) => process.stdin.once('end', resolve).resume()); result.survey.close()",
        ),
        path,
      ],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    )
    expect(String(await new Promise((resolve) => child.stdout.once('data', resolve))).trim()).toBe('opened')
    expect(openSurvey(path, AUTHOR)).toMatchObject({
      kind: 'locked',
      holder: { pid: child.pid, operator: '李持有', host: hostname() },
    })
    expect(read()).toBe('opened')
    const core = createCore({
      author: AUTHOR,
      passphrase: null,
      resolveFile: (file) => file,
      version: 'test',
      language: 'zh',
    })
    expect(core.open(path, 'write')).toMatchObject({
      refusal: { code: 'survey.locked', params: { holder: '李持有', pid: child.pid ?? 0 } },
    })
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.stdin.end()
    await ended
    expect(open()).toBe('opened')
    expect(existsSync(lockPath(path))).toBe(false)
  })

  it('of a dead process is taken over by exactly one of those who want it', async () => {
    writeFileSync(lockPath(path), JSON.stringify({ pid: deadPid(), host: hostname(), started: null, operator: '故人' }))
    const line = "console.log(result.kind); await new Promise((resolve) => process.stdin.once('end', resolve).resume())"
    const children = Array.from({ length: 6 }, () =>
      spawn(NODE, ['--input-type=module', '-e', holding(line), path], { stdio: ['pipe', 'pipe', 'inherit'] }),
    )
    const kinds = await Promise.all(
      children.map(
        (child) => new Promise<string>((resolve) => child.stdout.once('data', (data) => resolve(String(data).trim()))),
      ),
    )
    children.forEach((child) => void child.stdin.end())
    await Promise.all(children.map((child) => new Promise((resolve) => child.once('exit', resolve))))
    expect(kinds.sort()).toEqual(['locked', 'locked', 'locked', 'locked', 'locked', 'opened'])
    expect(readdirSync(dirname(path)).filter((name) => name.includes('.lock.'))).toEqual([])
  })

  it.skipIf(process.platform !== 'linux')('of a process whose number another has now is taken over', () => {
    writeFileSync(lockPath(path), JSON.stringify({ pid: process.ppid, host: hostname(), started: '1', operator: null }))
    expect(open()).toBe('opened')
  })

  it('that was never finished is taken over, and one of another machine is not', () => {
    writeFileSync(lockPath(path), '{"pid":')
    expect(open()).toBe('opened')
    writeFileSync(lockPath(path), JSON.stringify({ pid: 1, host: '另一台', started: null, operator: '王远' }))
    expect(openSurvey(path, AUTHOR)).toMatchObject({ kind: 'locked', holder: { host: '另一台' } })
  })

  it('is let go after every refusal', () => {
    writeFileSync(path, readFileSync(path).fill(0, 4096, 8192))
    open()
    expect(existsSync(lockPath(path))).toBe(false)
  })
})

const deadPid = (): number => spawnSync(process.execPath, ['-e', '']).pid

describe('a survey that cannot be written', () => {
  /** Root may write anywhere, so the question is asked as nobody. */
  const asNobody = (file: string): string => {
    const script = `const { openSurvey, openSurveyForReading } = await import(${JSON.stringify(join(import.meta.dirname, '../../db/open/open-survey.ts'))})
      const kinds = [openSurvey, openSurveyForReading].map((open, i) => { const result = i === 0 ? open(process.argv[1], { operator: null, team: null }) : open(process.argv[1]); if (result.kind === 'opened') result.survey.close(); return result.kind })
      console.log(kinds.join(' '))`
    const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script, file], {
      encoding: 'utf8',
      ...user,
    })
    return stdout.trim() || stderr
  }
  const canAsk = process.platform === 'linux'

  it.skipIf(!canAsk)('because its folder is read-only is not accessible, and not damaged', () => {
    chmodSync(path, 0o444)
    chmodSync(dirname(path), 0o555)
    expect(asNobody(path)).toBe('not-accessible not-accessible')
    chmodSync(dirname(path), 0o755)
  })

  it.skipIf(!canAsk)('because it is read-only itself is not accessible, nor is one that cannot be read', () => {
    chmodSync(dirname(path), 0o777)
    chmodSync(path, 0o444)
    expect(asNobody(path)).toBe('not-accessible opened')
    chmodSync(path, 0o000)
    expect(asNobody(path)).toBe('not-accessible not-accessible')
    expect(existsSync(lockPath(path))).toBe(false)
  })
})

describe('a survey that a crash left', () => {
  it('can be written again after it was read while it was read-only', () => {
    for (const suffix of ['-wal', '-shm']) {
      writeFileSync(path + suffix, '')
      chmodSync(path + suffix, 0o444)
    }
    inside(path, () => {
      for (const suffix of ['-wal', '-shm']) expect(statSync(path + suffix).mode & 0o200, suffix).toBe(0o200)
    })
    expect(readdirSync(dirname(path)).sort()).toEqual([basename(path), `${basename(path)}.key`].sort())
  })

  it('with its log beside it opens with all that was committed, and nothing that was not', () => {
    const script = `
      const { openSurvey } = await import(${JSON.stringify(join(import.meta.dirname, '../../db/open/open-survey.ts'))})
      const { editObject, plainWrites } = await import(${JSON.stringify(join(import.meta.dirname, '../../db/queries/edit-objects.ts'))})
      const { survey } = openSurvey(process.argv[1], { operator: null, team: null })
      const { id } = survey.db.prepare('SELECT id FROM parcel ORDER BY fid LIMIT 1').get()
      editObject(survey.db, { layer: 'parcel', id, rev: null, writes: plainWrites({ remark: '已提交' }), why: null }, { operator: null, team: null }, new Date().toISOString())
      survey.db.exec("BEGIN IMMEDIATE; UPDATE parcel SET remark = '未提交', rev = rev + 1")
      process.kill(process.pid, 'SIGKILL')`
    expect(spawnSync(process.execPath, ['--input-type=module', '-e', script, path]).signal).toBe('SIGKILL')
    expect(existsSync(`${path}-wal`)).toBe(true)
    inside(path, (db) => {
      expect(integrityFaults(db)).toEqual([])
      expect([count(db, "parcel WHERE remark = '已提交'"), count(db, "parcel WHERE remark = '未提交'")]).toEqual([1, 0])
    })
    expect(readdirSync(dirname(path)).sort()).toEqual([basename(path), `${basename(path)}.key`].sort())
  })

  it('loses its scratch files at the next opening; those of a living process stay', () => {
    const dead = `${path}.scratch-${deadPid()}-x`
    const living = `${path}.scratch-${process.ppid}-x`
    const own = `${path}.scratch-${process.pid}-now`
    const reused = `${path}.scratch-${process.pid}-before`
    for (const folder of [dead, living, own, reused]) {
      mkdirSync(folder)
      writeFileSync(join(folder, 'part'), 'x')
    }
    utimesSync(reused, new Date(0), new Date(0))
    expect(open()).toBe('opened')
    expect([dead, living, own, reused].map(existsSync)).toEqual([false, true, true, false])
  })
})

describe('an open survey', () => {
  it('is one file again when it is closed, and the same file where nothing was done', () => {
    expect(open()).toBe('opened')
    const before = sha(path)
    expect([open(), read(), open()]).toEqual(['opened', 'opened', 'opened'])
    expect(sha(path)).toBe(before)
    expect(readdirSync(dirname(path)).sort()).toEqual([basename(path), `${basename(path)}.key`].sort())
  })

  it('can be copied to a stick after it is closed, log and all', () => {
    const survey = opened(path)
    survey.db.exec("UPDATE parcel SET remark = '最后的', rev = rev + 1")
    const dump = dumpObjects(survey.db)
    survey.close()
    const copy = join(newFolder(), 'u盘.gpkg')
    copyFileSync(path, copy)
    expect(inside(copy, dumpObjects)).toEqual(dump)
  })
})

describe('init --force', () => {
  const remake = (): unknown => {
    const core = createCore({
      author: AUTHOR,
      passphrase: null,
      resolveFile: (file) => file,
      version: 'test',
      language: 'zh',
    })
    return createSurveyFile(core, { file: path, county: '371703', crs: null, villages: null, force: true })
  }

  it('puts a new survey in the place of the old one, which had a log of its own', () => {
    const writer = connect(path, 'write')
    writer.pragma('journal_mode = WAL')
    writer.exec("UPDATE parcel SET remark = '未合并'")
    const log = readFileSync(`${path}-wal`)
    writer.close()
    writeFileSync(`${path}-wal`, log)
    expect(remake()).toMatchObject({ ok: true })
    expect(readdirSync(dirname(path)).sort()).toEqual([basename(path), `${basename(path)}.key`].sort())
    inside(path, (db) => {
      expect(count(db, 'parcel')).toBe(0)
      expect(integrityFaults(db)).toEqual([])
    })
  })

  it('leaves the old survey as it was when the new one cannot be made', () => {
    const before = sha(path)
    mkdirSync(`${path}.scratch-${process.pid}-new`)
    expect(remake).toThrow()
    expect(sha(path)).toBe(before)
  })
})
