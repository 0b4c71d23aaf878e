import {
  excessStepsM2,
  landUseKinds,
  type MapLayer,
  type MapLegend,
  mapVillageTypes,
  standings,
  utilisationMarks,
} from '../../shared/contract/map.ts'
import { useWords } from '../ui/words.tsx'
import { cssColour, layerStyle, type Mode } from './palette.ts'

interface LegendRow {
  readonly word: string
  readonly objectClass: number
  readonly count: number | null
  readonly isPart?: boolean
}

type Classes = MapLegend['layers'][number]['classes']

const STANDING = 0x0f

function rowsOf(layer: MapLayer, classes: Classes | null): readonly LegendRow[] {
  const count = (fits: (objectClass: number) => boolean): number | null =>
    classes?.reduce((sum, each) => sum + (fits(each.class) ? each.count : 0), 0) ?? null
  switch (layer) {
    case 'parcel':
      return [
        ...standings.map((standing, place) => ({
          word: `map.standing.${standing}`,
          objectClass: place,
          count: count((objectClass) => (objectClass & STANDING) === place),
        })),
        ...(['idle', 'abandoned'] as const).map((mark) => ({
          word: `map.utilisation.${mark}`,
          objectClass: utilisationMarks[mark],
          count: count((objectClass) => (objectClass & utilisationMarks[mark]) !== 0),
          isPart: true,
        })),
      ]
    case 'village':
      return mapVillageTypes.map((type, place) => ({
        word: `map.village.${type}`,
        objectClass: place,
        count: count((objectClass) => objectClass === place),
      }))
    case 'land_use':
      return landUseKinds.map((kind, place) => ({
        word: `map.land.${kind}`,
        objectClass: place,
        count: count((objectClass) => objectClass === place),
      }))
    case 'building':
      return []
  }
}

/** What the colours of a layer mean, with how many objects have them; classes that none has are left out. */
export function LayerLegend(props: {
  readonly layer: MapLayer
  /** In lines, where nothing else says which layer it is. */
  readonly isStrip?: boolean
  readonly legend: MapLegend | undefined
  readonly mode: Mode
}) {
  const { layer, isStrip = false, legend, mode } = props
  const { word } = useWords()
  const classes = legend?.layers.find((each) => each.layer === layer)?.classes ?? null
  const { styleOf } = layerStyle(layer, mode)
  return (
    <ul className={isStrip ? 'map-legend map-legend-strip' : 'map-legend'} aria-label={word(`map.layer.${layer}`)}>
      {rowsOf(layer, classes)
        .filter(({ count }) => count === null || count > 0)
        .map(({ word: code, objectClass, count, isPart }) => {
          const { fill, line, hatched } = styleOf(objectClass)
          return (
            <li key={code} className={isPart === true ? 'map-legend-part' : undefined}>
              <span
                className={hatched ? 'map-swatch map-swatch-hatched' : 'map-swatch'}
                style={{ background: hatched ? undefined : cssColour(fill), borderColor: cssColour(line) }}
              />
              <span>{word(code, excessStepsM2)}</span>
              <span className="map-figures">{count?.toLocaleString('en') ?? '…'}</span>
            </li>
          )
        })}
    </ul>
  )
}
