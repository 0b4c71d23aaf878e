import { useWords } from '../../ui/words.tsx'
import { type Zone, zoneAt } from './zones.ts'

const [WIDTH, TOP, BOTTOM] = [560, 34, 150]
const DEGREES = 9

/** Where 3° zones meet, which one is chosen, and where the villages lie. */
export function ZonePicture(props: {
  readonly chosen: Zone
  /** Where the villages' file lies; null: not known. */
  readonly longitude: number | null
  /** Where the county lies: its name, west and east; null: not built in. */
  readonly county: { readonly name: string; readonly degrees: readonly [number, number] } | null
}) {
  const { chosen, longitude, county } = props
  const { word } = useWords()
  const place = longitude ?? (county === null ? null : (county.degrees[0] + county.degrees[1]) / 2)
  const middle = place === null ? chosen.meridian : (chosen.meridian + place) / 2
  const first = zoneAt(middle - 3)
  const west = first.meridian - 1.5
  const at = (degrees: number): number => ((degrees - west) / DEGREES) * WIDTH
  const shown = [0, 3, 6].map((step) => zoneAt(first.meridian + step))
  return (
    <svg
      className="start-zones"
      viewBox={`0 0 ${WIDTH} 186`}
      role="img"
      aria-label={word('start.new.zone.picture', {
        zone: chosen.zone,
        meridian: chosen.meridian,
        west: chosen.meridian - 1.5,
        east: chosen.meridian + 1.5,
      })}
    >
      {shown.map(({ zone, meridian }) => {
        const isChosen = zone === chosen.zone
        return (
          <g key={zone}>
            <rect
              x={at(meridian - 1.5)}
              y={TOP}
              width={WIDTH / 3}
              height={BOTTOM - TOP}
              fill={isChosen ? 'color-mix(in srgb, var(--accent) 18%, var(--surface))' : 'var(--ground)'}
              stroke="var(--line)"
            />
            <line
              x1={at(meridian)}
              x2={at(meridian)}
              y1={TOP}
              y2={BOTTOM}
              stroke="var(--ink-quiet)"
              strokeDasharray="4 4"
            />
            <text x={at(meridian)} y={TOP - 10} textAnchor="middle" fontSize="16" fill="var(--ink)">
              {word('start.new.zone.name', { zone })} · {meridian}°E
            </text>
          </g>
        )
      })}
      {shown.slice(1).map(({ zone, meridian }) => (
        <text
          key={zone}
          x={at(meridian - 1.5)}
          y={BOTTOM + 18}
          textAnchor="middle"
          fontSize="15"
          fill="var(--ink-quiet)"
        >
          {word('start.new.zone.edge', { degrees: meridian - 1.5 })}
        </text>
      ))}
      {county === null ? null : (
        <g>
          <rect
            x={at(county.degrees[0])}
            y={TOP + 22}
            width={at(county.degrees[1]) - at(county.degrees[0])}
            height={26}
            rx={3}
            fill="color-mix(in srgb, var(--ink) 14%, transparent)"
            stroke="var(--ink-quiet)"
          />
          <text x={at(county.degrees[0]) - 6} y={TOP + 39} textAnchor="end" fontSize="15" fill="var(--ink)">
            {county.name}
          </text>
        </g>
      )}
      {longitude === null ? null : (
        <g transform={`translate(${at(longitude)} ${BOTTOM - 42})`}>
          <path d="M-7 6 L-5 -7 L6 -5 L8 7 Z" fill="var(--mark, #c4571b)" stroke="var(--surface)" strokeWidth="1.5" />
          <text y="26" textAnchor="middle" fontSize="15" fill="var(--ink)">
            {word('start.new.zone.here')} {longitude.toFixed(2)}°E
          </text>
        </g>
      )}
    </svg>
  )
}
