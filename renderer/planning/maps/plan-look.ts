import { type MapLayer, mapLayers } from '../../../shared/contract/map.ts'
import { type PlanMapLayer, planMapLayers } from '../../../shared/contract/planning-map.ts'
import { fillOfClass, fillOfRow, fillOfZone, type Legend } from '../../../shared/planning/legend.ts'
import { classAtPlace } from '../../../shared/planning/map-classes.ts'
import type { SchemeId } from '../../../shared/planning/scheme.ts'
import { structureOrder } from '../../../shared/planning/structure.ts'
import { type ClassStyle, type Colour, type LayerStyle, layerStyle, type Mode } from '../../map/palette.ts'
import type { TileLook, TileSetting } from '../../map/survey-layer.ts'

/** Everything that a map of a plan draws: the plan's own layers, and the survey's above them. */
export type PlanTiled = PlanMapLayer | MapLayer

export const isPlanLayer = (layer: string): layer is PlanMapLayer => planMapLayers.some((known) => known === layer)
export const isSurveyLayer = (layer: string): layer is MapLayer => mapLayers.some((known) => known === layer)

/** The schemes of the two sides: a tile says a class by its place in its scheme. */
export interface PlanSchemes {
  readonly base: SchemeId | null
  readonly planned: SchemeId | null
}

/** All that decides about the colour of a class. */
export interface PlanColours extends PlanSchemes {
  readonly legend: Legend
}

const NO_CLASS = '#ffffff'

/** #rrggbb of a class in a layer's tiles. */
export function planColour(layer: PlanMapLayer, place: number, colours: PlanColours): string {
  switch (layer) {
    case 'control_zone':
      return fillOfZone(colours.legend, place) ?? NO_CLASS
    case 'plan_change': {
      const row = structureOrder[place]
      return row === undefined ? NO_CLASS : fillOfRow(colours.legend, row)
    }
    case 'base_patch':
      return fillOfClass(colours.legend, colours.base, classAtPlace(colours.base, place))
    case 'planned_patch':
      return fillOfClass(colours.legend, colours.planned, classAtPlace(colours.planned, place))
  }
}

const rgb = (hex: string, opacity: number): Colour => {
  const value = Number.parseInt(hex.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255, opacity]
}

function planStyle(layer: PlanMapLayer, place: number, colours: PlanColours, mode: Mode): ClassStyle {
  const colour = planColour(layer, place, colours)
  if (layer === 'control_zone') return { fill: rgb(colour, 0.12), line: rgb(colour, 1), hatched: true }
  const line: Colour = mode === 'dark' ? [16, 18, 17, 0.9] : [70, 76, 72, 0.9]
  return { fill: rgb(colour, mode === 'dark' ? 0.86 : 0.94), line, hatched: false }
}

const lineWidths: Readonly<Record<PlanMapLayer, number>> = {
  base_patch: 0.6,
  planned_patch: 0.6,
  control_zone: 2,
  plan_change: 1,
}

/** Above plans the survey is outlines. */
const outlined = (style: LayerStyle): LayerStyle => ({
  lineWidth: style.lineWidth,
  styleOf(objectClass) {
    const { fill, line } = style.styleOf(objectClass)
    return { fill: [fill[0], fill[1], fill[2], 0.08], line, hatched: false }
  },
})

export const planLook = (colours: PlanColours): TileLook<PlanTiled> => ({
  coarsestM: (layer) => (layer === 'building' ? 3 : 2000),
  styleOf(layer, mode) {
    if (!isPlanLayer(layer)) return outlined(layerStyle(layer, mode))
    const known = new Map<number, ClassStyle>()
    return {
      lineWidth: lineWidths[layer],
      styleOf(objectClass) {
        const style = known.get(objectClass) ?? planStyle(layer, objectClass, colours, mode)
        known.set(objectClass, style)
        return style
      },
    }
  },
})

/** A layer as a map beside a list shows it: without labels, faint enough for what the list is about. */
export const shownLayer = (layer: PlanTiled, opacity: number): TileSetting<PlanTiled> => ({
  layer,
  isVisible: true,
  hasLabels: false,
  opacity,
})
