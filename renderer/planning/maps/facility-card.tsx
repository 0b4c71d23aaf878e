import { useWords } from '../../ui/words.tsx'
import type { FacilitySign } from './facility-signs.ts'

/** What is known of the facility in focus; undefined: it is gone. */
export function FacilityCard({ facility }: { readonly facility: FacilitySign | undefined }) {
  const { word } = useWords()
  if (facility === undefined) return <p className="planning-quiet">{word('planning.facility.gone')}</p>
  const { title, stage, code, villageCode, at } = facility
  return (
    <section className="planning-patch" aria-label={word('planning.facility.chosen')}>
      <h3>{word('planning.facilities')}</h3>
      <strong>{title}</strong>
      <dl>
        <dt>{word('planning.facility.stage')}</dt>
        <dd>{stage === null ? '—' : word(`planning.facility.${stage}`)}</dd>
        <dt>{word('planning.facility.code')}</dt>
        <dd>{code ?? '—'}</dd>
        <dt>{word('planning.pieces.village')}</dt>
        <dd>{villageCode ?? '—'}</dd>
        <dt>{word('planning.facility.at')}</dt>
        <dd>{at.map((value) => value.toFixed(2)).join(', ')} m</dd>
      </dl>
    </section>
  )
}
