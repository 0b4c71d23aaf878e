import { useWords } from '../../ui/words.tsx'
import { type Zone, zoneAt } from './zones.ts'

const [WIDTH, TOP, BOTTOM] = [560, 34, 150]
const DEGREES = 9

/** Where 3° zones meet, which one is chosen, and where the villages lie. */
export function ZonePicture({ chosen, longitude }: { readonly chosen: Zone; readonly longitude: number | null }) {
  const { word } = useWords()
  const middle = longitude === null ? chosen.meridian - 1.5 : (chosen.meridian + longitude) / 2
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
            <text x={at(meridian)} y={TOP - 10} textAnchor="middle" fontSize="13" fill="var(--ink)">
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
          fontSize="12"
          fill="var(--ink-quiet)"
        >
          {word('start.new.zone.edge', { degrees: meridian - 1.5 })}
        </text>
      ))}
      {longitude === null ? null : (
        <g transform={`translate(${at(longitude)} ${(TOP + BOTTOM) / 2})`}>
          <path d="M-7 6 L-5 -7 L6 -5 L8 7 Z" fill="var(--mark, #c4571b)" stroke="var(--surface)" strokeWidth="1.5" />
          <text y="26" textAnchor="middle" fontSize="12" fill="var(--ink)">
            {word('start.new.zone.here')} {longitude.toFixed(2)}°E
          </text>
        </g>
      )}
    </svg>
  )
}
