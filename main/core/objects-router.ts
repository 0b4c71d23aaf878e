import { implement } from '@orpc/server'
import { contract } from '../../shared/contract/contract.ts'
import type { ObjectSelection } from '../../shared/contract/lists.ts'
import { done } from '../../shared/contract/outcome.ts'
import type { Core } from './core.ts'
import { questionOf } from './lists-procedures.ts'
import { changeObject, getObject, makeObject, reasonRefusal, reveal, takeObjectAway } from './objects-procedures.ts'
import { runJob } from './run-job.ts'

const os = implement(contract.objects).$context<{ core: Core }>()

export const objectsRouter = os.router({
  get: os.get.handler(({ input, context: { core }, signal }) => getObject(core, input, signal)),
  edit: os.edit.handler(({ input, context: { core } }) => changeObject(core, input)),
  create: os.create.handler(({ input, context: { core } }) => makeObject(core, input)),
  remove: os.remove.handler(({ input, context: { core } }) => takeObjectAway(core, input)),
  reveal: os.reveal.handler(({ input, context: { core } }) => reveal(core, input)),
  bulkEdit: os.bulkEdit.handler(({ input, context: { core }, signal }) => {
    const refused = reasonRefusal(input.why)
    if (refused !== null) return over(refused)
    return runJob({
      kind: 'bulk-edit',
      input: { ...input, idHash: idHashOf(core, input.survey, input.selection), survey: pathOf(core, input.survey) },
      ...asked(core, input.survey, signal),
    })
  }),
  pastePreview: os.pastePreview.handler(async ({ input: { survey, ...paste }, context: { core }, signal }) =>
    done(await core.session(survey).readers.tables.ask('pastePreview', paste, signal)),
  ),
  paste: os.paste.handler(({ input, context: { core }, signal }) => {
    const refused = reasonRefusal(input.why)
    if (refused !== null) return over(refused)
    return runJob({
      kind: 'paste',
      input: { ...input, survey: pathOf(core, input.survey) },
      ...asked(core, input.survey, signal),
    })
  }),
  households: os.households.handler(async ({ input: { survey, village }, context: { core }, signal }) =>
    done(await core.session(survey).readers.tables.ask('villageHouseholds', village, signal)),
  ),
})

const idHashOf = (core: Core, survey: string, selection: ObjectSelection): string | null =>
  selection.kind === 'ids' ? null : questionOf(core, survey, selection.query).idHash

const pathOf = (core: Core, survey: string): string => core.session(survey).survey.path

/** A writing job on an open survey: with its key, in its queue of writers. */
function asked(core: Core, survey: string, signal: AbortSignal | undefined) {
  core.writable(survey)
  const { queue, key } = core.session(survey)
  return { author: core.author, key, queue, signal }
}

// biome-ignore lint/correctness/useYield: a job that is over before it began has no progress
async function* over<T>(outcome: T): AsyncGenerator<never, T, void> {
  return outcome
}
