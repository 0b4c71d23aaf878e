import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, join } from 'node:path'
import { newId } from '../../db/schema/new-id.ts'
import { asTheFileSays } from '../../shared/contract/import-defaults.ts'
import type { JobProgress } from '../../shared/contract/job.ts'
import type { MadeFile } from '../../shared/contract/opening.ts'
import { done, type Outcome, refuse } from '../../shared/contract/outcome.ts'
import { localDay } from '../../shared/model/calendar-day.ts'
import { shandongCeilings } from '../../shared/standards/sets/shandong.ts'
import type { JobKind, Jobs } from '../jobs/registry.ts'
import { keyPath } from '../platform/keys.ts'
import { sample, sampleFolder } from '../platform/sample.ts'
import type { Core } from './core.ts'
import { planLayerRequest } from './planning-procedures.ts'
import { runJob } from './run-job.ts'
import { createSurveyFile } from './survey-procedures.ts'

/**
 * Makes a survey out of the sample's files, as the demo does it: created, its layers imported, assessed and checked. What was
 * begun goes when it cannot be finished. Refusals: target.folder-missing, io.failed and those of each step.
 */
export async function* makeSample(
  core: Core,
  folder: string | null,
  signal: AbortSignal | undefined,
): AsyncGenerator<JobProgress, Outcome<MadeFile>, void> {
  const place = folder === null ? defaultFolder(core) : done(core.resolveFile(folder))
  if (!place.ok) return place
  const path = freeName(place.value)
  const file = core.nameFile?.(path) ?? path
  const byPath: Core = { ...core, author: core.author, resolveFile: (named) => named }
  const created = createSurveyFile(byPath, {
    file: path,
    county: sample.county,
    crs: null,
    villages: sample.villages,
    force: false,
  })
  if (!created.ok) return created
  let isWhole = false
  try {
    const opened = core.open(file, 'write')
    if (!opened.ok) return opened
    try {
      const filled = yield* fill(core, opened.value.survey, path, signal)
      if (!filled.ok) return filled
    } finally {
      await core.settle(opened.value.survey)
      core.close(opened.value.survey)
    }
    isWhole = true
    return done({ file, name: basename(path) })
  } finally {
    if (!isWhole) for (const made of [path, keyPath(path)]) rmSync(made, { force: true, maxRetries: 5 })
  }
}

async function* fill(
  core: Core,
  survey: string,
  path: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<JobProgress, Outcome<null>, void> {
  const total = sample.layers.length + sample.plan.layers.length + 2
  let step = 0
  for (const { file, kind } of sample.layers) {
    yield { phase: 'sample', done: step++, total }
    const imported = await runOn(core, survey, 'import', importOf(path, join(sampleFolder, file), kind), signal)
    if (!imported.ok) return imported
  }
  const ids = { plan: newId(), scenario: newId() }
  for (const [i, { file, layer }] of sample.plan.layers.entries()) {
    yield { phase: 'sample', done: step++, total }
    const imported = await runOn(
      core,
      survey,
      'import',
      {
        ...asTheFileSays,
        survey: path,
        file: join(sampleFolder, file),
        layers: [planLayerRequest(layer, null, ids)],
        schemes: { base_patch: null, planned_patch: sample.plan.plannedScheme },
        newPlan: i === 0 ? { ...ids, ...sample.plan } : null,
      },
      signal,
    )
    if (!imported.ok) return imported
  }
  yield { phase: 'sample', done: step++, total }
  const assessed = await runOn(
    core,
    survey,
    'assess',
    { survey: path, standards: shandongCeilings, on: localDay() },
    signal,
  )
  if (!assessed.ok) return assessed
  yield { phase: 'sample', done: step, total }
  const checked = await runOn(core, survey, 'check', { survey: path, list: false }, signal)
  return checked.ok ? done(null) : checked
}

/** A step's own progress would run from the start several times. */
async function runOn<K extends JobKind>(
  core: Core,
  survey: string,
  kind: K,
  input: Jobs[K]['input'],
  signal: AbortSignal | undefined,
): Promise<Outcome<Jobs[K]['answer']>> {
  const { queue, key } = core.session(survey)
  const job = runJob({ kind, input, author: core.author, key, queue, signal })
  for (;;) {
    const next = await job.next()
    if (next.done === true) return next.value
  }
}

const importOf = (
  survey: string,
  file: string,
  kind: (typeof sample.layers)[number]['kind'],
): Jobs['import']['input'] => ({
  survey,
  file,
  layers: [{ kind, name: null }],
  ...asTheFileSays,
})

/** 示例.gpkg, or the first 示例 2.gpkg, 示例 3.gpkg … that is free: nobody's sample is overwritten. */
function freeName(folder: string): string {
  const base = sample.name.replace(/\.gpkg$/, '')
  let path = join(folder, sample.name)
  for (let n = 2; existsSync(path) || existsSync(keyPath(path)); n++) path = join(folder, `${base} ${n}.gpkg`)
  return path
}

function defaultFolder(core: Core): Outcome<string> {
  const folder = core.defaultFolder ?? join(homedir(), 'CunDi')
  try {
    mkdirSync(folder, { recursive: true })
    return done(folder)
  } catch (error) {
    return refuse({
      code: 'io.failed',
      file: basename(folder),
      params: { reason: String((error as NodeJS.ErrnoException).code ?? 'error') },
    })
  }
}
