import type { ObjectAnswer } from '../../../shared/contract/object-answers.ts'
import { roundHalfUp } from '../../../shared/model/round.ts'
import { useWords, type Words } from '../../ui/words.tsx'

/** m² with two decimals, rounded half-up at this last moment. */
export const m2Text = (areaM2: number): string =>
  roundHalfUp(areaM2).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

/** By how much one area differs from another, in m² and in millionths of the other. */
function differenceText(areaM2: number, fromM2: number, words: Words): string {
  const m2 = areaM2 - fromM2
  const sign = m2 > 0 ? '+' : ''
  const ppm = fromM2 === 0 ? '—' : `${sign}${roundHalfUp((m2 / fromM2) * 1e6, 0).toLocaleString('en-US')}`
  return words.word('object.area.difference', { m2: `${sign}${m2Text(m2)}`, ppm })
}

/** Three areas of one shape side by side; a shape that is not sound has none to trust. */
export function AreasBlock({ object }: { readonly object: ObjectAnswer }) {
  const words = useWords()
  const { word } = words
  const { areas, geometryFault } = object
  if (areas === null) return null
  const line = (title: string, areaM2: number | null) => (
    <div className="object-area">
      <dt>{word(title)}</dt>
      <dd>
        <strong>
          {areaM2 === null ? word('object.area.unknown') : word('object.area.m2', { area: m2Text(areaM2) })}
        </strong>
        {areaM2 === null || areas.planeM2 === null || title === 'object.area.plane' ? null : (
          <small>{differenceText(areaM2, areas.planeM2, words)}</small>
        )}
      </dd>
    </div>
  )
  return (
    <section aria-label={word('object.tab.facts')}>
      {geometryFault === null ? null : (
        <p className="object-warning" role="note">
          {word('object.geometry-fault', { fault: word(geometryFault) })}
        </p>
      )}
      <dl className="object-areas">
        {line('object.area.plane', areas.planeM2)}
        {line('object.area.ellipsoid', areas.ellipsoidM2)}
        {object.layer === 'village' ? null : line('object.area.declared', areas.declaredM2)}
      </dl>
    </section>
  )
}
