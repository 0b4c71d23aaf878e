import type { Outcome } from '../../contract/outcome.ts'
import { done, refuse } from '../../contract/outcome.ts'
import type { Coordinates } from '../geometry.ts'
import type { Crs } from './catalogue.ts'
import { crsOf, epsgCodeIn } from './catalogue.ts'

/**
 * The file of `--datum-parameters`: JSON in UTF-8, supplied by the county (none are shipped: domain.md 4.1). Both systems are
 * EPSG codes, and the numbers are those of coordinates spelt exactly as these systems spell them, zone prefix included.
 *
 * Plane similarity (四参数), axes X north and Y east, angle positive from X to Y as in 坐标转换 practice:
 *   {"from":"EPSG:2384","to":"EPSG:4548","kind":"plane-4","deltaNorthM":1.2,"deltaEastM":-3.4,"rotationSeconds":0.5,"scalePpm":2}
 *   X' = ΔX + (1 + m)(X cos α − Y sin α)   Y' = ΔY + (1 + m)(X sin α + Y cos α)
 * Bursa–Wolf (七参数), geocentric; the sign of the rotations has to be said, because both conventions are in use:
 *   {"from":…,"to":…,"kind":"helmert-7","convention":"coordinate-frame"|"position-vector","deltaXM","deltaYM","deltaZM",
 *    "rotationXSeconds","rotationYSeconds","rotationZSeconds","scalePpm"}
 */
export type DatumParameters = PlaneParameters | HelmertParameters

interface Between {
  readonly from: Crs
  readonly to: Crs
}

export interface PlaneParameters extends Between {
  readonly kind: 'plane-4'
  readonly deltaNorthM: number
  readonly deltaEastM: number
  readonly rotationSeconds: number
  readonly scalePpm: number
}

export interface HelmertParameters extends Between {
  readonly kind: 'helmert-7'
  readonly convention: 'coordinate-frame' | 'position-vector'
  readonly deltaXM: number
  readonly deltaYM: number
  readonly deltaZM: number
  readonly rotationXSeconds: number
  readonly rotationYSeconds: number
  readonly rotationZSeconds: number
  readonly scalePpm: number
}

const PLANE_KEYS = ['deltaNorthM', 'deltaEastM', 'rotationSeconds', 'scalePpm'] as const
const HELMERT_KEYS = [
  'deltaXM',
  'deltaYM',
  'deltaZM',
  'rotationXSeconds',
  'rotationYSeconds',
  'rotationZSeconds',
  'scalePpm',
] as const

type Entries = Readonly<Record<string, unknown>>

/** All the keys as finite numbers; the first key that is none is the answer otherwise. A missing number is never taken as 0. */
function numbersOf<K extends string>(entries: Entries, keys: readonly K[]): Record<K, number> | K {
  const numbers: Partial<Record<K, number>> = {}
  for (const key of keys) {
    const value = entries[key]
    if (typeof value !== 'number' || !Number.isFinite(value)) return key
    numbers[key] = value
  }
  return numbers as Record<K, number>
}

const systemOf = (value: unknown): Crs | null => {
  const code = typeof value === 'string' ? epsgCodeIn(value) : null
  return code === null ? null : crsOf(code)
}

const unreadable = (file: string, where: string): ReturnType<typeof refuse> =>
  refuse({ code: 'crs.parameters-unreadable', file, params: { file, where } })

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    return null // not JSON is one of the expected outcomes, refused by the caller
  }
}

/** Reads a parameter file. Refusal: `crs.parameters-unreadable`, with the key at fault in `where`. */
export function readDatumParameters(text: string, file: string): Outcome<DatumParameters> {
  const json = parseJson(text)
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return unreadable(file, 'JSON')
  const entries = json as Entries
  const from = systemOf(entries.from)
  const to = systemOf(entries.to)
  if (from === null || from.datum === 'other') return unreadable(file, 'from')
  if (to === null || to.datum !== 'cgcs2000') return unreadable(file, 'to')
  if (entries.kind === 'plane-4') {
    if (from.kind === 'geographic' || to.kind === 'geographic') return unreadable(file, 'kind')
    const numbers = numbersOf(entries, PLANE_KEYS)
    return typeof numbers === 'string' ? unreadable(file, numbers) : done({ kind: 'plane-4', from, to, ...numbers })
  }
  if (entries.kind !== 'helmert-7') return unreadable(file, 'kind')
  const convention = entries.convention
  if (convention !== 'coordinate-frame' && convention !== 'position-vector') return unreadable(file, 'convention')
  const numbers = numbersOf(entries, HELMERT_KEYS)
  return typeof numbers === 'string'
    ? unreadable(file, numbers)
    : done({ kind: 'helmert-7', from, to, convention, ...numbers })
}

/** Applies the plane similarity to coordinates of `parameters.from`; the answer is in `parameters.to`. */
export function applyPlaneParameters(coordinates: Coordinates, parameters: PlaneParameters): Coordinates {
  const angle = (parameters.rotationSeconds / 3600) * (Math.PI / 180)
  const scale = 1 + parameters.scalePpm * 1e-6
  const cosine = scale * Math.cos(angle)
  const sine = scale * Math.sin(angle)
  const moved = new Float64Array(coordinates.length)
  for (let i = 0; i + 1 < coordinates.length; i += 2) {
    const east = coordinates[i] ?? Number.NaN
    const north = coordinates[i + 1] ?? Number.NaN
    moved[i] = parameters.deltaEastM + north * sine + east * cosine
    moved[i + 1] = parameters.deltaNorthM + north * cosine - east * sine
  }
  return moved
}
