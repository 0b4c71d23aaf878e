import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import type { DrawnShapes } from '../../../shared/contract/examined.ts'
import type { CancelSignal } from '../../../shared/contract/job.ts'
import { done, type Outcome } from '../../../shared/contract/outcome.ts'
import type { Coordinates, Extent, Geometry } from '../../../shared/geo/geometry.ts'
import { coordinateRuns } from '../../../shared/geo/plane-area.ts'
import { makeOwnedScratch } from '../../platform/owned-scratch.ts'
import type { SourceLayer } from '../../platform/source/layer.ts'
import { unknownLayer } from '../import/choose-layers.ts'
import type { JobContext } from '../job.ts'
import { openSource } from '../source/open-source.ts'
import { readRecords } from '../source/read-records.ts'
import { openOptions, type ReadInput } from './examine.ts'
import { INSPECT_SCRATCH } from './inspect.ts'

export interface ShapesInput extends ReadInput {
  readonly layer: string
  readonly records: readonly number[]
  readonly swapAxes: boolean
}

const CONTEXT_SHAPES = 3000
const CONTEXT_VERTICES = 24
const ASKED_VERTICES = 2000
/** Beyond this no coordinate is meant; a shape there would shrink all others to a point. */
const PLAUSIBLE_ABSOLUTE = 1e8
/** Neighbours are looked for within so many times the size of what is asked for. */
const NEIGHBOURHOOD = 4
const NEIGHBOURS = 1500

interface Outline {
  readonly rings: readonly Coordinates[]
  readonly extent: Extent
}

/** Outlines of some records among the others of their layer. Refusals: those of `openSource`, layer.unknown. */
export async function runDrawShapes(input: ShapesInput, context: JobContext): Promise<Outcome<DrawnShapes>> {
  const { signal } = context
  const scratch = await makeOwnedScratch(tmpdir(), INSPECT_SCRATCH)
  try {
    const opened = await openSource(input.file, { ...openOptions(input), scratchDirectory: scratch, signal })
    if (!opened.ok) return opened
    try {
      const { layers } = opened.value
      const layer = layers.find(({ name }) => name === input.layer)
      if (layer === undefined)
        return unknownLayer(
          input.file,
          input.layer,
          layers.map(({ name }) => name),
        )
      return done(await drawLayer(layer, input, context))
    } finally {
      await opened.value.dispose()
    }
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function drawLayer(
  layer: SourceLayer,
  { records, swapAxes }: ShapesInput,
  { signal, report }: JobContext,
): Promise<DrawnShapes> {
  const asked: { record: number; outline: Outline }[] = []
  for (const record of records) {
    for await (const outline of outlines(layer, { from: record, to: record }, swapAxes, ASKED_VERTICES, signal))
      asked.push({ record, outline })
  }
  const near = asked.length === 0 ? null : grown(asked.map(({ outline }) => outline.extent).reduce(joined))
  const step = Math.max(1, Math.ceil(layer.records / CONTEXT_SHAPES))
  const context: Outline[] = []
  let all: Extent | null = near
  let [done, neighbours] = [0, 0]
  for await (const outline of outlines(layer, {}, swapAxes, CONTEXT_VERTICES, signal)) {
    all = all === null ? outline.extent : joined(all, outline.extent)
    const isNeighbour = near !== null && neighbours < NEIGHBOURS && meet(near, outline.extent)
    if (isNeighbour) neighbours++
    if (isNeighbour || done % step === 0) context.push(outline)
    if (++done % 5000 === 0) report({ phase: 'inspect', done, total: layer.records })
  }
  const extent: Extent = all ?? [0, 0, 1, 1]
  const isDegrees = extent.every((value) => Math.abs(value) <= 360)
  const place = placing(extent, isDegrees)
  return {
    origin: [extent[0], extent[1]],
    extent,
    isDegrees,
    context: context.flatMap(({ rings }) => rings.map(place)),
    asked: asked.map(({ record, outline }) => ({ record, rings: outline.rings.map(place) })),
    total: layer.records,
  }
}

async function* outlines(
  layer: SourceLayer,
  range: { readonly from?: number; readonly to?: number },
  swapAxes: boolean,
  vertices: number,
  signal: CancelSignal,
): AsyncGenerator<Outline, void, undefined> {
  for await (const batch of readRecords(layer, { ...range, columns: [], signal })) {
    for (const { geometry, deleted, unreadable } of batch) {
      if (geometry === null || deleted || unreadable !== null) continue
      const outline = outlineOf(geometry, swapAxes, vertices)
      if (outline !== null) yield outline
    }
  }
}

/** Rings with at most so many vertices, copied: the reader's buffers are shared. null: nothing that can be drawn. */
function outlineOf(geometry: Geometry, swapAxes: boolean, vertices: number): Outline | null {
  let extent: Extent | null = null
  const rings = coordinateRuns(geometry).map((run) => {
    const ring = thinned(run, vertices, swapAxes)
    for (let i = 0; i + 1 < ring.length; i += 2) {
      const [x, y] = [ring[i] ?? 0, ring[i + 1] ?? 0]
      extent = extent === null ? [x, y, x, y] : joined(extent, [x, y, x, y])
    }
    return ring
  })
  const isPlausible = (extent ?? [Number.NaN]).every((value) => Math.abs(value) <= PLAUSIBLE_ABSOLUTE)
  return extent === null || !isPlausible ? null : { rings, extent }
}

function thinned(run: Coordinates, vertices: number, swapAxes: boolean): Coordinates {
  const count = run.length / 2
  const step = Math.max(1, Math.ceil(count / vertices))
  const kept: number[] = []
  for (let i = 0; i < count; i += step) {
    const [x, y] = [run[2 * i] ?? 0, run[2 * i + 1] ?? 0]
    kept.push(swapAxes ? y : x, swapAxes ? x : y)
  }
  return Float64Array.from(kept)
}

const joined = (a: Extent, b: Extent): Extent => [
  Math.min(a[0], b[0]),
  Math.min(a[1], b[1]),
  Math.max(a[2], b[2]),
  Math.max(a[3], b[3]),
]

const meet = (a: Extent, b: Extent): boolean => a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]

function grown([west, south, east, north]: Extent): Extent {
  const margin = NEIGHBOURHOOD * Math.max(east - west, north - south)
  return [west - margin, south - margin, east + margin, north + margin]
}

/** Centimetres are fine enough to look at, and numbers near zero are short. */
function placing([west, south]: Extent, isDegrees: boolean): (ring: Coordinates) => readonly number[] {
  const digits = isDegrees ? 7 : 2
  return (ring) => Array.from(ring, (value, i) => Number((value - (i % 2 === 0 ? west : south)).toFixed(digits)))
}
