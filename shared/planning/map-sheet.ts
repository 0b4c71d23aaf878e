import type { Extent, PolygonRings } from '../geo/geometry.ts'

/** A printed map as the one who asks for it describes it: every text is already in the sheet's language, every figure has its unit. */
export interface MapSheet {
  readonly language: 'zh' | 'en'
  readonly title: string
  readonly subtitle: string
  /** The title block: county, village, years, status and document, CRS, areas, drawn by, date. */
  readonly facts: readonly (readonly [label: string, value: string])[]
  readonly legend: readonly SheetClass[]
  /** Signs of points, drawn above everything. */
  readonly signs: readonly SheetSign[]
  /** Drawn above the patches in the order of their arrival: village boundary, red line, construction boundary. */
  readonly lines: readonly SheetLine[]
  /** Listed above the notes; null: there are none. */
  readonly projects: { readonly heading: string; readonly rows: readonly string[] } | null
  readonly notes: readonly string[]
  /** What the map must show, metres of the plane CRS. */
  readonly extent: Extent
  readonly words: SheetWords
  /** The moment that the file names as its making, ISO 8601; the same sheet gives the same bytes. */
  readonly madeAt: string
}

export interface SheetClass {
  readonly code: string
  readonly name: string
  /** '#rrggbb'. */
  readonly fill: string
  readonly pattern?: SheetPattern
  readonly areaText: string | null
}

export type SheetPattern = 'none' | 'hatch' | 'cross' | 'dots'

export interface SheetSign {
  /** Stands in the sign, on the map as in the legend. */
  readonly number: number
  readonly name: string
  readonly shape: 'square' | 'disc'
  readonly colour: string
  readonly countText: string
}

export interface SheetLine {
  readonly name: string
  readonly colour: string
  readonly widthMm: number
  readonly dashMm?: readonly number[]
}

/** 图例, 比例尺, 北, 说明. */
export interface SheetWords {
  readonly legend: string
  readonly scale: string
  readonly north: string
  readonly notes: string
}

/** Coordinates in metres of the plane CRS. */
export interface SheetPatch {
  readonly legendIndex: number
  readonly polygons: readonly PolygonRings[]
}
export interface SheetOutline {
  readonly lineIndex: number
  readonly polygons: readonly PolygonRings[]
}

export interface SheetPoint {
  readonly signIndex: number
  /** Printed beside the sign where there is room. */
  readonly name: string | null
  readonly x: number
  readonly y: number
}

/** Millimetres of paper from the top left corner. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface SheetLayout {
  readonly orientation: 'landscape' | 'portrait'
  readonly page: Box
  readonly border: Box
  readonly title: Box
  readonly map: Box
  readonly panel: Box
  /** 2000 stands for 1:2000. */
  readonly scale: number
  /** What the map frame shows, metres. */
  readonly shown: Extent
}

/**
 * Leading figures of the scales: those of a scale ruler (1, 2, 2.5, 3, 4, 5, 6) and three between them, so that a map takes three
 * quarters of the frame's width or height at least. The series of survey sheets (500, 1000, 2000, 5000, 10 000, 25 000 …) is made
 * for sheet lines that a plan of a village does not have, and would leave up to five sixths of the paper white.
 */
const FIGURES: readonly number[] = [1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5]
const LARGEST = 500
/** Free paper between the extent and the map frame, on each side. */
const CLEARANCE_MM = 4
const MM_PER_M = 1000

const box = (x: number, y: number, width: number, height: number): Box => ({ x, y, width, height })

/** A3, ISO 216. The gutters around the map hold the figures of the grid. */
const PAPER = {
  landscape: {
    page: box(0, 0, 420, 297),
    border: box(7, 7, 406, 283),
    title: box(14, 9, 392, 19),
    map: box(15, 33, 297, 248),
    panel: box(321, 33, 85, 248),
  },
  portrait: {
    page: box(0, 0, 297, 420),
    border: box(7, 7, 283, 406),
    title: box(14, 9, 269, 19),
    map: box(15, 33, 267, 285),
    panel: box(15, 327, 267, 79),
  },
} as const

/** The largest scale with a round denominator at which `extent` fits into `map`. */
function scaleFor(extent: Extent, map: Box): number {
  const [minX, minY, maxX, maxY] = extent
  const needed = Math.max(
    ((maxX - minX) * MM_PER_M) / (map.width - 2 * CLEARANCE_MM),
    ((maxY - minY) * MM_PER_M) / (map.height - 2 * CLEARANCE_MM),
  )
  const decade = 10 ** Math.floor(Math.log10(Math.max(needed, LARGEST)))
  const figure = FIGURES.find((each) => each * decade >= Math.max(needed, LARGEST)) ?? 10
  return figure * decade
}

/** Landscape, unless the extent prints larger on the upright sheet. */
export function layOutSheet(extent: Extent): SheetLayout {
  const landscape = scaleFor(extent, PAPER.landscape.map)
  const portrait = scaleFor(extent, PAPER.portrait.map)
  const orientation = portrait < landscape ? 'portrait' : 'landscape'
  const paper = PAPER[orientation]
  const scale = Math.min(landscape, portrait)
  return { orientation, ...paper, scale, shown: shownAround(extent, paper.map, scale) }
}

function shownAround([minX, minY, maxX, maxY]: Extent, map: Box, scale: number): Extent {
  const halfX = (map.width * scale) / MM_PER_M / 2
  const halfY = (map.height * scale) / MM_PER_M / 2
  const x = minX + (maxX - minX) / 2
  const y = minY + (maxY - minY) / 2
  return [x - halfX, y - halfY, x + halfX, y + halfY]
}

export interface SheetGrid {
  readonly everyM: number
  readonly eastings: readonly number[]
  readonly northings: readonly number[]
}

const MIN_GRID_MM = 40
const STEPS: readonly number[] = [1, 2, 5]

/** Round coordinates within the frame, at least 40 mm of paper from one to the next. */
export function gridOf({ scale, shown }: Pick<SheetLayout, 'scale' | 'shown'>): SheetGrid {
  const everyM = roundUp((MIN_GRID_MM * scale) / MM_PER_M)
  const multiples = (from: number, to: number): readonly number[] => {
    const first = Math.ceil(from / everyM)
    return Array.from({ length: Math.max(0, Math.floor(to / everyM) - first + 1) }, (_, i) => (first + i) * everyM)
  }
  return { everyM, eastings: multiples(shown[0], shown[2]), northings: multiples(shown[1], shown[3]) }
}

/** Kilometres where the grid is of whole kilometres. */
export const gridLabel = (coordinateM: number, everyM: number): string =>
  everyM % 1000 === 0 ? `${coordinateM / 1000} km` : `${coordinateM} m`

/** The next of 1, 2, 5, 10, 20, 50 … that is not less. */
function roundUp(value: number): number {
  const decade = 10 ** Math.floor(Math.log10(value))
  return (STEPS.find((step) => step * decade >= value) ?? 10) * decade
}

export interface ScaleBar {
  readonly segments: number
  readonly segmentM: number
  readonly segmentMm: number
}

const BAR_STEPS: readonly number[] = [1, 2, 2.5, 5]

/** Four round segments that together are no longer than `maxMm`. */
export function scaleBarOf(scale: number, maxMm: number): ScaleBar {
  const segments = 4
  const atMost = (maxMm / segments) * (scale / MM_PER_M)
  const decade = 10 ** Math.floor(Math.log10(atMost))
  const segmentM = (BAR_STEPS.findLast((step) => step * decade <= atMost) ?? 1) * decade
  return { segments, segmentM, segmentMm: (segmentM / scale) * MM_PER_M }
}

export interface PanelBoxes {
  /** North arrow and scale. */
  readonly head: Box
  readonly legend: Box
  readonly facts: Box
  readonly notes: Box
}

const HEAD_MM = 34
const GAP_MM = 4

/** Facts and notes get what they need, the legend the rest. On the upright sheet they stand side by side. */
export function panelBoxes(
  { orientation, panel }: Pick<SheetLayout, 'orientation' | 'panel'>,
  need: { readonly factsMm: number; readonly notesMm: number },
): PanelBoxes {
  const { x, y, width, height } = panel
  if (orientation === 'portrait') {
    const side = panelWidths(orientation, panel)
    const legendMm = width - side.facts - side.notes - 2 * GAP_MM
    const notesX = x + width - side.notes
    return {
      legend: box(x, y, legendMm, height),
      facts: box(x + legendMm + GAP_MM, y, side.facts, height),
      head: box(notesX, y, side.notes, HEAD_MM),
      notes: box(notesX, y + HEAD_MM + GAP_MM, side.notes, height - HEAD_MM - GAP_MM),
    }
  }
  const factsY = y + height - need.factsMm
  const notesY = factsY - need.notesMm - (need.notesMm > 0 ? GAP_MM : 0)
  const legendY = y + HEAD_MM + GAP_MM
  return {
    head: box(x, y, width, HEAD_MM),
    legend: box(x, legendY, width, notesY - GAP_MM - legendY),
    notes: box(x, notesY, width, need.notesMm),
    facts: box(x, factsY, width, need.factsMm),
  }
}

/** How wide facts and notes are, before it is known how high. */
export const panelWidths = (
  orientation: SheetLayout['orientation'],
  panel: Box,
): { readonly facts: number; readonly notes: number } =>
  orientation === 'portrait' ? { facts: 82, notes: 56 } : { facts: panel.width, notes: panel.width }
