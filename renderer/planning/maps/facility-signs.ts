import Feature, { type FeatureLike } from 'ol/Feature'
import Point from 'ol/geom/Point'
import VectorLayer from 'ol/layer/Vector'
import VectorSource from 'ol/source/Vector'
import Circle from 'ol/style/Circle'
import Fill from 'ol/style/Fill'
import RegularShape from 'ol/style/RegularShape'
import Stroke from 'ol/style/Stroke'
import Style from 'ol/style/Style'
import Text from 'ol/style/Text'
import type { PlanFacility } from '../../../shared/contract/planning-map.ts'
import { facilityColours, facilityShapes, stageOf } from '../../../shared/planning/facility-kinds.ts'
import type { Mode } from '../../map/palette.ts'

/** A facility as a map draws it: a sign with the number of its kind, and a name where there is room. */
export interface FacilitySign extends PlanFacility {
  readonly number: number
  readonly title: string
}

/** What a map shows of a plan's facilities. */
export interface ShownFacilities {
  readonly signs: readonly FacilitySign[]
  readonly hasNames: boolean
  /** Wears a ring. */
  readonly active: string | null
}

/** Metres a pixel beyond which signs are dots without figures, and names would only pile up. */
const FIGURES_M = 6
const NAMES_M = 3
const RADIUS_PX = 9
/** A square of the disc's area. */
const SQUARE = 1.25
const FONT = '-apple-system, "Segoe UI", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif'

const RING = new Style({
  image: new Circle({ radius: 15, stroke: new Stroke({ color: '#0050d8', width: 4 }), declutterMode: 'none' }),
  zIndex: -1,
})

/** Facilities of a plan above its patches; names keep off one another, signs are all drawn. */
export function createFacilityLayer() {
  const source = new VectorSource()
  let hasNames = true
  let mode: Mode = 'light'
  const styles = new Map<string, readonly Style[]>()
  const styleOf = (feature: FeatureLike, resolution: number): readonly Style[] => {
    const sign = feature.get('sign') as FacilitySign
    const stage = stageOf(sign)
    const isNamed = hasNames && resolution <= NAMES_M
    const key = `${stage} ${resolution <= FIGURES_M ? sign.number : ''} ${isNamed ? sign.title : ''} ${mode}`
    const known = styles.get(key)
    if (known !== undefined) return known
    const made = makeStyle(
      stage,
      resolution <= FIGURES_M ? String(sign.number) : null,
      isNamed ? sign.title : null,
      mode,
    )
    styles.set(key, made)
    return made
  }
  const layer = new VectorLayer({
    source,
    zIndex: 50,
    style: (...about) => [...styleOf(...about)],
    declutter: true,
    updateWhileInteracting: false,
  })
  return {
    layer,
    show({ signs, hasNames: isNamed, active }: ShownFacilities): void {
      styles.clear()
      hasNames = isNamed
      source.clear(true)
      source.addFeatures(
        signs.map((sign) => {
          const feature = new Feature({ geometry: new Point([...sign.at]), sign })
          feature.setId(sign.id)
          if (sign.id === active) feature.setStyle((_, resolution) => [RING, ...styleOf(feature, resolution)])
          return feature
        }),
      )
    },
    setMode(next: Mode): void {
      mode = next
      layer.changed()
    },
  }
}

function makeStyle(
  stage: keyof typeof facilityShapes,
  figures: string | null,
  name: string | null,
  mode: Mode,
): readonly Style[] {
  const fill = new Fill({ color: facilityColours[stage] })
  const stroke = new Stroke({ color: '#ffffff', width: 1.5 })
  const radius = figures === null ? 4 : RADIUS_PX
  const declutterMode = 'obstacle'
  const image =
    facilityShapes[stage] === 'disc'
      ? new Circle({ radius, fill, stroke, declutterMode })
      : new RegularShape({ points: 4, angle: Math.PI / 4, radius: radius * SQUARE, fill, stroke, declutterMode })
  if (figures === null) return [new Style({ image })]
  const white = new Fill({ color: '#ffffff' })
  const sign = new Style({
    image,
    text: new Text({ text: figures, font: `600 11px ${FONT}`, fill: white, overflow: true, declutterMode: 'none' }),
  })
  return name === null ? [sign] : [sign, nameStyle(name, mode)]
}

function nameStyle(name: string, mode: Mode): Style {
  const [ink, halo] = mode === 'dark' ? ['#f2f4f3', '#101211'] : ['#161a18', '#ffffff']
  return new Style({
    text: new Text({
      text: name,
      font: `12px ${FONT}`,
      textAlign: 'left',
      offsetX: RADIUS_PX + 9,
      padding: [2, 2, 2, 2],
      fill: new Fill({ color: ink }),
      stroke: new Stroke({ color: halo, width: 3 }),
      declutterMode: 'declutter',
    }),
  })
}
