import { spawnSync } from 'node:child_process'
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

describe('the built program', () => {
  beforeAll(() => {
    copyProject()
    const built = spawnSync(process.execPath, [join(copy, 'test', 'architecture', 'build.ts')], {
      cwd: copy,
      encoding: 'utf8',
    })
    expect(built.status, built.stdout + built.stderr).toBe(0)
  }, 3 * MINUTES)

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

  it.skipIf(!hasNpm)(
    'works from another folder as npm pack ships it (skipped where npm is missing)',
    async () => {
      // prepack would build once more; what stands in dist is what it would make.
      const packed = spawnSync(
        'npm',
        ['pack', '--offline', '--ignore-scripts', '--pack-destination', work.folder('包')],
        { cwd: copy, encoding: 'utf8', shell: process.platform === 'win32' },
      )
      expect(packed.status, packed.stderr).toBe(0)
      const [archive = ''] = readdirSync(work.path('包'))
      const modules = join(work.folder('别处'), 'node_modules')
      mkdirSync(modules)
      const unpacked = spawnSync('tar', ['-xzf', join(work.path('包'), archive), '-C', modules], { encoding: 'utf8' })
      expect(unpacked.status, unpacked.stderr).toBe(0)
      const installed = join(modules, 'package')
      const { bin, dependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
        bin: { cundi: string }
        dependencies: Record<string, string>
      }
      for (const name of Object.keys(dependencies)) {
        mkdirSync(dirname(join(modules, name)), { recursive: true })
        symlinkSync(join(root, 'node_modules', name), join(modules, name), 'junction')
      }
      for (const name of ['shared', 'db', 'main', 'test']) expect(existsSync(join(installed, name))).toBe(false)
      await mainJob(join(installed, bin.cundi), work.path('乙'))
      expect((await runCli(['--version'], { program: join(installed, bin.cundi) })).stdout.trim()).toMatch(
        /^\d+\.\d+\.\d+$/,
      )
    },
    2 * MINUTES,
  )
})
