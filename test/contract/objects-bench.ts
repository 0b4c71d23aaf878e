import { createRouterClient } from '@orpc/server'
import { createCore } from '../../main/core/core.ts'
import { router } from '../../main/core/router.ts'
import type { Outcome } from '../../shared/contract/outcome.ts'
import { AUTHOR, answerOf } from '../db/survey-bench.ts'

/** A core with a client over one survey file, as a window has them; `close` and open again is a restart. */
export function openClient(path: string) {
  const core = createCore({
    author: AUTHOR,
    passphrase: null,
    resolveFile: (file) => file,
    version: '0.0.0',
    language: 'zh',
  })
  const client = createRouterClient(router, { context: { core } })
  const survey = answerOf(core.open(path, 'write')).survey
  const { db } = core.session(survey).survey
  return {
    core,
    client,
    survey,
    db,
    /** Id of the nth row of a table. */
    nth: (table: string, n = 0): string =>
      db.prepare<[number], { id: string }>(`SELECT id FROM ${table} ORDER BY fid LIMIT 1 OFFSET ?`).get(n)?.id ?? '',
    close: () => core.closeAll(),
  }
}
export type Opened = ReturnType<typeof openClient>

export async function finish<T>(job: AsyncIterator<unknown, T, void>): Promise<T> {
  for (;;) {
    const next = await job.next()
    if (next.done === true) return next.value
  }
}

export const codeOf = (outcome: Outcome<unknown>): string => (outcome.ok ? 'done' : outcome.refusal.code)
