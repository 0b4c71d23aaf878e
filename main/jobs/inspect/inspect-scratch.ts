import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

const PREFIX = 'cundi-inspect-'
const OWNED = new RegExp(`^${PREFIX}(\\d+)-`)

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    // EPERM: it lives, under another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/**
 * A new folder under `parent` for one inspection. What an inspection that was killed left there (it may hold personal data) is
 * removed first: the folder's name says which process it belonged to.
 */
export async function makeInspectScratch(parent: string): Promise<string> {
  for (const name of await readdir(parent)) {
    const owner = OWNED.exec(name)?.[1]
    if (owner === undefined || isAlive(Number(owner))) continue
    await rm(join(parent, name), { recursive: true, force: true, maxRetries: 5 })
  }
  return mkdtemp(join(parent, `${PREFIX}${process.pid}-`))
}
