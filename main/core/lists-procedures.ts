import type { ListQuestion } from '../../db/queries/lists/list-where.ts'
import type { ListQuery, ListRow, OpenedList, TreeVillage } from '../../shared/contract/lists.ts'
import { done, type Outcome, refuse } from '../../shared/contract/outcome.ts'
import { personalKindOfValue } from '../../shared/model/personal.ts'
import type { Core } from './core.ts'
import { runJob } from './run-job.ts'

/** Opens a list in the thread that answers about tables; it stays there until it is closed or the survey is. */
export async function openList(
  core: Core,
  survey: string,
  query: ListQuery,
  signal: AbortSignal | undefined,
): Promise<Outcome<OpenedList>> {
  const { tables } = core.session(survey).readers
  const opened = await tables.ask('listOpen', questionOf(core, survey, query), signal)
  // Whoever gave up never learns its name and could not close it.
  if (signal?.aborted === true) await tables.ask('listClose', opened.list)
  return done(opened)
}

/** A number of a person is looked for by its keyed hash; without the key, nobody is found. */
export function questionOf(core: Core, survey: string, query: ListQuery): ListQuestion {
  const text = query.search?.trim() ?? ''
  if (personalKindOfValue(text) !== 'id-number') return { ...query, idHash: null }
  return { ...query, search: null, idHash: core.session(survey).vault?.hash(text) ?? '' }
}

/** Refusal: list.closed. */
export async function pageOfList(
  core: Core,
  { survey, ...page }: { readonly survey: string; readonly list: string; readonly from: number; readonly to: number },
  signal: AbortSignal | undefined,
): Promise<Outcome<{ readonly rows: readonly ListRow[]; readonly gone: number }>> {
  const answer = await core.session(survey).readers.tables.ask('listPage', page, signal)
  return answer === null ? refuse({ code: 'list.closed' }) : done(answer)
}

export async function locateInList(
  core: Core,
  { survey, ...what }: { readonly survey: string; readonly list: string; readonly id: string },
): Promise<Outcome<{ readonly at: number | null }>> {
  return done({ at: await core.session(survey).readers.tables.ask('listLocate', what) })
}

export async function closeList(core: Core, survey: string, list: string): Promise<Outcome<null>> {
  return done(await core.session(survey).readers.tables.ask('listClose', list))
}

export async function villageTree(core: Core, survey: string): Promise<Outcome<readonly TreeVillage[]>> {
  return done(await core.session(survey).readers.tables.ask('villageTree', null))
}

/** A job that reads alone; a survey that may be written logs that it was exported. */
export function exportList(
  core: Core,
  { survey, query, to, ...how }: ListExport,
  signal: AbortSignal | undefined,
): ReturnType<typeof runJob<'export-list'>> {
  const session = core.session(survey)
  return runJob({
    kind: 'export-list',
    input: {
      ...how,
      survey: session.survey.path,
      query: questionOf(core, survey, query),
      to: core.resolveFile(to),
      isLogged: session.writable !== null,
    },
    author: core.author,
    key: session.key,
    queue: session.queue,
    signal,
  })
}

interface ListExport {
  readonly survey: string
  readonly query: ListQuery
  readonly columns: readonly string[]
  readonly to: string
  readonly format: 'xlsx' | 'csv'
  readonly language: 'zh' | 'en'
  readonly force: boolean
}
