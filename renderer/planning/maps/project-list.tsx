import type { PlanProject } from '../../../shared/planning/plan-areas.ts'
import { useWords } from '../../ui/words.tsx'
import { areaText } from '../plan-figures.ts'

/** Near-term projects beside the maps: they have a place in words only, and no point to be drawn at. */
export function ProjectList({ projects }: { readonly projects: readonly PlanProject[] }) {
  const { word } = useWords()
  if (projects.length === 0) return null
  return (
    <section aria-label={word('planning.projects')}>
      <h3>{word('planning.projects')}</h3>
      <p className="planning-quiet">{word('planning.projects.about')}</p>
      <ol className="planning-projects">
        {projects.map(({ name, kind, location, years, landAreaM2 }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: projects have no other order, and two may have one name
          <li key={place}>
            {name}
            <small>
              {[
                kind,
                location,
                years,
                landAreaM2 === null ? null : word('planning.map.ha', { area: areaText(landAreaM2, 'ha') }),
              ]
                .filter((part) => part !== null && part !== '')
                .join(' · ')}
            </small>
          </li>
        ))}
      </ol>
    </section>
  )
}
