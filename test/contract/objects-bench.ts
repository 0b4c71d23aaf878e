import type { Outcome } from '../../shared/contract/outcome.ts'
import { answerOf } from '../db/survey-bench.ts'
import { coreClient } from './core-client.ts'

/** A core with a client over one survey file, as a window has them; `close` and open again is a restart. */
export function openClient(path: string) {
  const { core, client } = coreClient()
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

export const codeOf = (outcome: Outcome<unknown>): string => (outcome.ok ? 'done' : outcome.refusal.code)
