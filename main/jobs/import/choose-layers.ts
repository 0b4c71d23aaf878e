import { done, type Outcome, refuse } from '../../../shared/contract/outcome.ts'
import { isMendTable, type LayerKind, layerKinds, layers } from '../../../shared/model/layers.ts'
import { planKinds } from '../../../shared/model/plan-layers.ts'
import type { SourceLayer } from '../../platform/source/layer.ts'

export interface LayerRequest {
  readonly kind: LayerKind
  /** Name of the layer in the file; not needed where there is only one. */
  readonly name: string | null
  /** Instead of what the import says for all its layers. */
  readonly own?: OwnOptions
  /** What every row is given: the plan or scenario that it belongs to. */
  readonly constants?: LayerConstants
}

export type LayerConstants = Readonly<Record<string, string | null>>

export interface OwnOptions {
  readonly encoding: string | null
  /** EPSG code. */
  readonly sourceCrs: number | null
  readonly swapAxes: boolean
  readonly map: Readonly<Record<string, string>>
}

export interface ChosenLayer {
  readonly kind: LayerKind
  readonly source: SourceLayer
  readonly own: OwnOptions | null
  readonly constants: LayerConstants
}

const POLYGONAL = new Set(['Polygon', 'MultiPolygon', 'MultiPatch', 'MultiSurface', 'Geometry', 'Unknown'])

/**
 * Pairs what the user asked for with the layers of the file, in the order in which later ones may rest on earlier ones.
 * Refusals: layer.ambiguous and layer.unknown with the names as proposals, layer.not-polygon, layer.no-geometry, dbf.unusable.
 */
export function chooseLayers(
  requests: readonly LayerRequest[],
  sources: readonly SourceLayer[],
  file: string,
): Outcome<readonly ChosenLayer[]> {
  const names = sources.map((source) => source.name)
  const chosen: ChosenLayer[] = []
  for (const { kind, name, own, constants } of requests) {
    if (name === null && (sources.length > 1 || requests.length > 1))
      return refuse({ code: 'layer.ambiguous', file, proposals: names, params: { layers: names.join('、') } })
    const source =
      name === null
        ? sources[0]
        : (sources.find((candidate) => candidate.name === name) ??
          sources.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase()))
    if (source === undefined) return unknownLayer(file, name ?? '', names)
    const wanted = layers[kind].geometryType
    const wantsShape = wanted !== null
    if (wantsShape && source.geometryType === null && !isMendTable(source))
      return refuse({ code: 'layer.no-geometry', file, params: { layer: source.name } })
    if (wanted === 'POINT' && !/^(point|geometry|unknown)/i.test(source.geometryType ?? '') && source.records > 0)
      return refuse({ code: 'layer.not-point', file, params: { layer: source.name, type: source.geometryType ?? '' } })
    if (
      wanted === 'MULTIPOLYGON' &&
      source.geometryType !== null &&
      !isPolygonal(source.geometryType) &&
      source.records > 0
    ) {
      return refuse({ code: 'layer.not-polygon', file, params: { layer: source.name, type: source.geometryType } })
    }
    // Shapes whose codes and owners were lost on the way are not what the surveyor meant to bring; without a .dbf they may be.
    const unusable = source.issues.find((issue) => issue.code === 'dbf.unusable')
    if (unusable !== undefined)
      return refuse({ code: 'dbf.unusable', file: source.file, params: unusable.detail ?? {} })
    chosen.push({ kind, source, own: own ?? null, constants: constants ?? {} })
  }
  return done([...chosen].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind)))
}

const order: readonly LayerKind[] = [...layerKinds, ...planKinds]

/** Any case, with or without Z and M. */
const isPolygonal = (type: string): boolean =>
  [...POLYGONAL].some((known) =>
    type
      .toLowerCase()
      .replace(/[\s_]|z?m?$/g, '')
      .startsWith(known.toLowerCase()),
  )

/** A layer that the file does not have, with those that it has. */
export const unknownLayer = (file: string, layer: string, names: readonly string[]): ReturnType<typeof refuse> =>
  refuse({ code: 'layer.unknown', file, proposals: names, params: { layer, layers: names.join('、') } })
