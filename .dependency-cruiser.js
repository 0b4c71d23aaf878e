// The inner walls of the house (DESIGN section 4). tsc references hold the outer ones; test/architecture/guards.test.ts sees both fail.

const ourFolders = '^(shared|db|main|renderer|test)/'

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unresolved',
      comment: 'a module that cannot be found is a dependency that package.json does not name',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'shared-is-pure',
      comment: 'shared imports nothing of ours and no built-in of Node',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(db|main|renderer|test)/' },
    },
    {
      name: 'shared-without-node',
      severity: 'error',
      from: { path: '^shared/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'shared-libraries',
      comment: 'only pure libraries: validation and the contract',
      severity: 'error',
      from: { path: '^shared/' },
      to: { dependencyTypes: ['npm'], pathNot: 'node_modules/(zod|@orpc/contract)/' },
    },
    {
      name: 'db-knows-shared-only',
      severity: 'error',
      from: { path: '^db/' },
      to: { path: '^(main|renderer|test)/' },
    },
    {
      name: 'main-knows-db-and-shared',
      severity: 'error',
      from: { path: '^main/' },
      to: { path: '^(renderer|test)/' },
    },
    {
      name: 'renderer-knows-shared-only',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^(db|main|test)/' },
    },
    {
      name: 'renderer-without-node',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'sqlite-only-in-db',
      severity: 'error',
      from: { path: '^(shared|main|renderer)/' },
      to: { path: 'node_modules/(better-sqlite3|@types/better-sqlite3|drizzle-orm)/' },
    },
    {
      name: 'db-only-from-core-and-jobs',
      severity: 'error',
      from: { path: '^main/', pathNot: '^main/(core|jobs)/' },
      to: { path: '^db/' },
    },
    {
      name: 'electron-only-in-electron',
      severity: 'error',
      from: { path: ourFolders, pathNot: '^main/electron/' },
      to: { path: '(^|node_modules/)electron(/|$)' },
    },
    {
      name: 'product-without-tests',
      severity: 'error',
      from: { path: '^(shared|db|main|renderer)/' },
      to: { path: '^test/' },
    },
    {
      name: 'product-without-dev-dependencies',
      comment: 'what the built program imports must be installed with it; electron is what runs main/electron',
      severity: 'error',
      from: { path: '^(shared|db|main)/', pathNot: '^main/electron/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
    },
    {
      name: 'electron-part-without-other-dev-dependencies',
      severity: 'error',
      from: { path: '^main/electron/' },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: 'node_modules/(@types|electron)/',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  },
}
