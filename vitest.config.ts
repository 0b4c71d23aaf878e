import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/** Tests that hold a clock or keep both cores busy by themselves: each has the machine to itself, after all others. */
const ALONE = [
  'test/contract/write-queue.test.ts',
  'test/e2e/cli-demo.test.ts',
  'test/faults/cancel.test.ts',
  'test/faults/kill.test.ts',
  'test/formats/corpus-inspect.test.ts',
  'test/unit/bag/verify-bag.test.ts',
  'test/unit/geo/rings.test.ts',
]

const every = {
  pool: 'forks',
  testTimeout: 60_000,
  hookTimeout: 120_000,
  // What a window shows is waited for as long as its page waits for anything; how fast it is, the bench says.
  expect: { poll: { timeout: 20_000 } },
  // Hundreds of processes of ours are started from their TypeScript: their Node keeps what it has once stripped and compiled.
  env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules', '.cache', 'node-compile') },
} as const

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...every,
          name: 'side by side',
          include: ['test/**/*.test.ts'],
          exclude: ALONE,
          maxWorkers: '100%',
          sequence: { groupOrder: 0 },
        },
      },
      { test: { ...every, name: 'alone', include: ALONE, maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
})
