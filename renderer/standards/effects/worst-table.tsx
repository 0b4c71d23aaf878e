import type { SimulatedSet } from '../../../shared/contract/standards-answers.ts'
import { goTo } from '../../state/section.ts'
import { useWords } from '../../ui/words.tsx'
import { numberText } from './figures.ts'

/** Households that one set hits hardest; each leads to its reasons. */
export function WorstTable({ set }: { readonly set: SimulatedSet }) {
  const { word } = useWords()
  return (
    <section className="standards-scroll">
      <h3>{word('simulation.sheet.worst')}</h3>
      <table className="standards-table">
        <thead>
          <tr>
            <th scope="col">{word('simulation.household')}</th>
            <th scope="col">{word('simulation.village')}</th>
            {['plots', 'area', 'limit', 'excess'].map((name) => (
              <th key={name} scope="col" className="standards-number">
                {word(`simulation.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {set.worst.map(({ village, household, plots, areaM2, limitM2, excessM2 }) => (
            <tr key={`${village} ${household}`}>
              <td>
                <button
                  type="button"
                  className="standards-link"
                  onClick={() =>
                    goTo('standards', { view: 'why', household, ...(village === null ? {} : { village }) })
                  }
                >
                  {household}
                </button>
              </td>
              <td>{village ?? '—'}</td>
              <td className="standards-number">{plots}</td>
              <td className="standards-number">{numberText(areaM2, 2)}</td>
              <td className="standards-number">{numberText(limitM2, 2)}</td>
              <td className="standards-number">{numberText(excessM2, 2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
