import {
  landUseKinds,
  type MapLayer,
  mapVillageTypes,
  type Standing,
  standings,
  utilisationMarks,
} from '../../shared/contract/map.ts'

/** Red, green, blue 0–255, opacity 0–1. */
export type Colour = readonly [number, number, number, number]

export interface ClassStyle {
  readonly fill: Colour
  readonly line: Colour
  readonly hatched: boolean
}

export interface LayerStyle {
  /** CSS pixels. */
  readonly lineWidth: number
  styleOf(objectClass: number): ClassStyle
}

export type Mode = 'light' | 'dark'

const rgb = (hex: number, opacity: number): Colour => [hex >> 16, (hex >> 8) & 255, hex & 255, opacity]

/** Blue against orange to dark red: told apart with any of the usual weaknesses of colour sight, and darker the more is over. */
const standingColours: Readonly<Record<Standing, number>> = {
  within: 0x4a90c4,
  'over-small': 0xf3c13a,
  'over-medium': 0xe8762d,
  'over-large': 0xa51c30,
  'not-assessable': 0x8d6fb5,
  'not-homestead': 0xb9b39f,
  'not-assessed': 0x9aa3a8,
}

const villageColours: Readonly<Record<(typeof mapVillageTypes)[number], number>> = {
  unknown: 0x7a7f83,
  urban_village: 0x8c2d7c,
  near_suburb: 0x0f7b8a,
  far_suburb: 0x4b6b1f,
}

const landUseColours: Readonly<Record<(typeof landUseKinds)[number], number>> = {
  other: 0xd9d9d4,
  arable: 0xf0e4a8,
  garden: 0xd3dc8c,
  forest: 0x9fc58b,
  grass: 0xc9e3b0,
  residential: 0xeec6c0,
  construction: 0xdcbccb,
  transport: 0xc9c9cf,
  water: 0xa9cfe6,
}

/** Lines of dark maps are light, and the other way round. */
const towards = ([r, g, b]: Colour, mode: Mode, share: number): Colour => {
  const end = mode === 'dark' ? 255 : 0
  const mix = (value: number): number => Math.round(value + (end - value) * share)
  return [mix(r), mix(g), mix(b), 1]
}

const UTILISATION = utilisationMarks.idle | utilisationMarks.abandoned

function parcelStyle(objectClass: number, mode: Mode): ClassStyle {
  const standing = standings[objectClass & ~UTILISATION] ?? 'not-assessed'
  const fill = rgb(standingColours[standing], 0.78)
  return { fill, line: towards(fill, mode, 0.45), hatched: (objectClass & UTILISATION) !== 0 }
}

function villageStyle(objectClass: number, mode: Mode): ClassStyle {
  const colour = villageColours[mapVillageTypes[objectClass] ?? 'unknown']
  return { fill: rgb(colour, 0.06), line: towards(rgb(colour, 1), mode, mode === 'dark' ? 0.35 : 0), hatched: false }
}

function landUseStyle(objectClass: number, mode: Mode): ClassStyle {
  const fill = rgb(landUseColours[landUseKinds[objectClass] ?? 'other'], mode === 'dark' ? 0.35 : 0.6)
  return { fill, line: towards(rgb(0x8a8f80, 1), mode, 0.1), hatched: false }
}

const buildingStyle = (mode: Mode): ClassStyle => ({
  fill: mode === 'dark' ? [230, 232, 228, 0.28] : [60, 62, 64, 0.3],
  line: mode === 'dark' ? [235, 238, 234, 1] : [45, 48, 50, 1],
  hatched: false,
})

const lineWidths: Readonly<Record<MapLayer, number>> = { land_use: 0.75, village: 2, parcel: 1, building: 1 }

/** How a layer's classes look; the same for both painters and the legend. */
export function layerStyle(layer: MapLayer, mode: Mode): LayerStyle {
  const known = new Map<number, ClassStyle>()
  return {
    lineWidth: lineWidths[layer],
    styleOf(objectClass) {
      const style = known.get(objectClass) ?? classStyle(layer, objectClass, mode)
      known.set(objectClass, style)
      return style
    },
  }
}

function classStyle(layer: MapLayer, objectClass: number, mode: Mode): ClassStyle {
  switch (layer) {
    case 'parcel':
      return parcelStyle(objectClass, mode)
    case 'village':
      return villageStyle(objectClass, mode)
    case 'land_use':
      return landUseStyle(objectClass, mode)
    case 'building':
      return buildingStyle(mode)
  }
}

export const cssColour = ([r, g, b, opacity]: Colour): string => `rgba(${r},${g},${b},${opacity})`
