import { addCoordinateTransforms, addProjection, createSafeCoordinateTransform, get, Projection } from 'ol/proj'
import proj4 from 'proj4'
import type { MapCrs, MapView } from '../../shared/contract/map.ts'

/** Metres around the survey in which the map may be moved. */
const ROOM_M = 200_000

/** Of backgrounds in Web Mercator. */
const WEB = 'EPSG:3857'

/**
 * The survey's own plane, as OpenLayers names it; nothing of the survey is ever reprojected. Its ties to Web Mercator are made
 * here: `register` of ol/proj/proj4 makes them between all pairs of proj4's 120 UTM zones, 180 ms before the first map.
 */
export function surveyProjection({ crs, extent }: MapView): Projection {
  const code = `EPSG:${crs.epsg}`
  const [minX, minY, maxX, maxY] = extent ?? [0, 0, 0, 0]
  const projection = new Projection({
    code,
    units: 'm',
    extent: [minX - ROOM_M, minY - ROOM_M, maxX + ROOM_M, maxY + ROOM_M],
  })
  addProjection(projection)
  const web = get(WEB)
  if (web !== null) {
    const { forward, inverse } = proj4(WEB, crs.proj4)
    addCoordinateTransforms(
      web,
      projection,
      createSafeCoordinateTransform(web, projection, forward),
      createSafeCoordinateTransform(projection, web, inverse),
    )
  }
  return projection
}

/** Degrees of the survey's own datum: longitude, latitude. */
export function degreesOf(crs: MapCrs): (x: number, y: number) => readonly [number, number] {
  const converter = proj4(crs.proj4, crs.geographicProj4)
  return (x, y) => {
    const [longitude = Number.NaN, latitude = Number.NaN] = converter.forward([x, y])
    return [longitude, latitude]
  }
}
