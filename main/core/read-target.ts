import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { done, type Outcome, refuse } from '../../shared/contract/outcome.ts'
import { simulationTarget } from '../../shared/contract/standards.ts'
import type { SimulationTarget } from '../../shared/contract/standards-answers.ts'

/** A target out of a JSON file: what limits should reach, and within which bounds they are sought. */
export async function readTarget(path: string): Promise<Outcome<SimulationTarget>> {
  const read = simulationTarget.safeParse(await contentOf(path))
  if (!read.success)
    return unreadable(path, read.error.issues[0]?.path.join('.') || Object.keys(simulationTarget.shape).join(', '))
  const { landDownPercent, householdsOverPercent } = read.data
  // A file that asks for nothing would be searched for nothing, and nobody would notice.
  return landDownPercent === undefined && householdsOverPercent === undefined
    ? unreadable(path, 'landDownPercent, householdsOverPercent')
    : done(read.data)
}

const unreadable = (path: string, reason: string): Outcome<never> =>
  refuse({ code: 'simulation.target-unreadable', file: basename(path), params: { reason } })

/** null is no target: a file that is missing or no JSON reads as one. */
async function contentOf(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as unknown
  } catch {
    return null
  }
}
