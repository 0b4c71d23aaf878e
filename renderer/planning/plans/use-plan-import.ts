import { useCallback, useState } from 'react'
import type { ImportedLayer } from '../../../shared/contract/answers.ts'
import type { InspectedLayer } from '../../../shared/contract/inspected.ts'
import type { Refusal } from '../../../shared/contract/outcome.ts'
import type { PlanLayerName } from '../../../shared/contract/planning-answers.ts'
import type { SchemeId } from '../../../shared/planning/scheme.ts'
import { useCore } from '../../state/core-context.ts'
import type { PickedFile } from '../../state/door.ts'
import { useJobs } from '../../state/jobs.tsx'
import { useSurvey } from '../../state/survey.tsx'
import { guessPlanLayer } from './layer-guess.ts'

/** A layer of a file, and what of the plan it is; null: it stays outside. */
interface SourceLayer extends Pick<InspectedLayer, 'name' | 'records' | 'geometryType'> {
  readonly choice: PlanLayerName | null
}

/** A file that was picked, with what became of it so far. */
export interface PlanSource {
  readonly file: string
  readonly name: string
  readonly state: 'reading' | 'ready' | 'unusable' | 'tried' | 'imported'
  readonly layers: readonly SourceLayer[]
  readonly encoding: string | null
  readonly sourceCrs: string | null
  readonly refusal: Refusal | null
  /** Of the latest dry run or import. */
  readonly outcome: readonly ImportedLayer[]
}

/** Where layers go: a scenario, or a plan that comes with them. */
export type ImportTarget =
  | { readonly scenario: string }
  | { readonly title: string; readonly baseYear: number | null; readonly targetYear: number | null }

export interface ChosenSchemes {
  readonly base: SchemeId | null
  readonly planned: SchemeId | null
}

/** Files of a plan, one after the other: each is a batch of its own, and what is in stays in when a later one is refused. */
export function usePlanImport() {
  const core = useCore()
  const { survey } = useSurvey()
  const { run } = useJobs()
  const [sources, setSources] = useState<readonly PlanSource[]>([])
  const [isWorking, setWorking] = useState(false)
  const change = useCallback(
    (file: string, to: Partial<PlanSource>): void =>
      setSources((all) => all.map((source) => (source.file === file ? { ...source, ...to } : source))),
    [],
  )
  const read = useCallback(
    async (file: string, encoding: string | null): Promise<void> => {
      const end = await run('planning.import.reading', (signal) =>
        core.source.inspect({ file, encoding, sheet: null, headerRow: null }, { signal }),
      )
      if (end === 'cancelled') setSources((all) => all.filter((source) => source.file !== file))
      else if (!end.ok) change(file, { state: 'unusable', refusal: end.refusal })
      else
        change(file, {
          state: 'ready',
          refusal: null,
          layers: end.value.layers.map(({ name, records, geometryType }) => ({
            name,
            records,
            geometryType,
            choice: guessPlanLayer(name),
          })),
        })
    },
    [core, run, change],
  )
  const add = async ({ file, name }: PickedFile): Promise<void> => {
    if (sources.some((source) => source.file === file)) return
    const source: PlanSource = {
      file,
      name,
      state: 'reading',
      layers: [],
      encoding: null,
      sourceCrs: null,
      refusal: null,
      outcome: [],
    }
    setSources((all) => [...all, source])
    await read(file, null)
  }
  /** Imports one file. null: it was refused or cancelled. */
  const bringIn = async (
    source: PlanSource,
    target: ImportTarget,
    schemes: ChosenSchemes,
    dryRun: boolean,
  ): Promise<{ readonly scenario: string | null } | null> => {
    const place =
      'scenario' in target
        ? { scenario: target.scenario, title: null }
        : { scenario: null, title: target.title, baseYear: target.baseYear, targetYear: target.targetYear }
    const layers = source.layers.flatMap(({ name, choice }) => (choice === null ? [] : [{ layer: choice, name }]))
    const end = await run(dryRun ? 'planning.import.trying' : 'planning.import.working', (signal) =>
      core.planning.import(
        {
          survey: survey.id,
          file: source.file,
          ...place,
          layers,
          baseScheme: schemes.base,
          plannedScheme: schemes.planned,
          encoding: source.encoding,
          sourceCrs: source.sourceCrs,
          swapAxes: false,
          map: {},
          dryRun,
        },
        { signal },
      ),
    )
    if (end === 'cancelled') return null
    if (!end.ok) {
      change(source.file, { refusal: end.refusal, outcome: [] })
      return null
    }
    change(source.file, { refusal: null, outcome: end.value.layers, state: dryRun ? 'tried' : 'imported' })
    return { scenario: end.value.scenario }
  }
  /** All that is to come in, until one is refused. The scenario that the rest went into; null: not all came in. */
  const bringAll = async (
    target: ImportTarget,
    schemes: ChosenSchemes,
    dryRun: boolean,
  ): Promise<{ readonly scenario: string | null; readonly isComplete: boolean }> => {
    setWorking(true)
    let place = target
    let isComplete = true
    try {
      for (const source of sources.filter(isToImport)) {
        const done = await bringIn(source, place, schemes, dryRun)
        isComplete &&= done !== null
        if (done === null && !dryRun) break
        if (done !== null && done.scenario !== null && !dryRun) place = { scenario: done.scenario }
      }
    } finally {
      setWorking(false)
    }
    return { scenario: 'scenario' in place ? place.scenario : null, isComplete }
  }
  return {
    sources,
    isWorking,
    add,
    change,
    bringAll,
    remove: (file: string): void => setSources((all) => all.filter((source) => source.file !== file)),
    readAgain: (file: string, encoding: string): Promise<void> => {
      change(file, { encoding, state: 'reading', refusal: null })
      return read(file, encoding)
    },
  }
}

/** Read, not in yet, and something of it was chosen. */
export const isToImport = ({ state, layers }: PlanSource): boolean =>
  (state === 'ready' || state === 'tried') && layers.some(({ choice }) => choice !== null)
