import type { Crs } from '../../shared/geo/crs/catalogue.ts'
import { useWords } from '../ui/words.tsx'
import { type CrsPlace, countyBox } from './crs-places.ts'

const WIDTH = 660
const HEIGHT = 150
const TOP = 30
const BOTTOM = 128
const ZONES_BESIDE = 1
const DEGREES_HIGH = 5

/** The survey's zone between its neighbours, the county's box, and where the file would fall under each proposal. */
export function ZoneStrip(props: {
  readonly target: Crs
  readonly county: string
  readonly places: readonly CrsPlace[]
  readonly chosen: CrsPlace | null
}) {
  const { word } = useWords()
  const { target, county, places, chosen } = props
  const middle = target.centralMeridian ?? 117
  const width = 3 * (2 * ZONES_BESIDE + 1)
  const west = middle - width / 2
  const box = countyBox(county)
  const centre = box === null ? 35 : (box[1] + box[3]) / 2
  const x = (longitude: number): number => ((longitude - west) / width) * WIDTH
  const y = (latitude: number): number => TOP + ((centre + DEGREES_HIGH / 2 - latitude) / DEGREES_HIGH) * (BOTTOM - TOP)
  const zones = [-1, 0, 1].map((step) => ({ meridian: middle + 3 * step, zone: middle / 3 + step }))
  return (
    <svg className="import-strip" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={labelOf(places, word)}>
      {zones.map(({ meridian, zone }, i) => (
        <g key={zone}>
          <rect
            x={x(meridian - 1.5)}
            y={TOP}
            width={WIDTH / zones.length}
            height={BOTTOM - TOP}
            className={i === ZONES_BESIDE ? 'import-zone import-zone-own' : 'import-zone'}
          />
          <line x1={x(meridian)} x2={x(meridian)} y1={TOP} y2={BOTTOM} className="import-meridian" />
          <text x={x(meridian)} y={TOP - 16} className="import-strip-text">
            {word('import.crs.zone', { zone })}
          </text>
          <text x={x(meridian)} y={TOP - 4} className="import-strip-text import-strip-small">
            {meridian}°E
          </text>
        </g>
      ))}
      {box === null ? null : (
        <rect
          x={x(box[0])}
          y={y(box[3])}
          width={x(box[2]) - x(box[0])}
          height={y(box[1]) - y(box[3])}
          className="import-county"
        />
      )}
      {places.map((place, i) => (
        <PlaceMark
          // biome-ignore lint/suspicious/noArrayIndexKey: the number is what is drawn
          key={i}
          number={i + 1}
          at={place.lonLat === null ? null : [x(place.lonLat[0]), y(place.lonLat[1])]}
          isChosen={place === chosen}
        />
      ))}
      <text x={4} y={HEIGHT - 6} className="import-strip-text import-strip-left import-strip-small">
        {word('import.crs.strip')}
      </text>
    </svg>
  )
}

function PlaceMark(props: {
  readonly number: number
  readonly at: readonly [number, number] | null
  readonly isChosen: boolean
}) {
  const { number, at, isChosen } = props
  if (at === null) return null
  // What lies beyond the picture is shown at its edge.
  const x = Math.min(WIDTH - 10, Math.max(10, at[0]))
  const y = Math.min(BOTTOM - 8, Math.max(TOP + 8, at[1]))
  const isBeyond = x !== at[0] || y !== at[1]
  return (
    <g className={isChosen ? 'import-mark import-mark-chosen' : 'import-mark'} opacity={isBeyond ? 0.75 : 1}>
      {isBeyond ? <rect x={x - 8} y={y - 8} width={16} height={16} /> : <circle cx={x} cy={y} r={8} />}
      <text x={x} y={y + 4} className="import-mark-text">
        {number}
      </text>
    </g>
  )
}

const labelOf = (places: readonly CrsPlace[], word: ReturnType<typeof useWords>['word']): string =>
  [word('import.crs.strip'), ...places.map((place, i) => `${i + 1}: ${placeText(place, word)}`)].join('; ')

/** Where a proposal puts the file, in words. */
export function placeText({ lonLat, kmFromCounty }: CrsPlace, word: ReturnType<typeof useWords>['word']): string {
  if (lonLat === null) return word('import.crs.nowhere')
  const params = { lon: lonLat[0].toFixed(3), lat: lonLat[1].toFixed(3) }
  if (kmFromCounty === null) return word('import.crs.at', params)
  return kmFromCounty === 0
    ? word('import.crs.in-county', params)
    : word('import.crs.off-county', { ...params, km: Math.round(kmFromCounty) })
}
