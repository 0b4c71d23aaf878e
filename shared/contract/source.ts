import { oc } from '@orpc/contract'
import * as z from 'zod/mini'
import type { DrawnShapes, ExaminedFile } from './examined.ts'
import type { InspectedFile } from './inspected.ts'
import { file, job } from './parts.ts'

/** How a source is to be read where it does not say so itself. */
export const sourceOptions = {
  encoding: z.nullable(z.string()),
  sheet: z.nullable(z.string()),
  headerRow: z.nullable(z.int().check(z.positive())),
}

/** Looking at files before anything is imported; nothing is changed. Refusals: those of openSource. */
export const source = {
  inspect: oc.input(z.object({ file, ...sourceOptions })).output(job<InspectedFile>()),
  /** `inspect`, with samples of the text, evidence for the coordinate system, and guesses. */
  examine: oc.input(z.object({ file, ...sourceOptions })).output(job<ExaminedFile>()),
  /** The shapes of these records among their neighbours. Refusal: layer.unknown. */
  shapes: oc
    .input(
      z.object({
        file,
        ...sourceOptions,
        layer: z.string(),
        records: z.array(z.int().check(z.positive())).check(z.maxLength(200)),
        swapAxes: z.boolean(),
      }),
    )
    .output(job<DrawnShapes>()),
}
