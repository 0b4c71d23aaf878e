import { useMemo } from 'react'
import type { ExaminedFile } from '../../shared/contract/examined.ts'
import type { Refusal } from '../../shared/contract/outcome.ts'
import { layerKinds, type SurveyKind } from '../../shared/model/layers.ts'
import type { Client } from '../state/client.ts'
import { useCore } from '../state/core-context.ts'
import type { PickedFile } from '../state/door.ts'
import { useJobs } from '../state/jobs.tsx'
import { useSurvey } from '../state/survey.tsx'
import { mapByTitle, rememberedMap, rememberMap } from './mappings.ts'
import { type Arrival, receiveFiles, TooManyFiles } from './receive-files.ts'
import { chosenOf, fieldsOf, type Item, type LayerChoice, type Run, type Source, type Wizard } from './wizard.ts'
import { recallWizard } from './wizard-memory.ts'
import { type ChangeWizard, hasWizard, useWizard, withSource } from './wizard-store.ts'

export interface ImportActions {
  /** Brings dropped files in and looks into them; while a dropped folder is gone through they are on their way. */
  arrive(arrivals: readonly Arrival[] | Promise<readonly Arrival[]>): Promise<void>
  /** Looks into a file that was chosen. */
  add(picked: readonly PickedFile[]): Promise<void>
  /** Looks again, with another sheet, row of titles or encoding. */
  again(source: Source, options: Partial<Pick<Source, 'encoding' | 'sheet' | 'headerRow'>>): Promise<void>
  run(dryRun: boolean): Promise<void>
  /** Takes up what was half done before a reload or a crash: its files are looked into again. */
  restore(): Promise<void>
}

/** A file or folder may be gone or closed to us, or there are too many. */
const refusalOfDrop = (error: unknown): Refusal =>
  error instanceof TooManyFiles
    ? { code: 'upload.too-many' }
    : { code: 'upload.unreadable', params: { reason: error instanceof Error ? error.name : '—' } }

let lastKey = 0

export function useImportActions(): ImportActions {
  const core = useCore()
  const jobs = useJobs()
  const { survey } = useSurvey()
  const { wizard, change } = useWizard()
  return useMemo(() => {
    const look = lookInto(core, jobs.run, change)
    const add: ImportActions['add'] = async (picked) => {
      const added = picked.map(newSource)
      change((before) => withFiles(before, added))
      for (const source of added) await look(source)
    }
    return {
      add,
      async arrive(coming) {
        const arrivals = await Promise.resolve(coming).catch((error: unknown) => refusalOfDrop(error))
        if (!('code' in arrivals) && arrivals.length === 0)
          return change((before) => ({ ...before, problem: { code: 'upload.nothing' } }))
        if ('code' in arrivals) return change((before) => ({ ...before, problem: arrivals }))
        change((before) => ({ ...before, problem: null, receiving: { done: 0, total: arrivals.length } }))
        const received = await receiveFiles(core, arrivals, (done, total) =>
          change((before) => ({ ...before, receiving: { done, total } })),
        ).finally(() => change((before) => ({ ...before, receiving: null })))
        if (received.ok) await add(received.files)
        else change((before) => ({ ...before, problem: received.refusal }))
      },
      async again(source, options) {
        const next: Source = { ...source, ...options, state: 'reading', refusal: null }
        change((before) => withSource(before, source.key, () => next))
        await look(next)
      },
      async restore() {
        if (hasWizard(survey.id)) return
        const kept = recallWizard(survey.surveyId, newKey)
        if (kept === null) return
        change(() => kept)
        for (const source of kept.sources)
          await look(source).catch(() =>
            change((before) =>
              withSource(before, source.key, (now) => ({
                ...now,
                state: 'refused',
                refusal: { code: 'file.unknown' },
              })),
            ),
          )
        change((before) =>
          before.sources.every(({ state }) => state === 'ready') ? before : { ...before, step: 'files' },
        )
      },
      async run(dryRun) {
        change((before) => ({ ...before, isRunning: true, ...(dryRun ? { trial: null } : { result: null }) }))
        try {
          const runs = await runAll(core, jobs.run, survey.id, wizard, dryRun)
          const wasStopped = runs.some(({ outcome }) => outcome === 'cancelled')
          change((before) => ({
            ...before,
            ...(dryRun ? { trial: wasStopped ? null : runs } : { result: runs, step: 'result' }),
          }))
        } finally {
          change((before) => ({ ...before, isRunning: false }))
        }
      },
    }
  }, [core, jobs.run, survey.id, survey.surveyId, wizard, change])
}

type RunJob = ReturnType<typeof useJobs>['run']

const newKey = (): string => String(++lastKey)

const newSource = ({ file, name }: PickedFile): Source => ({
  key: newKey(),
  file,
  name,
  state: 'reading',
  refusal: null,
  examined: null,
  encoding: null,
  sheet: null,
  headerRow: null,
  datum: null,
  choices: [],
})

const lookInto =
  (core: Client, run: RunJob, change: ChangeWizard) =>
  async ({ key, file, encoding, sheet, headerRow }: Source): Promise<void> => {
    const end = await run('import.job.examine', (signal) =>
      core.source.examine({ file, encoding, sheet, headerRow }, { signal }),
    )
    change((before) => {
      if (end === 'cancelled') return { ...before, sources: before.sources.filter((source) => source.key !== key) }
      return withSource(before, key, (source) =>
        end.ok
          ? { ...source, state: 'ready', examined: end.value, choices: choicesFor(source, end.value) }
          : { ...source, state: 'refused', refusal: end.refusal },
      )
    })
  }

/** A file that could not be found again comes back to what was decided about it, when it is brought once more. */
function withFiles(wizard: Wizard, added: readonly Source[]): Wizard {
  const lost = new Map(
    wizard.sources
      .filter(({ state, choices }) => state === 'refused' && choices.length > 0)
      .map((source) => [source.name, source]),
  )
  const come = added.map((source): Source => {
    const before = lost.get(source.name)
    if (before === undefined) return source
    const { encoding, sheet, headerRow, choices } = before
    return { ...source, encoding, sheet, headerRow, choices }
  })
  const names = new Set(added.map(({ name }) => name))
  const stay = wizard.sources.filter((source) => !names.has(source.name) || lost.get(source.name) !== source)
  return { ...wizard, trial: null, result: null, sources: [...stay, ...come] }
}

/** What was decided before holds on for layers of the same name. */
function choicesFor(source: Source, examined: ExaminedFile): readonly LayerChoice[] {
  return examined.layers.map((layer) => {
    const before = source.choices.find(({ name }) => name === layer.name)
    const choice: LayerChoice = before ?? {
      name: layer.name,
      isChosen: layer.kind !== null && layer.records > 0,
      kind: layer.kind,
      encoding: null,
      sourceCrs: null,
      swapAxes: false,
      map: {},
    }
    const { kind } = choice
    return kind === null ? choice : { ...choice, map: mapFor({ source, layer, choice }, kind) }
  })
}

/** Columns of a layer that becomes of this kind: as last time, else as the titles say. */
export function mapFor(item: Item, kind: SurveyKind): LayerChoice['map'] {
  const fields = fieldsOf(item)
  return rememberedMap(kind, fields) ?? mapByTitle(kind, fields)
}

const rankOf = (source: Source): number =>
  Math.min(
    ...source.choices
      .filter(({ isChosen, kind }) => isChosen && kind !== null)
      .map(({ kind }) => layerKinds.indexOf(kind ?? 'person')),
  )

/** One file after the other, villages first: later ones may rest on them. What is refused does not stop the others. */
async function runAll(
  core: Client,
  run: RunJob,
  survey: string,
  wizard: Wizard,
  dryRun: boolean,
): Promise<readonly Run[]> {
  const items = chosenOf(wizard)
  const sources = wizard.sources
    .filter((source) => items.some((item) => item.source === source))
    .toSorted((a, b) => rankOf(a) - rankOf(b))
  const runs: Run[] = []
  for (const source of sources) {
    const mine = items.filter((item) => item.source === source)
    const outcome = await run(dryRun ? 'import.job.trial' : 'import.job.run', (signal) =>
      core.imports.run(
        {
          survey,
          file: source.file,
          layers: mine.map(({ choice }) => ({
            kind: choice.kind as 'parcel',
            name: choice.name,
            own: {
              encoding: choice.encoding,
              sourceCrs: choice.sourceCrs,
              swapAxes: choice.swapAxes,
              map: choice.map,
            },
          })),
          encoding: source.encoding,
          sheet: source.sheet,
          headerRow: source.headerRow,
          sourceCrs: null,
          swapAxes: false,
          datumParameters: source.datum?.file ?? null,
          map: {},
          ...wizard.options,
          dryRun,
        },
        { signal },
      ),
    )
    runs.push({ source: source.key, outcome })
    if (outcome === 'cancelled') break
    if (outcome.ok && !dryRun)
      for (const item of mine)
        if (item.choice.kind !== null) rememberMap(item.choice.kind, fieldsOf(item), item.choice.map)
  }
  return runs
}
