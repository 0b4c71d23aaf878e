import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { isBuilt } from '../architecture/build-steps.ts'
import { projectRoot } from '../architecture/project-files.ts'
import { madeOnce } from './made-once.ts'

/** Folder of the built program, made anew when its sources have changed. */
export async function builtProgram(): Promise<string> {
  const cache = join(projectRoot, 'node_modules', '.cache')
  mkdirSync(cache, { recursive: true })
  await madeOnce(join(cache, 'cundi-building'), isBuilt, build)
  return join(projectRoot, 'dist')
}

function build(): void {
  const script = join(projectRoot, 'test', 'architecture', 'build.ts')
  const built = spawnSync(process.execPath, [script], { cwd: projectRoot, encoding: 'utf8' })
  if (built.status !== 0) throw new Error(`the program does not build: ${built.stdout}${built.stderr}`)
}
