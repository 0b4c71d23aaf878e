import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

// Restores a snapshot and is killed before its nth step on the disk: node restore-loop.ts SNAPSHOT TARGET STEP
const [snapshot = '', target = '', step = ''] = process.argv.slice(2)
let left = Number(step)
const steps = fs as unknown as Record<string, (...args: unknown[]) => unknown>
for (const name of ['copyFileSync', 'linkSync', 'renameSync', 'rmSync']) {
  const take = steps[name]
  steps[name] = (...args) => {
    left -= 1
    if (left === 0) process.kill(process.pid, 'SIGKILL')
    return take?.(...args)
  }
}
syncBuiltinESMExports()
const { restoreSnapshot } = await import('../../db/backup/restore.ts')
const restored = restoreSnapshot(snapshot, target, new Date())
process.exit(restored.kind === 'restored' ? 0 : 1)
