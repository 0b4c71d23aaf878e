import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import type { ExaminedFile, ExaminedLayer } from '../../../shared/contract/examined.ts'
import type { InspectedLayer } from '../../../shared/contract/inspected.ts'
import type { CancelSignal } from '../../../shared/contract/job.ts'
import { done, type Outcome } from '../../../shared/contract/outcome.ts'
import { guessKind } from '../../../shared/model/guess-kind.ts'
import { makeOwnedScratch } from '../../platform/owned-scratch.ts'
import type { SourceLayer } from '../../platform/source/layer.ts'
import type { JobContext } from '../job.ts'
import { layerEvidence } from '../source/layer-evidence.ts'
import { openSource } from '../source/open-source.ts'
import { INSPECT_SCRATCH, inspectOpened } from './inspect.ts'
import { tablePreviews } from './table-previews.ts'
import { textSamples } from './text-samples.ts'

export interface ReadInput {
  readonly file: string
  readonly encoding: string | null
  readonly sheet: string | null
  readonly headerRow: number | null
}

export const openOptions = ({ encoding, sheet, headerRow }: ReadInput) => ({
  ...(encoding === null ? {} : { encoding }),
  ...(sheet === null ? {} : { sheet }),
  ...(headerRow === null ? {} : { headerRow }),
})

/** `inspect`, and all that a user needs to decide how the file comes in. Refusals: those of `inspectFile`. */
export async function runExamine(input: ReadInput, { signal, report }: JobContext): Promise<Outcome<ExaminedFile>> {
  const scratch = await makeOwnedScratch(tmpdir(), INSPECT_SCRATCH)
  try {
    const opened = await openSource(input.file, { ...openOptions(input), scratchDirectory: scratch, signal })
    if (!opened.ok) return opened
    try {
      const inspected = await inspectOpened(opened.value, signal, report)
      if (!inspected.ok) return inspected
      const layers: ExaminedLayer[] = []
      for (const [i, source] of opened.value.layers.entries()) {
        const layer = inspected.value.layers[i]
        if (layer !== undefined) layers.push(await examineLayer(source, layer, signal))
      }
      return done({ ...inspected.value, layers, tables: await tablePreviews(input.file, input.encoding, signal) })
    } finally {
      await opened.value.dispose()
    }
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function examineLayer(
  source: SourceLayer,
  inspected: InspectedLayer,
  signal: CancelSignal,
): Promise<ExaminedLayer> {
  const { ref } = source
  return {
    ...inspected,
    kind: guessKind(source),
    crsEvidence:
      source.geometryType === null
        ? null
        : {
            samples: [...(await layerEvidence(source, signal)).samples],
            declared: source.declaredCrs,
            declaredFrom: source.declaredFrom,
          },
    samples: await textSamples(source, signal),
    headerRow: ref.format === 'csv' || ref.format === 'xlsx' ? ref.headerRow : null,
  }
}
