import proj4 from 'proj4'
import type { Crs } from '../../shared/geo/crs/catalogue.ts'
import type { DatumParameters, HelmertParameters } from '../../shared/geo/crs/datum-parameters.ts'
import { applyPlaneParameters } from '../../shared/geo/crs/datum-parameters.ts'
import type { CrsShift } from '../../shared/geo/crs/shift.ts'
import { shiftWithinDatum } from '../../shared/geo/crs/shift.ts'
import type { Coordinates, MultiPolygon } from '../../shared/geo/geometry.ts'

/** Gives new coordinates, easting (or longitude) first; the ones it is given stay as they are. */
export type TransformCoordinates = (coordinates: Coordinates) => Coordinates

export const moved = (geometry: MultiPolygon, transform: TransformCoordinates): MultiPolygon => ({
  type: 'MultiPolygon',
  polygons: geometry.polygons.map((rings) => rings.map(transform)),
})

const copy: TransformCoordinates = (coordinates) => coordinates.slice()

const addToEasting =
  (deltaEastingM: number): TransformCoordinates =>
  (coordinates) => {
    const moved = coordinates.slice()
    for (let i = 0; i < moved.length; i += 2) moved[i] = (moved[i] ?? Number.NaN) + deltaEastingM
    return moved
  }

function throughProj4(from: string, to: string): TransformCoordinates {
  const converter = proj4(from, to)
  return (coordinates) => {
    const moved = new Float64Array(coordinates.length).fill(Number.NaN)
    for (let i = 0; i + 1 < coordinates.length; i += 2) {
      const x = coordinates[i] ?? Number.NaN
      const y = coordinates[i + 1] ?? Number.NaN
      if (!Number.isFinite(x) || !Number.isFinite(y)) continue // proj4 throws on these; they stay NaN
      const [movedX = Number.NaN, movedY = Number.NaN] = converter.forward([x, y])
      moved[i] = movedX
      moved[i + 1] = movedY
    }
    return moved
  }
}

/** proj4's +towgs84 is position vector (EPSG 9606); the coordinate frame has the opposite sign of rotation (EPSG 9607). */
function towgs84Of(parameters: HelmertParameters): string {
  const sign = parameters.convention === 'position-vector' ? 1 : -1
  const { deltaXM, deltaYM, deltaZM, scalePpm } = parameters
  const rotations = [parameters.rotationXSeconds, parameters.rotationYSeconds, parameters.rotationZSeconds]
  return `+towgs84=${[deltaXM, deltaYM, deltaZM, ...rotations.map((seconds) => sign * seconds), scalePpm].join(',')}`
}

function acrossDatums(parameters: DatumParameters): TransformCoordinates {
  if (parameters.kind === 'plane-4') return (coordinates) => applyPlaneParameters(coordinates, parameters)
  const { from, to } = parameters
  return throughProj4(`${from.proj4} ${towgs84Of(parameters)}`, `${to.proj4} +towgs84=0,0,0,0,0,0,0`)
}

const swapAxes: TransformCoordinates = (coordinates) => {
  const swapped = new Float64Array(coordinates.length)
  for (let i = 0; i + 1 < coordinates.length; i += 2) {
    swapped[i] = coordinates[i + 1] ?? Number.NaN
    swapped[i + 1] = coordinates[i] ?? Number.NaN
  }
  return swapped
}

const chain = (steps: readonly TransformCoordinates[]): TransformCoordinates => {
  const [first = copy, ...rest] = steps
  return (coordinates) => rest.reduce((moved, step) => step(moved), first(coordinates))
}

function stepsOf(shift: CrsShift): readonly TransformCoordinates[] {
  switch (shift.kind) {
    case 'none':
      return []
    case 'zone-prefix':
      return [addToEasting(shift.deltaEastingM)]
    case 'reproject':
      return [throughProj4(shift.from.proj4, shift.to.proj4)]
    case 'datum':
      return [...stepsOf(shift.before), acrossDatums(shift.parameters), ...stepsOf(shift.after)]
  }
}

/** Carries out what `decideSourceCrs` decided; what is not finite stays so (a reprojection makes it NaN). */
export const createTransform = (decision: { readonly swap: boolean; readonly shift: CrsShift }): TransformCoordinates =>
  chain([...(decision.swap ? [swapAxes] : []), ...stepsOf(decision.shift)])

/** Between two systems of one datum (zones, or zone and degrees); null where the datums differ: no shift is ever guessed. */
export function createReprojection(from: Crs, to: Crs): TransformCoordinates | null {
  const shift = shiftWithinDatum(from, to)
  return shift === null ? null : createTransform({ swap: false, shift })
}

/** Another datum's degrees taken as our own, for pictures alone and only where their label says how far that may be off. */
export const reprojectionAsIs = (from: Crs, to: Crs): TransformCoordinates => throughProj4(from.proj4, to.proj4)
