import type { PlanLayerAnswer, PlanLegendLine, PlanMapLayer } from '../../../shared/contract/planning-map.ts'
import { zoneClasses } from '../../../shared/planning/zone-classes.ts'
import { useWords, type Words } from '../../ui/words.tsx'
import { useLegend } from '../legend/use-legend.tsx'
import { areaText, classText, countText, m2Text } from '../plan-figures.ts'
import { type PlanSchemes, planColour } from './plan-look.ts'

/** What the colours of a layer mean: code, name, number of patches and their area. */
export function PlanLegend(props: {
  readonly layer: PlanMapLayer
  readonly answer: PlanLayerAnswer | undefined
  readonly schemes: PlanSchemes
}) {
  const { layer, answer, schemes } = props
  const words = useWords()
  const legend = useLegend()
  const { word } = words
  if (answer === undefined) return null
  return (
    <section aria-label={word(`planning.map.${layer}`)}>
      <h3>{word(`planning.map.${layer}`)}</h3>
      {answer.lines.length === 0 ? <p className="planning-quiet">{word(`planning.map.none.${layer}`)}</p> : null}
      <ul className="planning-legend">
        {answer.lines.map((line) => (
          <li key={`${line.scheme} ${line.code} ${line.zoneKind} ${line.row}`}>
            <span
              className="planning-swatch"
              style={{ background: planColour(layer, line.class, { ...schemes, legend }) }}
              aria-hidden="true"
            />
            <span className="planning-legend-name">
              {titleOf(line, words)}{' '}
              <small>{word('planning.map.patches', { number: countText(line.count), count: line.count })}</small>
            </span>
            <span className="planning-figures" title={line.areaM2 === null ? undefined : `${m2Text(line.areaM2)} m²`}>
              {line.areaM2 === null ? '—' : word('planning.map.ha', { area: areaText(line.areaM2, 'ha') })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function titleOf(
  { scheme, code, zoneKind, row, class: place }: PlanLegendLine,
  { word, pick, language }: Words,
): string {
  if (row !== null) return word('planning.map.becomes', { row: word(`plan.row.${row}`) })
  if (zoneKind === null) return code === null ? word('plan.row.unknown') : classText(scheme, code, language)
  const zone = zoneClasses[place]
  return [code, zone === undefined ? null : pick(zone.title)].filter((part) => part !== null).join(' ')
}
