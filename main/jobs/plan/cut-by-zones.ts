import type { ReadableDb } from '../../../db/open/database.ts'
import type { ZoneFacts } from '../../../db/queries/conflict-subjects.ts'
import { shapesByFid } from '../../../db/queries/shapes-from-west.ts'
import type { PolygonRings } from '../../../shared/geo/geometry.ts'
import { planeAreaM2 } from '../../../shared/geo/plane-area.ts'
import type { Geos, PreparedArea } from '../../platform/geos.ts'
import type { Origin, Shape } from '../../platform/geos-shapes.ts'
import { polygonsOf } from '../check/polygons.ts'
import type { SweptShape } from './sweep-pairs.ts'

/** Land of a subject, in plane m², with a point of it. */
export interface Cut {
  readonly m2: number
  readonly perimeterM: number
  readonly at: readonly [x: number, y: number]
}

export interface ZoneCutter {
  /** What subject and zone share; null: nothing. */
  shared(subject: SweptShape, zone: number): Cut | null
  /** What of the subject lies in none of the zones; null: nothing. */
  rest(subject: SweptShape, zones: readonly number[]): Cut | null
  close(): void
}

interface OpenZone {
  readonly polygons: readonly PolygonRings[]
  readonly prepared: PreparedArea
}

/** Zones are few, large and asked often: each is read once and prepared. */
export function openZoneCutter(db: ReadableDb, zones: readonly ZoneFacts[], geos: Geos): ZoneCutter {
  const { shapes } = geos
  const known = new Set(zones.map(({ fid }) => fid))
  const find = shapesByFid(db, 'control_zone')
  const open = new Map<number, OpenZone>()
  const zoneOf = (fid: number): OpenZone | null => {
    const before = open.get(fid)
    if (before !== undefined) return before
    const blob = known.has(fid) ? find([fid]).get(fid) : undefined
    const polygons = blob === undefined ? null : polygonsOf(blob)
    if (polygons === null) return null
    const zone = { polygons, prepared: geos.prepare(polygons) }
    open.set(fid, zone)
    return zone
  }
  const originOf = ({ extent }: SweptShape): Origin => ({ x: extent[0], y: extent[1] })
  const cutOf = (shape: Shape, origin: Origin): Cut | null => {
    const m2 = shapes.areaM2(shape)
    const at = m2 > 0 ? shapes.pointIn(shape, origin) : null
    return at === null ? null : { m2, perimeterM: shapes.perimeterM(shape), at }
  }
  const whole = (subject: SweptShape): Cut | null => {
    const origin = originOf(subject)
    const shape = shapes.make(subject.polygons, origin)
    const cut = cutOf(shape, origin)
    shapes.free(shape)
    return cut === null ? null : { ...cut, m2: planeAreaM2(subject.polygons) }
  }
  return {
    shared(subject, fid) {
      const zone = zoneOf(fid)
      if (zone === null || !zone.prepared.meets(subject.polygons)) return null
      if (zone.prepared.covers(subject.polygons)) return whole(subject)
      const origin = originOf(subject)
      const [a, b] = [shapes.make(subject.polygons, origin), shapes.make(zone.polygons, origin)]
      const shared = shapes.intersection(a, b)
      const cut = cutOf(shared, origin)
      for (const shape of [a, b, shared]) shapes.free(shape)
      return cut
    },
    rest(subject, fids) {
      const near = fids.map(zoneOf).filter((zone) => zone !== null)
      if (near.some(({ prepared }) => prepared.covers(subject.polygons))) return null
      const touching = near.filter(({ prepared }) => prepared.meets(subject.polygons))
      if (touching.length === 0) return whole(subject)
      const origin = originOf(subject)
      let left = shapes.make(subject.polygons, origin)
      for (const { polygons } of touching) {
        const zone = shapes.make(polygons, origin)
        const next = shapes.difference(left, zone)
        shapes.free(left)
        shapes.free(zone)
        left = next
      }
      const cut = cutOf(left, origin)
      shapes.free(left)
      return cut
    },
    close() {
      for (const { prepared } of open.values()) prepared.free()
    },
  }
}
