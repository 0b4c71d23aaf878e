import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectRoot, topFolders } from './project-files.ts'

const require = createRequire(import.meta.url)
const configuration = ['.dependency-cruiser.js', 'biome.json', 'package.json', 'tsconfig.base.json', '.gitignore']
const copy = mkdtempSync(join(tmpdir(), 'cundi-guards-'))
const folders = topFolders.filter((folder) => existsSync(join(projectRoot, folder)))

function plant(path: string, text: string): void {
  mkdirSync(dirname(join(copy, path)), { recursive: true })
  writeFileSync(join(copy, path), `${text}\n`)
}

function run(program: string, args: readonly string[]) {
  return spawnSync(process.execPath, [program, ...args], { cwd: copy, encoding: 'utf8', maxBuffer: 1 << 28 })
}

beforeAll(() => {
  for (const name of configuration) cpSync(join(projectRoot, name), join(copy, name))
  for (const folder of folders) cpSync(join(projectRoot, folder), join(copy, folder), { recursive: true })
  symlinkSync(join(projectRoot, 'node_modules'), join(copy, 'node_modules'), 'junction')
})
afterAll(() => rmSync(copy, { recursive: true, force: true }))

describe('dependency-cruiser', () => {
  interface Cruise {
    readonly modules: readonly unknown[]
    readonly summary: {
      readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[]
    }
  }
  const cruise = (...more: string[]): Cruise => {
    const { stdout, stderr } = run(join(projectRoot, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'), [
      '--config',
      '.dependency-cruiser.js',
      '--output-type',
      'json',
      ...folders.filter((folder) => folder !== 'test'),
      ...more,
    ])
    if (stdout === '') throw new Error(stderr)
    return JSON.parse(stdout) as Cruise
  }

  // Each line: where, what it imports, the rule that must see it; a cycle is reported once, from either end.
  const planted: readonly (readonly [path: string, imports: string, rule: string | null])[] = [
    ['shared/model/planted-node.ts', 'node:fs', 'shared-without-node'],
    ['shared/model/planted-db.ts', '../../db/open/planted-target.ts', 'shared-is-pure'],
    ['shared/model/planted-library.ts', 'iconv-lite', 'shared-libraries'],
    ['db/open/planted-main.ts', '../../main/core/planted-target.ts', 'db-knows-shared-only'],
    ['main/core/planted-renderer.ts', '../../renderer/app/planted-target.ts', 'main-knows-db-and-shared'],
    ['main/core/planted-sqlite.ts', 'better-sqlite3', 'sqlite-only-in-db'],
    ['main/cli/planted-db.ts', '../../db/open/planted-target.ts', 'db-only-from-core-and-jobs'],
    ['main/core/planted-electron.ts', 'electron', 'electron-only-in-electron'],
    ['main/core/planted-test.ts', '../../test/builders/planted-target.ts', 'product-without-tests'],
    ['main/core/planted-dev.ts', 'fast-check', 'product-without-dev-dependencies'],
    ['main/electron/planted-dev.ts', 'fast-check', 'electron-part-without-other-dev-dependencies'],
    ['main/core/planted-nowhere.ts', 'not-a-package-of-ours', 'no-unresolved'],
    ['main/core/planted-cycle.ts', './planted-cycle-back.ts', null],
    ['main/core/planted-cycle-back.ts', './planted-cycle.ts', null],
    ['renderer/app/planted-main.ts', '../../main/core/planted-target.ts', 'renderer-knows-shared-only'],
    ['renderer/app/planted-node.ts', 'node:fs', 'renderer-without-node'],
  ]
  const targets = ['db/open', 'main/core', 'renderer/app', 'test/builders'].map((room) => `${room}/planted-target.ts`)

  it('cruises every module and finds nothing in ours', () => {
    const clean = cruise()
    expect(clean.modules.length).toBeGreaterThan(50)
    expect(clean.summary.violations.map(({ from, rule }) => `${from} ${rule.name}`)).toEqual([])
  })

  it('sees each planted violation', () => {
    const before = cruise().modules.length
    for (const path of targets) plant(path, 'export const target = 1')
    for (const [path, imports] of planted) plant(path, `import '${imports}'\nexport const planted = 1`)
    const dirty = cruise(...(folders.includes('renderer') ? [] : ['renderer']))
    expect(dirty.modules.length).toBeGreaterThanOrEqual(before + planted.length)
    const seen = dirty.summary.violations.map(({ from, rule }) => `${from} ${rule.name}`)
    const expected = planted.flatMap(([path, , rule]) => (rule === null ? [] : [`${path} ${rule}`]))
    expect(expected.filter((violation) => !seen.includes(violation))).toEqual([])
    expect(seen.filter((violation) => /planted-cycle\S* no-cycles/.test(violation))).toHaveLength(1)
  })
})

describe('tsc', () => {
  /** A room of its own with the real configuration and one file, so that only the planted fault is compiled. */
  function compile(folder: string, files: Readonly<Record<string, string>>): string {
    const inner = mkdtempSync(join(copy, 'tsc-'))
    for (const name of ['tsconfig.base.json', ...folders.map((each) => `${each}/tsconfig.json`)])
      cpSync(join(projectRoot, name), join(inner, name))
    for (const name of folders) writeFileSync(join(inner, name, 'sound.ts'), `export const ${name} = 1\n`)
    for (const [path, text] of Object.entries(files)) writeFileSync(join(inner, path), `${text}\n`)
    const { status, stdout } = run(require.resolve('typescript/bin/tsc'), ['-b', join(inner, folder)])
    rmSync(inner, { recursive: true, force: true })
    return status === 0 ? '' : stdout
  }

  it('keeps Node and the browser out of shared', () => {
    const errors = compile('shared', {
      'shared/node.ts': 'export const bytes = Buffer.alloc(1)',
      'shared/dom.ts': 'export const title = document.title',
      'shared/decoder.ts': "export const decoder = new TextDecoder('gb18030')",
    })
    expect(errors).toMatch(/node\.ts.*'Buffer'/)
    expect(errors).toMatch(/dom\.ts.*'document'/)
    expect(errors).toMatch(/decoder\.ts.*'TextDecoder'/)
  })

  it('keeps the direction between the folders', () => {
    expect(compile('shared', { 'shared/upwards.ts': "export { db } from '../db/sound.ts'" })).toMatch(
      /upwards\.ts.*TS6307|TS6059/s,
    )
    expect(compile('db', { 'db/upwards.ts': "export { main } from '../main/sound.ts'" })).toMatch(
      /upwards\.ts.*TS6307|TS6059/s,
    )
  })

  it('refuses syntax that Node cannot strip, and an index that may be missing', () => {
    const errors = compile('shared', {
      'shared/enum.ts': 'export enum Type { A }',
      'shared/unchecked.ts': 'export const first = (list: readonly number[]): number => list[0]',
    })
    expect(errors).toMatch(/enum\.ts.*TS1294/)
    expect(errors).toMatch(/unchecked\.ts.*TS2322/)
  })
})

describe('biome', () => {
  it('refuses any, default exports, enums, barrels and unformatted text', () => {
    plant('shared/model/planted-any.ts', 'export const loose = (value: any): string => String(value)')
    plant('shared/model/planted-default.ts', 'const value = 1\nexport default value')
    plant('shared/model/planted-barrel.ts', "export * from './assert-never.ts'")
    plant('shared/model/planted-format.ts', 'export const text = "double";')
    plant('shared/model/Planted_Name.ts', 'export const named = 1')
    const files = ['any', 'default', 'barrel', 'format'].map((name) => `shared/model/planted-${name}.ts`)
    const { status, stdout, stderr } = run(require.resolve('@biomejs/biome/bin/biome'), [
      'ci',
      '--vcs-enabled=false',
      ...files,
      'shared/model/Planted_Name.ts',
    ])
    const said = stdout + stderr
    expect(status).not.toBe(0)
    expect(said).toMatch(/planted-any.*noExplicitAny/)
    expect(said).toMatch(/planted-default.*noDefaultExport/)
    expect(said).toMatch(/planted-barrel.*(noBarrelFile|noReExportAll)/)
    expect(said).toMatch(/planted-format.*format/)
    expect(said).toMatch(/Planted_Name.*useFilenamingConvention/)
  })
})
