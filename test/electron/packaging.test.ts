import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { extractAll, extractFile, listPackage } from '@electron/asar'
import { afterAll, describe, expect, it } from 'vitest'
import { projectRoot } from '../architecture/project-files.ts'
import { builtProgram } from '../builders/built-program.ts'
import { systemChromium } from '../builders/window-browser.ts'
import { openStandInDesktop } from './desktop-stand-in.ts'
import { fusesOf, makeDistribution } from './stand-in-distribution.ts'

const scratch = mkdtempSync(join(tmpdir(), 'cundi-packed-'))
const builder = createRequire(import.meta.url).resolve('electron-builder/cli.js')
const distribution = makeDistribution(join(scratch, 'electron'))
const MINUTES = 60_000
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

/** Packs a folder as `npm run dist` does, around the stand-in distribution; offline. */
async function pack(arch: 'x64' | 'arm64'): Promise<string> {
  await builtProgram()
  const output = join(scratch, arch)
  const packed = spawnSync(
    process.execPath,
    [
      builder,
      ...['--linux', 'dir', `--${arch}`, '--publish', 'never', '--config', 'electron-builder.yml'],
      `-c.electronDist=${distribution}`,
      `-c.directories.output=${output}`,
    ],
    { cwd: projectRoot, encoding: 'utf8', env: { ...process.env, DEBUG: '' } },
  )
  expect(packed.status, packed.stdout + packed.stderr).toBe(0)
  const [folder = ''] = readdirSync(output).filter((name) => name.endsWith('unpacked'))
  return join(output, folder)
}

/** Packages that run, with all that they need, as the lock has them. */
function productPackages(): ReadonlySet<string> {
  const lock = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean; optional?: boolean; version?: string }>
  }
  return new Set(
    Object.entries(lock.packages)
      .filter(([path, { dev, optional }]) => path !== '' && dev !== true && optional !== true)
      .map(([path, { version }]) => `${nameOf(path)}@${version}`),
  )
}

const nameOf = (folder: string): string => folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length)

const packageOf = (path: string): string | null => /^(.*node_modules\/(?:@[^/]+\/)?[^/@]+)\//.exec(path)?.[1] ?? null
const nativeModules = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.node'))

describe.skipIf(process.platform === 'win32')('the packed program (a distribution for Linux)', () => {
  let folder: string
  let files: readonly string[]
  const archive = (): string => join(folder, 'resources', 'app.asar')

  it(
    'is packed offline around a distribution',
    async () => {
      folder = await pack('x64')
      files = listPackage(archive(), { isPack: false }).map((path) => path.replaceAll('\\', '/').replace(/^\//, ''))
      expect(files.length).toBeGreaterThan(500)
    },
    5 * MINUTES,
  )

  it('holds main, preload, renderer, migrations, the sample and the licences', () => {
    expect(files).toEqual(
      expect.arrayContaining([
        'package.json',
        'LICENSE',
        'dist/main/electron/app.js',
        'dist/main/electron/core-process.js',
        'dist/main/electron/preload.cjs',
        'dist/main/jobs/job-worker.js',
        'dist/main/jobs/import/stage-worker.js',
        'dist/main/core/reader-worker.js',
        'dist/db/migrations/0001-foundation.js',
        'dist/main/assets/sample/宗地.shp',
        'dist/renderer/index.html',
        'dist/renderer/licences.md',
        'node_modules/better-sqlite3/LICENSE',
        'node_modules/geos-wasm/LICENSE.md',
        'node_modules/@embedpdf/fonts-sc/LICENSE',
      ]),
    )
    expect(files.filter((path) => /\.(otf|ttf|woff2?)$/.test(path))).toEqual([
      'node_modules/@embedpdf/fonts-sc/fonts/NotoSansHans-Regular.otf',
    ])
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['LICENSE.electron.txt', 'LICENSES.chromium.html']))
    expect(readdirSync(join(folder, 'locales')).toSorted()).toEqual(['en-US.pak', 'zh-CN.pak'])
  })

  it('holds nothing else: no tests, no sources, no maps, no package that is only for development', () => {
    const tops = new Set(files.map((path) => path.split('/')[0]))
    expect([...tops].toSorted()).toEqual(['CHANGELOG.md', 'LICENSE', 'dist', 'node_modules', 'package.json'])
    expect(new Set(files.filter((path) => /^dist\/[^/]+$/.test(path)))).toEqual(
      new Set(['dist/db', 'dist/main', 'dist/renderer', 'dist/shared']),
    )
    expect(files.filter((path) => /\.(tsx?|mts|cts|map|tsbuildinfo)$/.test(path))).toEqual([])
    expect(files.filter((path) => /(^|\/)(tests?|__tests__|benchmarks?|examples?)\//.test(path))).toEqual([])
    const allowed = productPackages()
    const packages = new Set(files.map(packageOf).filter((name) => name !== null))
    // By name and version: the packer lays the same packages out in folders of its own.
    const packed = [...packages].map((path) => {
      const { version } = JSON.parse(extractFile(archive(), `${path}/package.json`).toString()) as { version: string }
      return `${nameOf(path)}@${version}`
    })
    expect(packed.filter((name) => !allowed.has(name))).toEqual([])
    expect(packages.size).toBeGreaterThan(10)
  })

  it(
    "has its own platform's native module, outside the archive, and no other",
    async () => {
      const outside = join(folder, 'resources', 'app.asar.unpacked')
      expect(nativeModules(outside)).toEqual([join('node_modules', 'better-sqlite3', 'prebuilds', 'linux-x64.node')])
      const other = await pack('arm64')
      expect(nativeModules(join(other, 'resources', 'app.asar.unpacked'))).toEqual([
        join('node_modules', 'better-sqlite3', 'prebuilds', 'linux-arm64.node'),
      ])
    },
    5 * MINUTES,
  )

  it('can be run as nothing but itself', () => {
    // runAsNode, cookie encryption, NODE_OPTIONS, --inspect, integrity of the archive, only the archive, V8 snapshot, file://
    expect(fusesOf(readFileSync(join(folder, 'cundi-window')))).toMatch(/^0.0011.0/)
  })

  it.skipIf(systemChromium === null)(
    'opens its window from what was packed (needs a Chromium; over the stand-in)',
    async () => {
      const unpacked = join(scratch, '拆开')
      extractAll(archive(), unpacked)
      const desktop = await openStandInDesktop({ program: join(unpacked, 'dist') })
      try {
        await desktop.page.getByRole('button', { name: '打开示例' }).click()
        await desktop.page.getByRole('navigation').waitFor()
        expect(desktop.problems).toEqual([])
      } finally {
        await desktop.close()
      }
    },
    2 * MINUTES,
  )
})
