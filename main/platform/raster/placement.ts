import type { BackgroundNote } from '../../../shared/contract/backgrounds.ts'
import { type Affine, movedBy } from '../../../shared/geo/affine.ts'
import { type Crs, cgcs2000Zone, crsOf } from '../../../shared/geo/crs/catalogue.ts'
import { readGeoKeys } from '../../../shared/geo/crs/geo-keys.ts'
import { type PrjReading, readPrj } from '../../../shared/geo/crs/prj.ts'
import type { Extent } from '../../../shared/geo/geometry.ts'
import { createReprojection, reprojectionAsIs, type TransformCoordinates } from '../reprojection.ts'
import { NotARaster } from './raster.ts'

/** The tags of a TIFF that say where it lies. */
export interface PositionTags {
  readonly transformation: ArrayLike<number> | undefined
  readonly scale: ArrayLike<number> | undefined
  readonly tiepoint: ArrayLike<number> | undefined
  readonly geoKeys: Readonly<Record<string, unknown>>
}

const PIXEL_IS_POINT = 2

/** From pixels to the file's system by its tags (OGC 19-008, 7.3); null: they do not say, or only by control points. */
export function affineOfTags({ transformation: t, scale, tiepoint, geoKeys }: PositionTags): Affine | null {
  const at = (list: ArrayLike<number> | undefined, index: number): number => Number(list?.[index] ?? Number.NaN)
  const affine: Affine | null =
    t !== undefined && t.length >= 16
      ? [at(t, 0), at(t, 1), at(t, 3), at(t, 4), at(t, 5), at(t, 7)]
      : scale !== undefined && tiepoint !== undefined && tiepoint.length >= 6
        ? [
            at(scale, 0),
            0,
            at(tiepoint, 3) - at(tiepoint, 0) * at(scale, 0),
            0,
            -at(scale, 1),
            at(tiepoint, 4) + at(tiepoint, 1) * at(scale, 1),
          ]
        : null
  if (affine === null || !affine.every(Number.isFinite)) return null
  return geoKeys.GTRasterTypeGeoKey === PIXEL_IS_POINT ? movedBy(affine, -0.5, -0.5) : affine
}

export interface FoundCrs {
  readonly crs: Crs
  readonly notes: readonly BackgroundNote[]
}

/** The system of a picture. Where nothing names one, the survey's own is taken if the numbers lie in it, and the note says so. */
export function crsOfPicture(
  geoKeys: Readonly<Record<string, unknown>>,
  prj: string | null,
  target: Crs,
  corners: readonly (readonly [number, number])[],
): FoundCrs {
  const reading: PrjReading | null = readGeoKeys(geoKeys) ?? (prj === null ? null : readPrj(prj))
  if (reading?.kind === 'known') return { crs: reading.crs, notes: notesOn(reading.crs, target) }
  if (reading?.kind === 'named') throw new NotARaster('background.unknown-crs', { name: reading.name })
  const other =
    target.zone === null || target.zoneWidth === null
      ? null
      : cgcs2000Zone(target.zoneWidth, target.zone, target.zonePrefixed ? 'unprefixed' : 'prefixed')
  const fits = [target, ...(other === null ? [] : [other])].find((crs) =>
    corners.every((corner) => liesIn(crs, corner)),
  )
  if (fits === undefined) throw new NotARaster('background.no-crs')
  return { crs: fits, notes: [{ code: 'crs-assumed' }] }
}

/** The bounds by which an import rejects what cannot be in a zone at all. */
const MOST_FROM_MERIDIAN_M = 300_000
const NORTHINGS_M = [1_800_000, 6_100_000] as const

const liesIn = ({ falseEasting }: Crs, [x, y]: readonly [number, number]): boolean =>
  falseEasting !== null &&
  Math.abs(x - falseEasting) <= MOST_FROM_MERIDIAN_M &&
  y >= NORTHINGS_M[0] &&
  y <= NORTHINGS_M[1]

function notesOn(crs: Crs, target: Crs): readonly BackgroundNote[] {
  if (crs.datum !== target.datum)
    return crs.datum === 'wgs84'
      ? [{ code: crs.epsg === WEB_MERCATOR ? 'web-mercator' : 'wgs84' }]
      : [{ code: 'other-datum' }]
  return crs.centralMeridian === target.centralMeridian && crs.kind === target.kind ? [] : [{ code: 'reprojected' }]
}

export const WEB_MERCATOR = 3857

export const namesOf = (crs: Crs): { readonly zh: string; readonly en: string } => ({
  zh: crs.nameZh,
  en: crs.nameEn,
})

/** Between a picture's system and the survey's plane. Another datum's numbers are taken as they are: a note says what that means. */
export const transformBetween = (from: Crs, to: Crs): TransformCoordinates =>
  createReprojection(from, to) ?? reprojectionAsIs(from, to)

/** Farther from the zone's meridian nothing of a survey lies, and the projection means little. */
const MOST_EXTENT_M = 700_000
const SIDE = 9

/** The part of a picture near the survey's zone, in its plane; `corners`: a quadrangle, around. */
export function extentInPlane(
  corners: readonly (readonly [number, number])[],
  target: Crs,
  toPlane: TransformCoordinates,
): Extent {
  const [nw, ne, se, sw] = corners
  if (nw === undefined || ne === undefined || se === undefined || sw === undefined) throw new Error('four corners')
  const places = new Float64Array(2 * SIDE * SIDE)
  for (let i = 0; i < SIDE * SIDE; i++) {
    const u = (i % SIDE) / (SIDE - 1)
    const v = Math.floor(i / SIDE) / (SIDE - 1)
    for (const axis of [0, 1] as const)
      places[2 * i + axis] = (1 - v) * ((1 - u) * nw[axis] + u * ne[axis]) + v * ((1 - u) * sw[axis] + u * se[axis])
  }
  const there = toPlane(places)
  const middle = target.falseEasting ?? 0
  let extent: Extent | null = null
  for (let i = 0; i < there.length; i += 2) {
    const x = there[i] ?? Number.NaN
    const y = there[i + 1] ?? Number.NaN
    if (!(Math.abs(x - middle) <= MOST_EXTENT_M && y >= 0 && y <= 10_000_000)) continue
    extent =
      extent === null
        ? [x, y, x, y]
        : [Math.min(extent[0], x), Math.min(extent[1], y), Math.max(extent[2], x), Math.max(extent[3], y)]
  }
  if (extent === null) throw new NotARaster('background.elsewhere')
  return extent
}

export const surveyCrs = (epsg: number): Crs => {
  const crs = crsOf(epsg)
  if (crs === null) throw new Error('a survey in a system that CunDi does not know')
  return crs
}
