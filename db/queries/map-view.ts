import { type MapLayer, type MapLegend, type MapView, mapLayers } from '../../shared/contract/map.ts'
import { crsOf, epsgCodeIn, knownSystems } from '../../shared/geo/crs/catalogue.ts'
import type { Extent } from '../../shared/geo/geometry.ts'
import { rtreeName } from '../geopackage/rtree.ts'
import type { ReadableDb } from '../open/database.ts'
import { readMetadata } from '../schema/metadata.ts'
import { countClasses, tileIndex } from './tile-index.ts'

/** What a map begins with: the survey's system, where its shapes lie, and how many a layer has. */
export function mapView(db: ReadableDb): MapView {
  const crs = crsOf(epsgCodeIn(readMetadata(db, 'crs') ?? '') ?? 0)
  if (crs === null) throw new Error('a survey in a system that CunDi does not know')
  const geographic = knownSystems().find(({ kind, datum }) => kind === 'geographic' && datum === crs.datum)
  const bounds = mapLayers.map((layer) => boundsOf(db, layer))
  return {
    crs: {
      epsg: crs.epsg,
      name: { zh: crs.nameZh, en: crs.nameEn },
      proj4: crs.proj4,
      geographicProj4: geographic?.proj4 ?? crs.proj4,
      centralMeridian: crs.centralMeridian,
      zone: crs.zone,
      zonePrefixed: crs.zonePrefixed,
    },
    extent: around(bounds.flatMap(({ extent }) => (extent === null ? [] : [extent]))),
    layers: mapLayers.map((layer, index) => ({ layer, count: bounds[index]?.count ?? 0 })),
  }
}

interface Bounds {
  readonly count: number
  readonly extent: Extent | null
}

interface BoundsRow {
  readonly n: number
  readonly minX: number | null
  readonly minY: number
  readonly maxX: number
  readonly maxY: number
}

/** The R-tree's own numbers: rounded outwards by a few metres, which a view of everything does not mind. */
function boundsOf(db: ReadableDb, layer: MapLayer): Bounds {
  const row = db
    .prepare<[], BoundsRow>(
      `SELECT count(*) AS n, min(minx) AS minX, min(miny) AS minY, max(maxx) AS maxX, max(maxy) AS maxY FROM ${rtreeName(layer)}`,
    )
    .get()
  if (row === undefined || row.minX === null) return { count: 0, extent: null }
  return { count: row.n, extent: [row.minX, row.minY, row.maxX, row.maxY] }
}

const around = (extents: readonly Extent[]): MapView['extent'] =>
  extents.length === 0
    ? null
    : [
        Math.min(...extents.map(([minX]) => minX)),
        Math.min(...extents.map(([, minY]) => minY)),
        Math.max(...extents.map(([, , maxX]) => maxX)),
        Math.max(...extents.map(([, , , maxY]) => maxY)),
      ]

/** Counts by class of the layers whose index is complete; null: some index is to be advanced first. */
export function mapLegend(db: ReadableDb): MapLegend | null {
  const layers: MapLegend['layers'][number][] = []
  for (const layer of mapLayers) {
    const index = tileIndex(db, { layer, owner: null })
    if (index === null) return null
    layers.push({ layer, classes: countClasses(index) })
  }
  return { layers }
}
