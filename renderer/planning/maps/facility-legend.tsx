import { type FacilityKind, facilityColours, facilityShapes, stageOf } from '../../../shared/planning/facility-kinds.ts'
import { useWords } from '../../ui/words.tsx'
import { countText } from '../plan-figures.ts'
import type { Facilities } from './use-facilities.ts'

/** So many of a kind are listed; the map shows all. */
const LISTED = 200

/** What the signs mean; each kind opens the list of its facilities, which is the keyboard's way to them. */
export function FacilityLegend(props: {
  readonly facilities: Facilities
  readonly active: string | null
  readonly onShow: (id: string) => void
}) {
  const { facilities, active, onShow } = props
  const { kinds, signs, unplaced, left } = facilities
  const { word } = useWords()
  if (kinds.length === 0 && unplaced === 0) return null
  return (
    <section aria-label={word('planning.facilities')}>
      <h3>{word('planning.facilities')}</h3>
      <ul className="planning-facilities">
        {kinds.map((kind) => {
          const own = signs.filter(({ number }) => number === kind.number)
          return (
            <li key={kind.number}>
              <details>
                <summary>
                  <KindLine kind={kind} />
                </summary>
                <ul>
                  {own.slice(0, LISTED).map(({ id, title, villageCode }) => (
                    <li key={id}>
                      <button
                        type="button"
                        className="planning-link"
                        aria-pressed={id === active}
                        onClick={() => onShow(id)}
                      >
                        {title}
                      </button>{' '}
                      <small>{villageCode}</small>
                    </li>
                  ))}
                  {own.length > LISTED ? (
                    <li className="planning-quiet">{word('planning.facility.more', { count: own.length - LISTED })}</li>
                  ) : null}
                </ul>
              </details>
            </li>
          )
        })}
      </ul>
      {unplaced === 0 ? null : (
        <p className="planning-quiet">{word('planning.facility.unplaced', { count: unplaced })}</p>
      )}
      {left === 0 ? null : <p className="planning-quiet">{word('planning.facility.left', { count: left })}</p>}
    </section>
  )
}

function KindLine({ kind }: { readonly kind: FacilityKind }) {
  const { word } = useWords()
  const { number, code, name, count } = kind
  const stage = stageOf(kind)
  return (
    <span className="planning-facility-line">
      <span
        className={`planning-facility-sign planning-facility-${facilityShapes[stage]}`}
        style={{ background: facilityColours[stage] }}
        aria-hidden="true"
      >
        {number}
      </span>
      <span className="planning-legend-name">
        {[code, name].filter((part) => part !== null).join(' ') || '—'}{' '}
        <small>{word(`planning.facility.${stage}`)}</small>
      </span>
      <span className="planning-figures">{word('planning.facility.count', { number: countText(count), count })}</span>
    </span>
  )
}
