import type { Outcome } from '../../shared/contract/outcome.ts'
import type { JobKind, Jobs } from '../jobs/registry.ts'
import type { Core } from './core.ts'
import { runJob } from './run-job.ts'

/** Kinds that write beside the survey or nowhere. */
const READING: ReadonlySet<JobKind> = new Set<JobKind>([
  'mend',
  'simulate',
  'distributions',
  'write-standards',
  'write-simulation',
  'print-plan',
  'write-legend',
  'write-coverage',
])

/** A job on an open survey: with its key, in its queue of writers. */
export function onSurvey<K extends JobKind>(
  core: Core,
  survey: string,
  kind: K,
  input: Jobs[K]['input'],
  signal: AbortSignal | undefined,
): ReturnType<typeof runJob<K>> {
  const { queue, key } = core.session(survey)
  const isDry = 'dryRun' in input && input.dryRun
  if (!READING.has(kind) && !isDry) core.writable(survey)
  return runJob({ kind, input, author: core.author, key, queue, signal })
}

/** A job that needs no survey. */
export const alone = <K extends JobKind>(
  core: Core,
  kind: K,
  input: Jobs[K]['input'],
  signal: AbortSignal | undefined,
): ReturnType<typeof runJob<K>> => runJob({ kind, input, author: core.author, key: null, queue: null, signal })

// biome-ignore lint/correctness/useYield: a job that is over before it began has no progress
export async function* refused(outcome: Outcome<never>): AsyncGenerator<never, Outcome<never>, void> {
  return outcome
}

export const pathOf = (core: Core, survey: string): string => core.session(survey).survey.path
