import { Projection } from 'ol/proj'
import { register } from 'ol/proj/proj4'
import proj4 from 'proj4'
import type { MapCrs, MapView } from '../../shared/contract/map.ts'

/** Metres around the survey in which the map may be moved. */
const ROOM_M = 200_000

/** The survey's own plane, as OpenLayers names it; nothing of the survey is ever reprojected. */
export function surveyProjection({ crs, extent }: MapView): Projection {
  const code = `EPSG:${crs.epsg}`
  proj4.defs(code, crs.proj4)
  register(proj4)
  const [minX, minY, maxX, maxY] = extent ?? [0, 0, 0, 0]
  return new Projection({
    code,
    units: 'm',
    extent: [minX - ROOM_M, minY - ROOM_M, maxX + ROOM_M, maxY + ROOM_M],
  })
}

/** Degrees of the survey's own datum: longitude, latitude. */
export function degreesOf(crs: MapCrs): (x: number, y: number) => readonly [number, number] {
  const converter = proj4(crs.proj4, crs.geographicProj4)
  return (x, y) => {
    const [longitude = Number.NaN, latitude = Number.NaN] = converter.forward([x, y])
    return [longitude, latitude]
  }
}
