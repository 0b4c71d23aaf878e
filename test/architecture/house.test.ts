import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { projectFiles, projectRoot, sourceFiles, topFolders } from './project-files.ts'

const MAX_LINES = 400
const README_MAX_LINES = 60

/** The closed sets of DESIGN section 4: a new room is a decision, written down here and in the folder's README. */
const rooms: Readonly<Record<(typeof topFolders)[number], readonly string[]>> = {
  shared: ['contract', 'model', 'standards', 'planning', 'quality', 'geo', 'formats', 'lang'],
  db: ['schema', 'migrations', 'open', 'queries', 'geopackage', 'history', 'staging', 'backup', 'foreign'],
  main: ['core', 'jobs', 'electron', 'web', 'cli', 'platform', 'assets'],
  renderer: 'app commands grid map import standards planning quality handover reports state ui'.split(' '),
  test: 'unit db formats contract e2e electron fuzz faults bench builders fixtures architecture'.split(' '),
}
const topFiles =
  /^(package\.json|package-lock\.json|tsconfig(\.base)?\.json|electron-builder\.yml|README\.md|CHANGELOG\.md|CONTRIBUTING\.md|LICENSE|biome\.json|knip\.json|vite\.config\.ts|vitest\.config\.ts|\..+)$/

const read = (path: string): string => readFileSync(join(projectRoot, path), 'utf8')
const existing = topFolders.filter((folder) => existsSync(join(projectRoot, folder)))
const roomsOf = (folder: string): string[] =>
  readdirSync(join(projectRoot, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)

it(`keeps every source file within ${MAX_LINES} lines`, () => {
  const files = sourceFiles()
  expect(files.length).toBeGreaterThan(50)
  expect(
    files
      .map((path) => `${path}: ${read(path).split('\n').length - 1}`)
      .filter((line) => Number(line.split(': ')[1]) > MAX_LINES),
  ).toEqual([])
})

it('has no default exports but those that a tool asks for', () => {
  const asked = ['test/architecture/closing-line-reporter.ts']
  expect(sourceFiles().filter((path) => /^export default|^export \{[^}]*\bas default\b/m.test(read(path)))).toEqual(
    asked,
  )
})

it('has no rooms but those of the design', () => {
  expect(
    existing.flatMap((folder) =>
      roomsOf(folder)
        .filter((room) => !rooms[folder].includes(room))
        .map((room) => `${folder}/${room}`),
    ),
  ).toEqual([])
})

it('keeps the top level closed', () => {
  const entries = readdirSync(projectRoot, { withFileTypes: true })
  const known = [...topFolders, 'node_modules', 'dist', 'release', 'demo-output', 'coverage'] as readonly string[]
  const strangers = entries.filter((entry) =>
    entry.isDirectory() ? !known.includes(entry.name) && !entry.name.startsWith('.') : !topFiles.test(entry.name),
  )
  expect(strangers.map((entry) => entry.name)).toEqual([])
})

it('says in each folder what lives there, on a page at most', () => {
  const folders = existing.flatMap((folder) => [folder, ...roomsOf(folder).map((room) => `${folder}/${room}`)])
  const filled = folders.filter((folder) => projectFiles(folder).length > 0)
  expect(filled.filter((folder) => !existsSync(join(projectRoot, folder, 'README.md')))).toEqual([])
  expect(filled.filter((folder) => read(`${folder}/README.md`).split('\n').length > README_MAX_LINES)).toEqual([])
})

it('writes down no path of one machine', () => {
  const text = projectFiles().filter((path) => /\.(ts|tsx|js|cjs|json|md|yml|csv)$|^\.|^LICENSE$/.test(path))
  const machinePath = /(^|[\s'"`(=:])(\/(home|root|work|Users|mnt|srv)\/[\w.]|[A-Z]:\\Users\\)/m
  expect(text.filter((path) => machinePath.test(read(path)))).toEqual([])
})

/** What npm runs of other people's when it installs, under npm 10 without asking. */
it('installs without compiling, and runs no script of a package but one that is known and refused where npm can', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { hasInstallScript?: boolean; gypfile?: boolean }>
  }
  const names = Object.entries(packages).flatMap(([path, { hasInstallScript }]) => (hasInstallScript ? [path] : []))
  expect(names).toEqual(['node_modules/electron-winstaller'])
  expect(JSON.parse(read('package.json'))).toMatchObject({ allowScripts: { 'electron-winstaller': false } })
  // Not in the manifest of what npm reads from a lock unless complete-lock.ts wrote it there.
  expect(packages['node_modules/better-sqlite3']?.gypfile).toBe(false)
  const compiled = Object.entries(packages).filter(
    ([path, { gypfile }]) => gypfile !== false && existsSync(join(projectRoot, path, 'binding.gyp')),
  )
  expect(compiled).toEqual([])
})

it('locks every package of every platform, and names no registry', () => {
  const lock = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { optionalDependencies?: Record<string, string>; resolved?: string }>
  }
  const packages = Object.entries(lock.packages)
  expect(packages.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([])
  // npm 11 and 12 refuse a lock that lacks another platform's package; npm 10 says nothing. See complete-lock.ts.
  const wanted = packages.flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).map((name) => ({ path, name })),
  )
  expect(
    wanted.filter(
      ({ path, name }) =>
        !(`node_modules/${name}` in lock.packages) && !(`${path}/node_modules/${name}` in lock.packages),
    ),
  ).toEqual([])
})
