import type { Crs } from './catalogue.ts'

/**
 * Gauss-Krüger forward projection by Krüger's series in n, to n⁴ (error below 0.1 mm within 10° of the meridian), scale 1.
 * For boxes and plausibility; geometry goes through the reprojection of `main/platform`.
 * @param longitude, latitude degrees @returns [easting, northing] in metres, with the system's false easting
 */
export function gaussKrugerForward(crs: Crs, longitude: number, latitude: number): readonly [number, number] {
  const { semiMajorAxisM, inverseFlattening } = crs.ellipsoid
  const n = 1 / (2 * inverseFlattening - 1)
  const n2 = n * n
  const rectifyingRadiusM = (semiMajorAxisM / (1 + n)) * (1 + n2 / 4 + (n2 * n2) / 64)
  const alpha = [
    n / 2 - (2 * n2) / 3 + (5 * n2 * n) / 16 + (41 * n2 * n2) / 180,
    (13 * n2) / 48 - (3 * n2 * n) / 5 + (557 * n2 * n2) / 1440,
    (61 * n2 * n) / 240 - (103 * n2 * n2) / 140,
    (49561 * n2 * n2) / 161280,
  ]
  const radians = Math.PI / 180
  const lambda = (longitude - (crs.centralMeridian ?? 0)) * radians
  const sine = Math.sin(latitude * radians)
  const eccentricity = (2 * Math.sqrt(n)) / (1 + n)
  const t = Math.sinh(Math.atanh(sine) - eccentricity * Math.atanh(eccentricity * sine))
  const xi = Math.atan2(t, Math.cos(lambda))
  const eta = Math.atanh(Math.sin(lambda) / Math.sqrt(1 + t * t))
  let northing = xi
  let easting = eta
  alpha.forEach((a, index) => {
    const order = 2 * (index + 1)
    northing += a * Math.sin(order * xi) * Math.cosh(order * eta)
    easting += a * Math.cos(order * xi) * Math.sinh(order * eta)
  })
  return [rectifyingRadiusM * easting + (crs.falseEasting ?? 0), rectifyingRadiusM * northing]
}
