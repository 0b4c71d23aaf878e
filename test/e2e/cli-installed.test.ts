import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { answerOf, refusalOf, runCli, workplace } from '../builders/run-cli.ts'

const work = workplace()
const root = dirname(dirname(import.meta.dirname))
const copy = work.path('源码')
const sample = join(root, 'main', 'assets', 'sample')
const MINUTES = 60_000
const hasNpm = spawnSync('npm', ['--version'], { shell: process.platform === 'win32' }).status === 0

/** The project as a clone has it, beside the packages that are installed here. */
function copyProject(): void {
  const leftOut = new Set(['node_modules', 'dist', '.git', 'demo-output', 'coverage'])
  cpSync(root, copy, {
    recursive: true,
    filter: (path) => !leftOut.has(basename(path)) && !path.endsWith('.tsbuildinfo'),
  })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction')
}

/** The whole main job, so that every worker is loaded from where the program stands. */
async function mainJob(program: string, folder: string): Promise<void> {
  mkdirSync(folder)
  const options = { program, cwd: folder }
  await answerOf(['init', '调查.gpkg', '--county', '371703', '--villages', join(sample, 'villages.csv')], options)
  const inspected = await answerOf<{ layers: readonly { records: number }[] }>(
    ['inspect', join(sample, '宗地.shp')],
    options,
  )
  expect(inspected.layers.map((layer) => layer.records)).toEqual([96])
  expect(await answerOf(['import', '调查.gpkg', join(sample, '宗地.shp'), '--layer', 'parcel'], options)).toMatchObject(
    { imported: 95 },
  )
  expect(await answerOf(['assess', '调查.gpkg'], options)).toMatchObject({ overStandard: 17, overAreaM2: 468.5 })
  await answerOf(['check', '调查.gpkg'], { ...options, status: 1 })
  await answerOf(['export', '调查.gpkg', '--to', '成果.zip', '--format', 'package', '--allow-blocking'], options)
  expect(await answerOf(['verify', '成果.zip'], options)).toMatchObject({ ok: true })
  expect(await answerOf(['explain', '调查.gpkg', '--parcel', '371703001002JC00007'], options)).toMatchObject({
    result: expect.stringContaining('34.50'),
  })
  expect((await refusalOf(['info', '没有.gpkg'], options)).code).toBe('survey.not-found')
  expect((await runCli(['frobnicate'], options)).status).toBe(2)
}

/** As nobody's own npm settings have it: what the project's .npmrc says decides. */
function pack(): void {
  const { npm_config_ignore_scripts: _, ...env } = process.env
  const packed = spawnSync(
    'npm',
    ['pack', '--offline', '--userconfig', work.path('none'), '--pack-destination', work.folder('包')],
    { cwd: copy, encoding: 'utf8', shell: process.platform === 'win32', env },
  )
  expect(packed.status, packed.stdout + packed.stderr).toBe(0)
}

function build(): void {
  const built = spawnSync(process.execPath, [join(copy, 'test', 'architecture', 'build.ts')], {
    cwd: copy,
    encoding: 'utf8',
  })
  expect(built.status, built.stdout + built.stderr).toBe(0)
}

/** What the installed browser host serves to who brings its one-time address. */
async function firstPage(program: string): Promise<string> {
  const host = spawn(process.execPath, [program, work.root], {
    env: { ...process.env, XDG_CONFIG_HOME: work.root, APPDATA: work.root },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const [said] = (await once(host.stdout, 'data')) as [Buffer]
    const address = said.toString().trim()
    const entered = await fetch(address, { redirect: 'manual' })
    const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
    return await (await fetch(new URL('/', address), { headers: { cookie } })).text()
  } finally {
    host.kill()
  }
}

describe('the built program', () => {
  beforeAll(() => {
    copyProject()
    // Packing builds first: a package without its program would install and then not start.
    if (hasNpm) pack()
    else build()
  }, 5 * MINUTES)

  it(
    'does the main job as plain JavaScript, workers included',
    () => mainJob(join(copy, 'dist', 'main', 'cli', 'cundi.js'), work.path('甲')),
    2 * MINUTES,
  )

  it('is executable, and holds no TypeScript and no test', () => {
    const dist = join(copy, 'dist')
    const files = readdirSync(dist, { recursive: true, encoding: 'utf8' })
    expect(files.filter((name) => /(?<!\.d)\.ts$/.test(name) || name.startsWith('test'))).toEqual([])
    const program = join(dist, 'main', 'cli', 'cundi.js')
    expect(readFileSync(program, 'utf8')).toMatch(/^#!\/usr\/bin\/env node/)
    if (process.platform !== 'win32') expect(statSync(program).mode & 0o111).toBe(0o111)
  })

  it('tells an old Node in one sentence, before it loads what Node 20 lacks or what crashes it', () => {
    const old = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } })`
    for (const program of ['cli/cundi.js', 'web/start.js']) {
      const file = join(copy, 'dist', 'main', program)
      const run = spawnSync(process.execPath, ['--import', `data:text/javascript,${old}`, file], { encoding: 'utf8' })
      expect([run.status, run.stdout]).toEqual([3, ''])
      expect(run.stderr).toMatch(/^CunDi 需要 Node 22\.18[^\n]+\n$/)
      // A name that Node 20 does not export fails before the first line runs.
      expect(/^import .*$/m.exec(readFileSync(file, 'utf8'))?.[0]).toMatch(/old-node\.js['"]/)
    }
    const cundi = readFileSync(join(copy, 'dist', 'main', 'cli', 'cundi.js'), 'utf8')
    expect(cundi.match(/^import .*$/gm)).toHaveLength(1)
  })

  it.skipIf(!hasNpm)(
    'works from another folder as npm pack ships it (skipped where npm is missing)',
    async () => {
      const [archive = ''] = readdirSync(work.path('包'))
      const modules = join(work.folder('别处'), 'node_modules')
      mkdirSync(modules)
      const unpacked = spawnSync('tar', ['-xzf', join(work.path('包'), archive), '-C', modules], { encoding: 'utf8' })
      expect(unpacked.status, unpacked.stderr).toBe(0)
      const installed = join(modules, 'package')
      const { bin, dependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
        bin: { cundi: string; 'cundi-window': string }
        dependencies: Record<string, string>
      }
      for (const name of Object.keys(dependencies)) {
        mkdirSync(dirname(join(modules, name)), { recursive: true })
        symlinkSync(join(root, 'node_modules', name), join(modules, name), 'junction')
      }
      for (const name of ['shared', 'db', 'main', 'test']) expect(existsSync(join(installed, name))).toBe(false)
      await mainJob(join(installed, bin.cundi), work.path('乙'))
      expect(await firstPage(join(installed, bin['cundi-window']))).toContain('<div id="root">')
      expect((await runCli(['--version'], { program: join(installed, bin.cundi) })).stdout.trim()).toMatch(
        /^\d+\.\d+\.\d+$/,
      )
    },
    2 * MINUTES,
  )
})
