import { useMemo } from 'react'
import type { MapCrs } from '../../shared/contract/map.ts'
import { useWords } from '../ui/words.tsx'
import { type PlaceStore, usePlace } from './map-place.ts'
import { degreesOf } from './projection.ts'

/** CSS pixels of a metre on a screen of 96 pixels an inch. */
const PX_PER_M = 96 / 0.0254
const LONGEST_BAR_PX = 130

/** Coordinates under the pointer in the zone and in degrees, the scale, its bar and north. */
export function MapReadout(props: { readonly crs: MapCrs; readonly place: PlaceStore }) {
  const { crs, place } = props
  const { at, resolution } = usePlace(place)
  const { word, language } = useWords()
  const toDegrees = useMemo(() => degreesOf(crs), [crs])
  const [longitude, latitude] = at === null ? [Number.NaN, Number.NaN] : toDegrees(at[0], at[1])
  const barM = niceLength(LONGEST_BAR_PX * resolution)
  const scale = Math.round(resolution * PX_PER_M)
  return (
    <div className="map-readout">
      <span className="map-scale">
        <span className="map-bar" style={{ width: barM / resolution }}>
          {barM >= 1000 ? `${barM / 1000} km` : `${barM} m`}
        </span>
        {word('map.scale', { scale: scale.toLocaleString('en') })}
      </span>
      {at === null ? null : (
        <>
          <span className="map-figures">
            {word('map.plane', { northing: at[1].toFixed(2), easting: at[0].toFixed(2) })}
          </span>
          <span className="map-figures map-degrees">
            {word('map.degrees', { longitude: longitude.toFixed(7), latitude: latitude.toFixed(7) })}
          </span>
        </>
      )}
      <span className="map-crs" title={crs.name[language]}>
        {crs.name[language]}
      </span>
    </div>
  )
}

/** 1, 2 or 5 times a power of ten, not above a length in metres. */
function niceLength(mostM: number): number {
  const power = 10 ** Math.floor(Math.log10(mostM))
  const step = [5, 2, 1].find((factor) => factor * power <= mostM) ?? 1
  return Number((step * power).toPrecision(1))
}

export function NorthArrow() {
  const { word } = useWords()
  return (
    <svg className="map-north" viewBox="0 0 24 36" role="img" aria-label={word('map.north')}>
      <title>{word('map.north')}</title>
      <path d="M12 8 L19 33 L12 28 Z" className="map-north-dark" />
      <path d="M12 8 L5 33 L12 28 Z" className="map-north-light" />
      <text x="12" y="7" textAnchor="middle" className="map-north-letter">
        N
      </text>
    </svg>
  )
}
