import type { Coordinates, Extent, PolygonRings } from './geometry.ts'
import type { TileContent, TileFeature, TileLabel } from './tile.ts'
import { createCellCover } from './tile-cells.ts'
import { FINEST_ZOOM, quantumOf, resolutionOf, type TileAddress, tileExtent, toleranceOf } from './tile-grid.ts'
import { clipRing, isInside, thinRing } from './tile-shape.ts'

/** An object shorter than this on both sides is drawn as the pixels that it covers. */
const CELL_PX = 6
/** Beyond the tile, so that edges along the cut are never seen. */
const MARGIN_PX = 8
/** Shapes of one tile. Objects that do not overlap cannot be as many; more are drawn as pixels. */
const MOST_FEATURES = 6000

export interface TileObject {
  /** UUID. */
  readonly id: string
  readonly class: number
  readonly polygons: readonly PolygonRings[]
  readonly extent: Extent
  /** Written where the object's middle lies. */
  readonly label: string | null
}

/** Puts the objects of one tile together; coordinates in metres of the survey's zone. */
export interface TileBuilder {
  /** Takes an object that is too small for a shape as the pixels that it covers; false: it is to be added with its shape. */
  addSmall(minX: number, minY: number, maxX: number, maxY: number, objectClass: number): boolean
  add(object: TileObject): void
  finish(): TileContent
}

export function createTileBuilder(address: TileAddress): TileBuilder {
  const resolution = resolutionOf(address.z)
  const quantum = quantumOf(address.z)
  const tolerance = toleranceOf(address.z)
  const [west, south, east, north] = tileExtent(address)
  const margin = MARGIN_PX * resolution
  const box: Extent = [west - margin, south - margin, east + margin, north + margin]
  const smallest = address.z === FINEST_ZOOM ? 0 : CELL_PX * resolution
  const cover = createCellCover()
  const features: TileFeature[] = []
  const labels: TileLabel[] = []
  const addCells = (minX: number, minY: number, maxX: number, maxY: number, objectClass: number): void =>
    cover.cover(
      (minX - west) / resolution,
      (minY - south) / resolution,
      (maxX - west) / resolution,
      (maxY - south) / resolution,
      objectClass,
    )
  const toSteps = (ring: Coordinates): Int32Array => {
    const steps = new Int32Array(ring.length)
    for (let i = 0; i < ring.length; i += 2) {
      steps[i] = Math.round(((ring[i] ?? 0) - west) / quantum)
      steps[i + 1] = Math.round(((ring[i + 1] ?? 0) - south) / quantum)
    }
    return steps
  }
  const addLabel = (object: TileObject): void => {
    if (object.label === null) return
    const [x, y] = middleOf(object)
    if (x >= west && x < east && y >= south && y < north)
      labels.push({
        feature: features.length - 1,
        x: Math.round((x - west) / quantum),
        y: Math.round((y - south) / quantum),
        text: object.label,
      })
  }
  return {
    addSmall(minX, minY, maxX, maxY, objectClass) {
      if (Math.max(maxX - minX, maxY - minY) >= smallest && features.length < MOST_FEATURES) return false
      addCells(minX, minY, maxX, maxY, objectClass)
      return true
    },
    add(object) {
      const whole = isInside(object.extent, box)
      const rings: { hole: boolean; steps: Int32Array }[] = []
      let isFlat = true
      for (const polygon of object.polygons) {
        for (const [index, ring] of polygon.entries()) {
          const thin = thinRing(ring, tolerance)
          if (thin === null) {
            if (index === 0) break // a shell that has no inside left has no holes either
            continue
          }
          isFlat = false
          const seen = whole ? thin : clipRing(thin, box)
          if (seen !== null) rings.push({ hole: index > 0, steps: toSteps(seen) })
          else if (index === 0) break
        }
      }
      if (rings.length > 0) {
        features.push({ id: object.id, class: object.class, rings })
        addLabel(object)
      } else if (isFlat) addCells(...object.extent, object.class)
    },
    finish: () => ({ features, cells: cover.cells(), labels }),
  }
}

/** Centre of gravity of the largest shell; the box's centre where it has no area. */
function middleOf({ polygons, extent }: TileObject): readonly [number, number] {
  let best: readonly [number, number] = [(extent[0] + extent[2]) / 2, (extent[1] + extent[3]) / 2]
  let largest = 0
  for (const [shell] of polygons) {
    if (shell === undefined) continue
    const originX = shell[0] ?? 0
    const originY = shell[1] ?? 0
    let twice = 0
    let sumX = 0
    let sumY = 0
    for (let i = 0; i + 3 < shell.length; i += 2) {
      const x = (shell[i] ?? 0) - originX
      const y = (shell[i + 1] ?? 0) - originY
      const nextX = (shell[i + 2] ?? 0) - originX
      const nextY = (shell[i + 3] ?? 0) - originY
      const cross = x * nextY - nextX * y
      twice += cross
      sumX += (x + nextX) * cross
      sumY += (y + nextY) * cross
    }
    if (Math.abs(twice) > largest) {
      largest = Math.abs(twice)
      best = [originX + sumX / (3 * twice), originY + sumY / (3 * twice)]
    }
  }
  return best
}
