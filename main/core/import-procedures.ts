import type { InferContractRouterInputs } from '@orpc/contract'
import { batchDetail } from '../../db/staging/batch.ts'
import type { BatchDetail, RollbackAnswer } from '../../shared/contract/answers.ts'
import type { contract } from '../../shared/contract/contract.ts'
import { done, type Outcome, refuse } from '../../shared/contract/outcome.ts'
import { epsgCodeIn } from '../../shared/geo/crs/catalogue.ts'
import { type DatumParameters, readDatumParameters } from '../../shared/geo/crs/datum-parameters.ts'
import type { LayerRequest } from '../jobs/import/choose-layers.ts'
import type { ImportInput } from '../jobs/import/import.ts'
import type { Core } from './core.ts'
import { readText } from './read-text.ts'

type RunInput = InferContractRouterInputs<typeof contract>['imports']['run']

/** What the contract asks for as the job wants it. Refusals: crs.bad-option, and those of the datum parameters. */
export function importRequest(core: Core, input: RunInput): Outcome<ImportInput> {
  const sourceCrs = readCrs(input.sourceCrs)
  if (!sourceCrs.ok) return sourceCrs
  const datum = readDatum(core, input.datumParameters)
  if (!datum.ok) return datum
  const layers: LayerRequest[] = []
  for (const { kind, name, own } of input.layers) {
    const crs = readCrs(own?.sourceCrs ?? null)
    if (!crs.ok) return crs
    layers.push({ kind, name, ...(own === undefined ? {} : { own: { ...own, sourceCrs: crs.value } }) })
  }
  return done({
    ...input,
    layers,
    survey: core.session(input.survey).survey.path,
    file: core.resolveFile(input.file),
    sourceCrs: sourceCrs.value,
    datumParameters: datum.value,
  })
}

/** Refusal: crs.bad-option. */
export function readCrs(text: string | null): Outcome<number | null> {
  const epsg = text === null ? null : epsgCodeIn(text)
  return text !== null && epsg === null
    ? refuse({ code: 'crs.bad-option', params: { crs: text, option: '--source-crs' } })
    : done(epsg)
}

function readDatum(core: Core, file: string | null): Outcome<DatumParameters | null> {
  if (file === null) return done(null)
  const path = core.resolveFile(file)
  const text = readText(path)
  return text.ok ? readDatumParameters(text.value, path) : text
}

/** Refusal: batch.unknown. */
export async function sizeOfRollback(core: Core, survey: string, batch: number): Promise<Outcome<RollbackAnswer>> {
  const size = await core.session(survey).readers.tables.ask('rollbackSize', batch)
  return size === null ? refuse({ code: 'batch.unknown', params: { batch } }) : done({ batch, ...size })
}

/** Refusal: batch.unknown. */
export function describeBatch(core: Core, survey: string, batch: number): Outcome<BatchDetail> {
  const detail = batchDetail(core.session(survey).survey.db, batch)
  if (detail === undefined) return refuse({ code: 'batch.unknown', params: { batch } })
  const { rolledBackAt, ...rest } = detail
  return done({ ...rest, rolledBack: rolledBackAt })
}
