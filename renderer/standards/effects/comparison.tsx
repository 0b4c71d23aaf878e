import type { SimulatedSet, SimulatedTotals, Simulation } from '../../../shared/contract/standards-answers.ts'
import { useWords } from '../../ui/words.tsx'
import { simulatedText } from '../set-words.ts'
import { comparedFigures, numberText } from './figures.ts'

/** The sets side by side: every figure with its unit, then village types and towns. */
export function Comparison({ simulation }: { readonly simulation: Simulation }) {
  const { word } = useWords()
  const { sets } = simulation
  const types = [...new Set(sets.flatMap((set) => Object.keys(set.byVillageType)))]
  const towns = [...new Set(sets.flatMap((set) => set.byTown.map(({ town }) => town)))]
  return (
    <>
      <section className="standards-scroll">
        <h3>{word('simulation.sheet.compared')}</h3>
        <table className="standards-table">
          <thead>
            <tr>
              <th scope="col">{word('simulation.figure')}</th>
              {sets.map((set, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: sets stand in the order in which they were asked for
                <th key={i} scope="col" className="standards-number">
                  <SetTitle set={set} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {comparedFigures.map(({ code, decimals, of }) => (
              <tr key={code}>
                <td>{word(code)}</td>
                {sets.map((set, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: as above
                  <td key={i} className="standards-number">
                    {numberText(of(set), decimals)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <Counts
            title={word('standards.effects.classes')}
            codeOf={(name) => `household_class.${name}`}
            counts={sets.map((set) => set.households.classes)}
          />
          <Counts
            title={word('standards.effects.reasons')}
            codeOf={(name) => name}
            counts={sets.map((set) => set.parcels.reasons)}
          />
        </table>
      </section>
      <Parts
        title={word('simulation.sheet.types')}
        sets={sets}
        parts={types.map((type) => ({
          name: word(`village_type.${type}`),
          totals: sets.map((set) => set.byVillageType[type]),
        }))}
      />
      <Parts
        title={word('simulation.sheet.towns')}
        sets={sets}
        parts={towns.map((town) => ({
          name: town ?? word('simulation.no-town'),
          totals: sets.map((set) => set.byTown.find((part) => part.town === town)),
        }))}
      />
    </>
  )
}

function Counts(props: {
  readonly title: string
  readonly codeOf: (name: string) => string
  /** In the order of the sets. */
  readonly counts: readonly Readonly<Record<string, number>>[]
}) {
  const { title, codeOf, counts } = props
  const { word } = useWords()
  const names = [...new Set(counts.flatMap((each) => Object.keys(each)))]
  if (names.length === 0) return null
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={counts.length + 1}>
          {title}
        </th>
      </tr>
      {names.map((name) => (
        <tr key={name}>
          <td>{word(codeOf(name))}</td>
          {counts.map((each, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: sets stand in the order in which they were asked for
            <td key={i} className="standards-number">
              {numberText(each[name] ?? 0, 0)}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  )
}

function SetTitle({ set }: { readonly set: SimulatedSet }) {
  const words = useWords()
  return (
    <>
      {words.pick(set.title)}
      <br />
      <small>
        {simulatedText(set, words)}
        {set.toConfirm ? words.word('standards.to-confirm') : ''}
      </small>
    </>
  )
}

const columns = ['assessed', 'over', 'areaM2', 'overAreaM2'] as const

function Parts(props: {
  readonly title: string
  readonly sets: readonly SimulatedSet[]
  readonly parts: readonly { readonly name: string; readonly totals: readonly (SimulatedTotals | undefined)[] }[]
}) {
  const { title, sets, parts } = props
  const { word } = useWords()
  return (
    <section className="standards-scroll">
      <h3>{title}</h3>
      <table className="standards-table">
        <thead>
          <tr>
            <th scope="col">{word('simulation.part')}</th>
            {sets.length > 1 ? <th scope="col">{word('simulation.set')}</th> : null}
            {columns.map((column) => (
              <th key={column} scope="col" className="standards-number">
                {word(`simulation.total.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {parts.flatMap(({ name, totals }) =>
            totals.map((total, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: sets stand in the order in which they were asked for
              <tr key={`${name} ${i}`}>
                <td>{i === 0 ? name : ''}</td>
                {sets.length > 1 ? <td>{sets[i] === undefined ? '' : <SetTitle set={sets[i]} />}</td> : null}
                {columns.map((column) => (
                  <td key={column} className="standards-number">
                    {numberText(total?.[column] ?? null, column.endsWith('M2') ? 2 : 0)}
                  </td>
                ))}
              </tr>
            )),
          )}
        </tbody>
      </table>
    </section>
  )
}
