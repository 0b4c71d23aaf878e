import type { ObjectAnswer, ObjectRow } from '../../../shared/contract/object-answers.ts'
import { rightTiers } from '../../../shared/model/code-lists.ts'
import { useSelection } from '../../state/selection.tsx'
import { useWords } from '../../ui/words.tsx'
import { AddRight } from './add-right.tsx'
import { titleOf } from './object-title.ts'

/** Household, persons, rights apart by their tier, buildings and other plots; each leads to itself. */
export function PeopleBlock({ object }: { readonly object: ObjectAnswer }) {
  const { word, pick } = useWords()
  const { layer, household, parcels, persons, rights, buildings } = object
  return (
    <div className="object-panel-stack">
      {layer === 'household' || layer === 'village' || layer === 'land_use' ? null : (
        <Linked title={word('object.household')} rows={household === null ? [] : [household]} />
      )}
      {layer === 'person' ? null : <Linked title={word('object.persons')} rows={persons} />}
      {layer === 'parcel' ? (
        <section aria-label={word('object.rights')}>
          <h3>{word('object.rights')}</h3>
          {Object.entries(rightTiers.codes).map(([tier, title]) => {
            const ofTier = rights.filter(({ values }) => values.tier === tier)
            return (
              <div key={tier} className="object-tier">
                <span>{pick(title)}</span>
                {ofTier.length === 0 ? (
                  <span className="object-quiet">{word('object.rights.none', { tier: pick(title) })}</span>
                ) : (
                  <Links rows={ofTier} />
                )}
              </div>
            )
          })}
          <AddRight parcel={object.id} persons={persons} household={household} />
        </section>
      ) : (
        <Linked title={word('object.rights')} rows={rights} />
      )}
      {layer === 'parcel' ? <Linked title={word('object.buildings')} rows={buildings} /> : null}
      <Linked title={word(layer === 'parcel' ? 'object.parcels.other' : 'layer.parcel')} rows={parcels} />
    </div>
  )
}

function Linked({ title, rows }: { readonly title: string; readonly rows: readonly ObjectRow[] }) {
  const { word } = useWords()
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      {rows.length === 0 ? <span className="object-quiet">{word('object.none-linked')}</span> : <Links rows={rows} />}
    </section>
  )
}

/** Objects by their names; choosing one shows it. */
function Links({ rows }: { readonly rows: readonly ObjectRow[] }) {
  const words = useWords()
  const { setActive } = useSelection()
  return (
    <ul className="object-links">
      {rows.map((row) => (
        <li key={row.id}>
          <button type="button" onClick={() => setActive({ layer: row.layer, id: row.id })}>
            {titleOf(row, words)}
          </button>
          {row.layer === 'person' && row.values.id_number !== null ? <code>{row.values.id_number}</code> : null}
        </li>
      ))}
    </ul>
  )
}
