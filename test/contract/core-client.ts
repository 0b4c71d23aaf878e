import { createRouterClient } from '@orpc/server'
import { type Core, createCore } from '../../main/core/core.ts'
import { router } from '../../main/core/router.ts'
import type { JobProgress } from '../../shared/contract/job.ts'
import type { Outcome } from '../../shared/contract/outcome.ts'
import { AUTHOR } from '../db/survey-bench.ts'

/** A core that takes files by their paths, with a client of it, as a window has them. */
export function coreClient() {
  const core: Core = createCore({
    author: AUTHOR,
    passphrase: null,
    resolveFile: (file) => file,
    version: 'test',
    language: 'zh',
  })
  return { core, client: createRouterClient(router, { context: { core } }) }
}

/** Waits for a job's outcome. */
export async function finish<T>(job: AsyncIterator<JobProgress, Outcome<T>, unknown>): Promise<Outcome<T>> {
  for (;;) {
    const next = await job.next()
    if (next.done === true) return next.value
  }
}
