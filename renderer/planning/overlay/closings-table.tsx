import { memo } from 'react'
import type { OverlayAnswer, VillageClosing } from '../../../shared/contract/planning-answers.ts'
import { Mark } from '../../ui/mark.tsx'
import { useWords } from '../../ui/words.tsx'
import { keysScroll } from '../keys-scroll.ts'
import { countText, m2Text } from '../plan-figures.ts'
import type { ChosenScenario } from '../use-plans.ts'

/** How the patches of each village were closed to its control area. */
export const ClosingsTable = memo(function ClosingsTable(props: {
  readonly overlay: OverlayAnswer
  readonly plan: ChosenScenario['plan']
}) {
  const { overlay, plan } = props
  const { word } = useWords()
  const nameOf = (code: string | null): string =>
    plan.villages.find((village) => village.code === code)?.name ?? code ?? word('planning.closing.no-village')
  return (
    <section className="planning-card" aria-label={word('planning.closing')}>
      <h2>{word('planning.closing')}</h2>
      <p className="planning-quiet">{word('planning.closing.about')}</p>
      <div ref={keysScroll} className="planning-scroll">
        <table className="planning-table">
          <thead>
            <tr>
              <th scope="col">{word('planning.pieces.village')}</th>
              <th scope="col">{word('planning.closing.control')}</th>
              <th scope="col">{word('planning.closing.patches')}</th>
              <th scope="col">{word('planning.closing.difference')}</th>
              <th scope="col">{word('planning.closing.adjusted')}</th>
              <th scope="col">{word('planning.closing.state')}</th>
            </tr>
          </thead>
          <tbody>
            {overlay.closings.map((closing) => (
              <ClosingRow key={closing.village} closing={closing} name={nameOf(closing.village)} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
})

function ClosingRow({ closing, name }: { readonly closing: VillageClosing; readonly name: string }) {
  const { word } = useWords()
  const { controlM2, patchesM2, adjustedPatches, isClosed } = closing
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{controlM2 === null ? '—' : m2Text(controlM2)}</td>
      <td>{m2Text(patchesM2)}</td>
      <td>{controlM2 === null ? '—' : m2Text(controlM2 - patchesM2)}</td>
      <td>{countText(adjustedPatches)}</td>
      <td>
        <Mark tone={isClosed ? 'good' : 'warning'}>
          {word(
            isClosed
              ? 'planning.closing.closed'
              : controlM2 === null
                ? 'planning.closing.none'
                : 'planning.closing.open',
          )}
        </Mark>
      </td>
    </tr>
  )
}
