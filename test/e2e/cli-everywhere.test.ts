import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { settingsPath } from '../../main/platform/settings.ts'
import { parcels, villagesCsvText, writeShapefile } from '../builders/cli-files.ts'
import { answerOf, beside, refusalOf, runCli, runHere, workplace } from '../builders/run-cli.ts'

const work = workplace()
const villagesCsv = work.path('villages.csv')
writeFileSync(villagesCsv, villagesCsvText)
const parcelsShp = writeShapefile(work.folder('来源'), '宗地', parcels())

describe('exit 2, wrong usage', () => {
  const wrong: readonly (readonly [name: string, args: readonly string[]])[] = [
    ['an unknown command', ['frobnicate']],
    ['an unknown option', ['info', 'a.gpkg', '--colour']],
    ['a missing argument', ['info']],
    ['an argument too many', ['info', 'a.gpkg', 'b.gpkg']],
    ['a missing county', ['init', 'a.gpkg']],
    ['an import without --layer', ['import', 'a.gpkg', 'b.shp']],
    ['an unknown KIND', ['import', 'a.gpkg', 'b.shp', '--layer', 'road']],
    ['an unknown --on-duplicate', ['import', 'a.gpkg', 'b.shp', '--layer', 'parcel', '--on-duplicate', 'merge']],
    ['a header row of nought', ['import', 'a.gpkg', 'b.csv', '--layer', 'person', '--header-row', '0']],
    ['a sheet of a csv, which has none', ['import', 'a.gpkg', 'b.csv', '--layer', 'person', '--sheet', '名单']],
    ['a batch that is no number', ['rollback', 'a.gpkg', 'last']],
    ['--rejected without --to', ['batches', 'a.gpkg', '--rejected', '1']],
    ['an explain without --parcel', ['explain', 'a.gpkg']],
    ['an unknown format', ['export', 'a.gpkg', '--to', 'x', '--format', 'dwg']],
    ['an export without --to', ['export', 'a.gpkg', '--format', 'package']],
    ['an empty purpose', ['export', 'a.gpkg', '--to', 'x', '--format', 'xlsx', '--with-personal', ' ']],
    ['an unknown language', ['info', 'a.gpkg', '--lang', 'fr']],
    ['--json with a value', ['info', 'a.gpkg', '--json=yes']],
    ['no command at all', []],
    ['a county of five digits', ['init', 'a.gpkg', '--county', '37170']],
    ['a survey system that is no EPSG:n', ['init', 'a.gpkg', '--county', '371703', '--crs', '39带']],
    ['a source system that is no EPSG:n', ['import', 'a.gpkg', 'b.shp', '--layer', 'parcel', '--source-crs', 'abc']],
    ['an encoding nobody knows', ['import', 'a.gpkg', 'b.shp', '--layer', 'parcel', '--encoding', 'KLINGON']],
    ['a layer without its name', ['import', 'a.gpkg', 'b.shp', '--layer', 'parcel=']],
    ['one layer twice', ['import', 'a.gpkg', 'b.gpkg', '--layer', 'parcel=a', '--layer', 'parcel=A']],
    ['an entry that is no id', ['undo', 'a.gpkg', 'last']],
    ['a waiver without a word', ['waive', 'a.gpkg', '--finding', 'x', '--why', ' ']],
    ['an option where a value is due', ['init', 'a.gpkg', '--county', '--force']],
  ]
  it('for each, said in one Chinese sentence with the way out', async () => {
    for (const [name, args] of wrong) {
      const run = await runHere(args)
      expect(run.status, name + run.stdout).toBe(2)
      if (args.length > 0) expect(run.stderr, name).toMatch(/^[^\n]*[\u4e00-\u9fff][^\n]*\n$/)
    }
  })

  it('says in Chinese what is wrong with an option', async () => {
    expect((await runHere(['info', 'a.gpkg', '--colour'])).stderr).toBe(
      '没有选项“--colour”。用法：cundi info SURVEY.gpkg\n',
    )
    expect((await runHere(['info', 'a.gpkg', '--lang=en', '--colour'])).stderr).toBe(
      'There is no option "--colour". Usage: cundi info SURVEY.gpkg\n',
    )
    expect((await runHere(['info', 'a.gpkg', '--json=yes'])).stderr).toContain('选项“--json”不带值')
    expect((await runHere(['explain', 'a.gpkg', '--parcel'])).stderr).toContain('选项“--parcel”缺少值')
  })

  it('is one JSON document with code and message where --json is given', async () => {
    const error = await refusalOf(['init', 'a.gpkg'], { status: 2 })
    expect(Object.keys(error)).toEqual(['code', 'message'])
    expect(error.message).toContain('--county')
    expect((await refusalOf(['frobnicate'], { status: 2 })).code).toMatch(/^usage\./)
    expect((await refusalOf(['info', 'a.gpkg', '--colour'], { status: 2 })).code).toMatch(/^usage\./)
    expect((await refusalOf([], { status: 2 })).code).toMatch(/^usage\./)
  })

  it('is told on stderr, and stdout stays empty, without --json', async () => {
    const run = await runCli(['init', 'a.gpkg'])
    expect(run.stdout).toBe('')
    expect(run.stderr).toContain('--county')
  })
})

it('a reader who closes the pipe early sees no fault, and the status is that of the work', async () => {
  const survey = await work.survey()
  const program = join(import.meta.dirname, '..', '..', 'main', 'cli', 'cundi.ts')
  const child = spawn(process.execPath, [program, 'info', survey, '--json'], { stdio: ['ignore', 'pipe', 'pipe'] })
  child.stdout.destroy()
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  await once(child, 'close')
  expect([child.exitCode, said]).toEqual([0, ''])
})

describe('the language', () => {
  const refused = (args: readonly string[], env: Readonly<Record<string, string>>) =>
    refusalOf(['info', work.path('nothing.gpkg'), ...args], { env })
  const chinese = /找不到/
  const english = /There is no/

  it.each([
    ['Chinese without any setting', [], {}, chinese],
    ['Chinese under another locale', [], { LANG: 'de_DE.UTF-8' }, chinese],
    ['English where LANG starts with en', [], { LANG: 'en_US.UTF-8' }, english],
    ['English where LC_ALL starts with en', [], { LC_ALL: 'en_GB.UTF-8', LANG: 'zh_CN.UTF-8' }, english],
    ['what --lang says, before any setting', ['--lang', 'zh'], { LANG: 'en_US.UTF-8' }, chinese],
    ['English by --lang=en', ['--lang=en'], {}, english],
  ] as const)('is %s', async (_, args, env, expected) => {
    expect((await refused(args, env)).message).toMatch(expected)
  })

  it('is spoken in help, which is exit 0, too', async () => {
    const [zh, en] = await Promise.all([runCli(['help']), runCli(['--help', '--lang', 'en'])])
    expect([zh.status, en.status]).toEqual([0, 0])
    expect(zh.stdout).toContain('用法')
    expect(en.stdout).toContain('Usage')
    for (const name of [
      'init',
      'inspect',
      'import',
      'batches',
      'rollback',
      'assess',
      'explain',
      'check',
      'info',
      'export',
      'verify',
    ]) {
      expect(en.stdout).toContain(`cundi ${name} `)
    }
  })
})

describe('who signs', () => {
  const operators = async (survey: string) =>
    (await answerOf<{ batches: readonly { operator: string | null }[] }>(['batches', survey])).batches.map(
      (b) => b.operator,
    )

  it('is in the settings where neither option nor environment says', async () => {
    const survey = await work.survey(villagesCsv)
    const home = work.folder('设置')
    const env = { XDG_CONFIG_HOME: home, APPDATA: home }
    const path = settingsPath(env)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, '{"operator":"丁某","team":"测绘四队"}')
    await answerOf(['import', survey, parcelsShp, '--layer', 'parcel'], { env })
    await answerOf(['import', survey, parcelsShp, '--layer', 'parcel', '--on-duplicate', 'skip'], {
      env: { ...env, CUNDI_OPERATOR: '乙某' },
    })
    expect(await operators(survey)).toEqual(['丁某', '乙某'])
    writeFileSync(path, '{"operator":')
    expect(await refusalOf(['info', survey], { env })).toMatchObject({ code: 'settings.unreadable', file: path })
  })

  it('is the option, else the environment, else nobody, and the package says so', async () => {
    const survey = await work.survey(villagesCsv)
    const take = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
      answerOf(['import', survey, parcelsShp, '--layer', 'parcel', '--on-duplicate', 'skip', ...args], { env })
    await take(['--operator', '甲某', '--team', '测绘一队'], { CUNDI_OPERATOR: '乙某' })
    await take([], { CUNDI_OPERATOR: '乙某', CUNDI_TEAM: '测绘二队' })
    await take([])
    expect(await operators(survey)).toEqual(['甲某', '乙某', null])
    const { entries } = await answerOf<{ entries: readonly { kind: string; team: string | null }[] }>([
      'history',
      survey,
    ])
    const teams = entries.filter((entry) => entry.kind === 'import').map((entry) => entry.team)
    expect(teams.toSorted()).toEqual(['测绘一队', '测绘二队', null].toSorted())
    const bag = join(dirname(survey), '成果.zip')
    await answerOf(['export', survey, '--to', bag, '--format', 'package'])
    expect(readFileSync(bag).includes('Contact-Name: unsigned')).toBe(true)
    await take(['--operator', '丙某'])
    await answerOf(['export', survey, '--to', bag, '--format', 'package', '--force'])
    expect(readFileSync(bag).includes('Contact-Name: 丙某')).toBe(true)
  })
})

describe('paths', () => {
  it('are relative to INIT_CWD where npm sets it, else to the working folder', async () => {
    const folder = work.folder('相对')
    await answerOf(['init', 'one.gpkg', '--county', '371703', '--villages', '../villages.csv'], { cwd: folder })
    const made = await answerOf(['init', 'two.gpkg', '--county', '371703', '--villages', '../villages.csv'], {
      cwd: work.root,
      env: { INIT_CWD: folder },
    })
    expect(made.file).toBe(join(folder, 'two.gpkg'))
    writeFileSync(join(folder, 'map.json'), '{"BZ":"NHDM"}')
    const env = { INIT_CWD: folder }
    await answerOf(['import', 'one.gpkg', '../来源/宗地.shp', '--layer', 'parcel', '--map', 'map.json'], { env })
    await answerOf(['export', 'one.gpkg', '--to', 'out.zip', '--format', 'package'], { env })
    await answerOf(['verify', 'out.zip'], { env })
    await answerOf(['inspect', '../来源/宗地.shp'], { env })
    expect(beside(join(folder, 'x'))).toEqual([
      'map.json',
      'one.gpkg',
      'one.gpkg.key',
      'out.zip',
      'two.gpkg',
      'two.gpkg.key',
    ])
  })
})

const onSurvey = (survey: string): readonly (readonly string[])[] => [
  ['info', survey],
  ['import', survey, parcelsShp, '--layer', 'parcel'],
  ['import', survey, parcelsShp, '--layer', 'parcel', '--dry-run'],
  ['batches', survey],
  ['rollback', survey, '1'],
  ['assess', survey],
  ['explain', survey, '--parcel', '371703107202JC00001'],
  ['check', survey],
  ['export', survey, '--to', `${survey}.zip`, '--format', 'package'],
]

/** Every command that names a survey is refused with `code`, and neither the file nor its folder changes. */
async function refusesAll(survey: string, code: string, commands = onSurvey(survey)): Promise<void> {
  const before = statSync(survey, { throwIfNoEntry: false })?.isFile() === true ? readFileSync(survey) : null
  const names = beside(survey)
  for (const args of commands) {
    const error = await refusalOf(args)
    expect(error, args.join(' ')).toMatchObject({ code, file: survey })
    expect(error.message, args.join(' ')).toContain(survey)
  }
  if (before !== null) expect(readFileSync(survey).equals(before)).toBe(true)
  expect(beside(survey)).toEqual(names)
}

describe('exit 3, a survey that cannot be used', () => {
  it('not found', () => refusesAll(work.path('nowhere.gpkg'), 'survey.not-found'))

  it('not a survey', async () => {
    const text = work.path('notes.gpkg')
    writeFileSync(text, '这不是调查文件')
    await refusesAll(text, 'survey.not-a-survey')
    const foreign = work.path('foreign.gpkg')
    new Database(foreign)
      .exec('CREATE TABLE t (a); PRAGMA application_id = 1196444487; PRAGMA user_version = 10300')
      .close()
    await refusesAll(foreign, 'survey.not-a-survey')
  })

  it('damaged, and never renamed or repaired', async () => {
    const survey = await work.survey(villagesCsv)
    await answerOf(['import', survey, parcelsShp, '--layer', 'parcel'])
    truncateSync(survey, Math.floor(statSync(survey).size / 2 / 4096) * 4096)
    await refusesAll(survey, 'survey.damaged')
  })

  it('saved by a newer CunDi', async () => {
    const survey = await work.survey(villagesCsv)
    const db = new Database(survey)
    const table = db
      .prepare(
        "SELECT name FROM sqlite_master WHERE sql LIKE '%key%value%' AND name LIKE '%metadata' AND name NOT LIKE 'gpkg%'",
      )
      .pluck()
      .get()
    db.exec(`UPDATE ${String(table)} SET value = '99' WHERE key = 'schema_version'`)
    db.close()
    await refusesAll(survey, 'survey.too-new')
  })

  it('held by another living process, with its holder; a dead one is taken over', async () => {
    const survey = await work.survey(villagesCsv)
    const sleeper = spawn(process.execPath, ['-e', 'setTimeout(() => undefined, 60_000)'])
    const lock = { pid: sleeper.pid, host: hostname(), started: null, operator: '某测绘员' }
    writeFileSync(`${survey}.lock`, JSON.stringify(lock))
    const writing = onSurvey(survey).filter(
      ([name], i) => ['assess', 'check', 'export', 'rollback'].includes(name ?? '') || i === 1,
    )
    await refusesAll(survey, 'survey.locked', writing)
    expect((await refusalOf(['assess', survey])).message).toContain('某测绘员')
    const ended = once(sleeper, 'exit')
    sleeper.kill()
    await ended
    await answerOf(['assess', survey])
    expect(beside(survey).map((name) => basename(name))).toEqual(['调查.gpkg', '调查.gpkg.key'])
  })
})

describe('existing targets', () => {
  it('are exit 3 unless --force, and stay as they are', async () => {
    const survey = await work.survey(villagesCsv)
    await answerOf(['import', survey, parcelsShp, '--layer', 'parcel'])
    const folder = dirname(survey)
    for (const [format, name] of [
      ['package', 'a.zip'],
      ['geopackage', 'a.gpkg'],
      ['xlsx', 'a.xlsx'],
    ] as const) {
      const to = join(folder, name)
      writeFileSync(to, 'mine')
      const args = ['export', survey, '--to', to, '--format', format]
      expect(await refusalOf(args)).toMatchObject({ code: 'target.exists', file: to })
      expect(readFileSync(to, 'utf8')).toBe('mine')
      await answerOf([...args, '--force'])
      expect(readFileSync(to, 'utf8')).not.toBe('mine')
    }
    for (const format of ['shapefile', 'geojson'] as const) {
      const args = ['export', survey, '--to', join(folder, format), '--format', format]
      await answerOf(args)
      expect(await refusalOf(args)).toMatchObject({ code: 'target.exists' })
      await answerOf([...args, '--force'])
    }
    const before = readFileSync(survey)
    expect(await refusalOf(['init', survey, '--county', '371703'])).toMatchObject({
      code: 'target.exists',
      file: survey,
    })
    expect(readFileSync(survey).equals(before)).toBe(true)
  })
})
