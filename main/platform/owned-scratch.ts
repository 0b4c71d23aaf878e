import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

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
 * A new folder under `parent` that belongs to this process. What processes that were killed left there under the same prefix (it
 * may hold personal data) is removed first: a folder's name says whose it was.
 */
export async function makeOwnedScratch(parent: string, prefix: string): Promise<string> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(prefix)) continue
    const owner = /^(\d+)-/.exec(name.slice(prefix.length))?.[1]
    if (owner === undefined || isAlive(Number(owner))) continue
    // In a shared folder it may be somebody else's; it is then theirs to remove.
    await rm(join(parent, name), { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined)
  }
  return mkdtemp(join(parent, `${prefix}${process.pid}-`))
}
