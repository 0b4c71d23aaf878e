import { mkdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { unwatched } from '../../../db/history/steps.ts'
import { connect, connectBeside, type WritableDb } from '../../../db/open/database.ts'
import type { NewPlan } from '../../../db/queries/change-plans.ts'
import { readMetadata } from '../../../db/schema/metadata.ts'
import type { ImportFinding, RecordCounts } from '../../../db/staging/batch.ts'
import type { OnDuplicate } from '../../../db/staging/fates.ts'
import type { SharedArea } from '../../../db/staging/link-buildings.ts'
import { type MergeInput, mergeStaged, previewMerge } from '../../../db/staging/merge.ts'
import { rollbackBatch } from '../../../db/staging/rollback.ts'
import { done, type Outcome, type Refusal, refuse } from '../../../shared/contract/outcome.ts'
import { type Crs, crsOf, epsgCodeIn, epsgText } from '../../../shared/geo/crs/catalogue.ts'
import type { DatumParameters } from '../../../shared/geo/crs/datum-parameters.ts'
import { decideSourceCrs, type SourceCrsDecision } from '../../../shared/geo/crs/decide.ts'
import { fieldNames, planColumns } from '../../../shared/model/column-plan.ts'
import { severityOf } from '../../../shared/model/finding-codes.ts'
import { layers } from '../../../shared/model/layers.ts'
import { loadGeos } from '../../platform/geos.ts'
import type { SourceLayer } from '../../platform/source/layer.ts'
import { polygonsOf } from '../check/polygons.ts'
import type { JobContext } from '../job.ts'
import { layerEvidence } from '../source/layer-evidence.ts'
import { nothingReadable } from '../source/nothing-readable.ts'
import { openSource } from '../source/open-source.ts'
import { type ChosenLayer, chooseLayers, type LayerRequest } from './choose-layers.ts'
import { KeyMissing } from './protect.ts'
import type { StageAnswer, StageTask } from './stage-range.ts'
import { type StageThreads, splitTask, startStageThreads } from './stage-threads.ts'
import { type NamedSchemes, settleSchemes } from './staged-schemes.ts'
import { villageCodes } from './staged-villages.ts'
import { joinFindings } from './tally.ts'

export interface ImportInput {
  readonly survey: string
  readonly file: string
  readonly layers: readonly LayerRequest[]
  readonly encoding: string | null
  /** EPSG code. */
  readonly sourceCrs: number | null
  readonly swapAxes: boolean
  readonly datumParameters: DatumParameters | null
  readonly map: Readonly<Record<string, string>>
  readonly onDuplicate: OnDuplicate
  readonly villageFromCode: boolean
  readonly sheet: string | null
  readonly headerRow: number | null
  readonly dryRun: boolean
  /** Land-use schemes of a plan's layers as the user named them; absent or null: as the codes tell. */
  readonly schemes?: NamedSchemes
  /** A plan that comes into being with the first of its layers. */
  readonly newPlan?: NewPlan | null
}

export interface LayerAnswer extends RecordCounts {
  readonly batch: number | null
  readonly file: string
  readonly layer: string
  readonly encoding: string | null
  readonly encodingFrom: string | null
  readonly sourceCrs: string | null
  readonly targetCrs: string | null
  readonly findings: readonly ImportFinding[]
  readonly seconds: number
}

/** Room for the indexes that a merge fills out of order. */
const MERGE_CACHE_KIB = 32_768

/** A staged layer that waits for its merge. */
interface Staged {
  readonly chosen: ChosenLayer
  readonly crs: SourceCrsDecision | null
  readonly parts: readonly StageTask[]
  readonly answers: readonly StageAnswer[]
  readonly layerFindings: readonly ImportFinding[]
  readonly startedMs: number
}

/**
 * Imports layers of one file, each as a batch of its own: all are staged before the first is merged, so that a refusal leaves
 * the survey as it was. Refusals: those of openSource, chooseLayers, planColumns and decideSourceCrs, encoding.undecided,
 * source.nothing-readable, key.missing.
 */
export async function runImport(
  input: ImportInput,
  context: JobContext,
): Promise<Outcome<{ readonly layers: readonly LayerAnswer[] }>> {
  const scratch = `${input.survey}.scratch-${process.pid}-${Date.now().toString(36)}`
  const survey = input.dryRun ? connectBeside(input.survey) : connect(input.survey, 'write')
  survey.pragma(`cache_size = -${MERGE_CACHE_KIB}`)
  const threads = startStageThreads(input.file)
  try {
    mkdirSync(scratch)
    const opened = await openSource(input.file, {
      scratchDirectory: scratch,
      signal: context.signal,
      ...(input.encoding === null ? {} : { encoding: input.encoding }),
      encodings: encodingsOf(input.layers),
      ...(input.sheet === null ? {} : { sheet: input.sheet }),
      ...(input.headerRow === null ? {} : { headerRow: input.headerRow }),
    })
    if (!opened.ok) return opened
    try {
      const chosen = chooseLayers(input.layers, opened.value.layers, input.file)
      return chosen.ok ? await importChosen(input, context, survey, threads, scratch, chosen.value) : chosen
    } finally {
      await opened.value.dispose()
    }
  } catch (error) {
    if (error instanceof KeyMissing) return refuse({ code: 'key.missing', file: `${input.survey}.key` })
    throw error
  } finally {
    await threads.close()
    survey.close()
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
}

/** Encodings that the user names for single layers, by their names. */
const encodingsOf = (requests: readonly LayerRequest[]): ReadonlyMap<string | null, string> =>
  new Map(
    requests.flatMap(({ name, own }) => {
      const encoding = own?.encoding ?? null
      return encoding === null ? [] : [[name, encoding] as const]
    }),
  )

async function importChosen(
  input: ImportInput,
  context: JobContext,
  survey: WritableDb,
  threads: StageThreads,
  scratch: string,
  chosen: readonly ChosenLayer[],
): Promise<Outcome<{ readonly layers: readonly LayerAnswer[] }>> {
  const staged: Staged[] = []
  const villages = villageCodes(survey)
  for (const [i, layer] of chosen.entries()) {
    const result = await stageLayer(input, context, survey, threads, join(scratch, `layer-${i}`), layer, [...villages])
    if (!result.ok) return result
    staged.push(result.value)
    if (layer.kind === 'village')
      for (const part of result.value.parts) for (const code of villageCodes(part.scratch)) villages.add(code)
  }
  const settled = settleSchemes(
    staged.map(({ chosen: { kind, source }, parts }) => ({
      kind,
      file: source.file,
      scratches: parts.map(({ scratch: path }) => path),
    })),
    input.schemes ?? {},
  )
  if (!settled.ok) return settled
  const answers = await mergeAll(input, context, survey, staged)
  const inAskedOrder = input.layers.map(({ kind, name }) =>
    answers.find(
      (_, i) =>
        staged[i]?.chosen.kind === kind &&
        (name === null || staged[i]?.chosen.source.name.toLowerCase() === name.toLowerCase()),
    ),
  )
  return done({ layers: inAskedOrder.filter((answer) => answer !== undefined) })
}

/**
 * One batch a layer, all or none: what is staged is merged in moments, so a cancel is heard before the first merge and not between
 * two; where a later one fails, the earlier ones are taken back.
 */
async function mergeAll(
  input: ImportInput,
  context: JobContext,
  survey: WritableDb,
  staged: readonly Staged[],
): Promise<readonly LayerAnswer[]> {
  const answers: LayerAnswer[] = []
  const unstoppable: JobContext = {
    ...context,
    signal: { aborted: false, throwIfAborted: () => undefined },
    report: (progress) => context.report({ ...progress, isFinal: true }),
  }
  try {
    for (const layer of staged)
      answers.push(
        await mergeLayer(
          answers.length === 0 ? input : { ...input, newPlan: null },
          answers.length === 0 ? context : unstoppable,
          survey,
          layer,
        ),
      )
  } catch (error) {
    for (const { batch } of answers.toReversed()) {
      if (batch !== null)
        await context.withWriteAccess(() =>
          rollbackBatch(survey, batch, context.author, new Date().toISOString(), unwatched),
        )
    }
    throw error
  }
  return answers
}

async function stageLayer(
  input: ImportInput,
  context: JobContext,
  survey: WritableDb,
  threads: StageThreads,
  scratch: string,
  chosen: ChosenLayer,
  villages: readonly string[],
): Promise<Outcome<Staged>> {
  const { source, kind, own, constants } = chosen
  const startedMs = performance.now()
  if (source.encodingProposals.length > 0)
    return refuse({
      code: 'encoding.undecided',
      file: source.file,
      proposals: source.encodingProposals,
      params: { proposals: source.encodingProposals.join('、') },
    })
  const plan = planColumns(kind, source.fields, own?.map ?? input.map, source.file)
  if (!plan.ok) return plan
  const target = surveyCrs(survey)
  const county = readMetadata(survey, 'county') ?? ''
  const isPlaced = layers[kind].geometryType !== null && source.geometryType !== null
  const crs = !isPlaced ? null : await decideCrs(input, context, chosen, target, county)
  if (crs !== null && !crs.ok) return crs
  const task: StageTask = {
    layer: source,
    plan: plan.value,
    from: 1,
    to: source.records,
    scratch,
    thread: 0,
    startedAtMs: Date.now(),
    survey: input.survey,
    surveyId: readMetadata(survey, 'survey_id') ?? '',
    target: target.epsg,
    county,
    swap: crs?.value.swap ?? false,
    shift: crs?.value.shift ?? { kind: 'none' },
    key: context.key,
    villages,
    villageFromCode: input.villageFromCode,
    constants,
  }
  const parts = splitTask(task)
  const answers = await threads.stageAll(parts, context.signal, context.report)
  const lost = allUnreadable(source, answers)
  if (lost !== null) return refuse(lost)
  const layerFindings = [...source.issues, ...(crs?.value.issues ?? [])].map(
    ({ code, record, detail }): ImportFinding => ({
      code,
      severity: severityOf(code),
      count: 1,
      examples: [{ record: record ?? null, params: detail ?? {} }],
    }),
  )
  const unknown = plan.value.unknown
  if (unknown.length > 0)
    layerFindings.push({
      code: 'field.unknown',
      severity: 'info',
      count: unknown.length,
      examples: [{ record: null, params: { fields: unknown.join('、') } }],
    })
  return done({ chosen, crs: crs?.value ?? null, parts, answers, layerFindings, startedMs })
}

/** Records that are rejected for what they hold make a batch to be mended; a file of which nothing can be read makes none. */
function allUnreadable(source: SourceLayer, answers: readonly StageAnswer[]): Refusal | null {
  const sum = (of: (answer: StageAnswer) => number): number => answers.reduce((n, answer) => n + of(answer), 0)
  const unreadable = sum((answer) => answer.unreadable)
  if (unreadable === 0 || unreadable < sum((answer) => answer.read - answer.deletedRecords)) return null
  const [first] = joinFindings(answers.map((answer) => answer.findings)).flatMap(({ code, examples }) =>
    code === 'record.unreadable' ? examples : [],
  )
  return nothingReadable(source, first?.record ?? 1, String(first?.params.reason ?? 'record.unreadable'))
}

async function decideCrs(
  input: ImportInput,
  context: JobContext,
  { source, own }: ChosenLayer,
  target: Crs,
  county: string,
): Promise<Outcome<SourceCrsDecision>> {
  return decideSourceCrs({
    file: source.file,
    declared: source.declaredCrs,
    declaredFrom: source.declaredFrom,
    option: own === null ? input.sourceCrs : own.sourceCrs,
    swapAxes: own?.swapAxes ?? input.swapAxes,
    datumParameters: input.datumParameters,
    evidence: await layerEvidence(source, context.signal),
    target,
    county,
  })
}

/** The survey's own system; it was one of the catalogue when the file was made. */
function surveyCrs(survey: WritableDb): Crs {
  const epsg = epsgCodeIn(readMetadata(survey, 'crs') ?? '')
  const crs = epsg === null ? null : crsOf(epsg)
  if (crs === null) throw new Error('the survey has no coordinate system')
  return crs
}

/** Loaded only where buildings are to be placed: GEOS takes as much memory as the rest of this thread. */
async function sharedAreaByGeos(): Promise<SharedArea> {
  const geos = await loadGeos()
  return (a, b) => {
    const [first, second] = [polygonsOf(a), polygonsOf(b)]
    return first === null || second === null ? null : geos.sharedAreaM2(first, second)
  }
}

async function mergeLayer(
  input: ImportInput,
  context: JobContext,
  survey: WritableDb,
  staged: Staged,
): Promise<LayerAnswer> {
  const { chosen, crs, parts, answers } = staged
  const merge: MergeInput = {
    batch: {
      file: basename(input.file),
      layer: chosen.source.name,
      kind: chosen.kind,
      at: new Date().toISOString(),
      author: context.author,
      encoding: chosen.source.encoding,
      sourceCrs: crs === null || crs.from === 'none' ? null : epsgText(crs.source),
    },
    scratches: parts.map((part) => part.scratch),
    onDuplicate: input.onDuplicate,
    fieldOf: parts[0] === undefined ? {} : fieldNames(parts[0].plan),
    read: answers.reduce((sum, answer) => sum + answer.read, 0),
    staged: answers.reduce((sum, answer) => sum + answer.staged, 0),
    deletedRecords: answers.reduce((sum, answer) => sum + answer.deletedRecords, 0),
    findings: joinFindings([staged.layerFindings, ...answers.map((answer) => answer.findings)]),
    boxes: answers.map((answer) => answer.boxes),
    peopleKeys: answers.map((answer) => answer.peopleKeys),
    sharedArea: chosen.kind === 'building' ? await sharedAreaByGeos() : () => null,
    newPlan: input.newPlan ?? null,
  }
  const answer = input.dryRun
    ? previewMerge(survey, merge, context.signal)
    : await context.withWriteAccess(() =>
        mergeStaged(
          survey,
          merge,
          context.signal,
          (done, total) => context.report({ phase: 'merge', done, total }),
          () => context.report({ phase: 'settle', done: 1, total: 1, isFinal: true }),
        ),
      )
  return {
    batch: answer.batch,
    file: basename(input.file),
    layer: chosen.source.name,
    encoding: chosen.source.encoding,
    encodingFrom: chosen.source.encodingFrom,
    sourceCrs: merge.batch.sourceCrs,
    targetCrs: layers[chosen.kind].geometryType === null ? null : epsgText(surveyCrs(survey)),
    ...answer.counts,
    findings: joinFindings([answer.findings]),
    seconds: Math.round((performance.now() - staged.startedMs) / 10) / 100,
  }
}
