import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Column } from './survey-generator-dbf.ts'
import { gbk } from './survey-generator-dbf.ts'
import { LayerFiles, villageColumns } from './survey-generator-layers.ts'
import { rectangle, rotation } from './survey-generator-layout.ts'

// Every length is a whole number of metres, so that a double holds each vertex and each area exactly.
const CELL_WIDTH_M = 32
const CELL_HEIGHT_M = 24
const CELL_M2 = CELL_WIDTH_M * CELL_HEIGHT_M
const CELLS_A_ROW = 20
const ROWS = 20
export const CELLS_A_VILLAGE = CELLS_A_ROW * ROWS
export const VILLAGE_WIDTH_M = CELLS_A_ROW * CELL_WIDTH_M
export const VILLAGE_HEIGHT_M = ROWS * CELL_HEIGHT_M
const WEST_M = 39_369_600
const SOUTH_M = 3_882_600

export interface PlanSpec {
  readonly villages: number
  readonly rotationDegrees?: number
  /** Leaves out every so manieth planned patch: a gap of one cell each. */
  readonly gapEvery?: number
  /** Widens every so manieth planned patch by two metres to the east: an overlap of 48 m² each. */
  readonly overlapEvery?: number
  /** How the base writes a class; the known answer keeps the plan's codes. */
  readonly baseCode?: (code: string) => string
}

export interface GeneratedPlan {
  readonly villages: string
  readonly base: string
  readonly planned: string
  readonly zones: string
  readonly farmland: string
  readonly answer: PlanAnswer
}

/** What a plan of this make must give, in plane m². */
export interface PlanAnswer {
  readonly villages: readonly string[]
  readonly basePatches: number
  readonly plannedPatches: number
  readonly matrixM2: ReadonlyMap<string, number>
  readonly gapsM2: readonly number[]
  readonly overlapsM2: readonly number[]
  /** Planned construction within the basic farmland: as many pieces of this area. */
  readonly constructionOnFarmland: { readonly patches: number; readonly m2: number }
}

const PATTERN = [
  ...Array.from({ length: 8 }, () => '113'),
  '111',
  '111',
  '111',
  '12',
  '131',
  '153',
  '152',
  '2121',
  '2121',
  '2121',
  '2122',
  '221',
] as const

const baseClassOf = (column: number, row: number): string => PATTERN[(column * 7 + row * 13) % PATTERN.length] ?? '113'

/** Arable land is built on, homesteads are reclaimed, the rest becomes dry land. */
const changedClass = (code: string): string => (code.startsWith('11') ? '2121' : code === '113' ? '131' : '113')

const baseColumns: readonly Column[] = [
  { name: 'BSM', type: 'N', width: 10 },
  { name: 'YSDM', type: 'C', width: 10 },
  { name: 'TBBH', type: 'C', width: 8 },
  { name: 'XZQDM', type: 'C', width: 12 },
  { name: 'XZQMC', type: 'C', width: 30 },
  { name: 'DLDM', type: 'C', width: 4 },
  { name: 'DLMC', type: 'C', width: 30 },
  { name: 'TBMJ', type: 'N', width: 16, decimals: 2 },
]
const plannedColumns: readonly Column[] = [
  { name: 'BSM', type: 'N', width: 10 },
  { name: 'TBBH', type: 'C', width: 8 },
  { name: 'XZQDM', type: 'C', width: 12 },
  { name: 'GHDLDM', type: 'C', width: 4 },
  { name: 'GHDLMC', type: 'C', width: 30 },
]
const zoneColumns: readonly Column[] = [
  { name: 'BSM', type: 'N', width: 10 },
  { name: 'XZQDM', type: 'C', width: 12 },
  { name: 'GZQLXDM', type: 'C', width: 3 },
]
const farmlandColumns: readonly Column[] = [
  { name: 'BSM', type: 'N', width: 10 },
  { name: 'XZQDM', type: 'C', width: 12 },
  { name: 'YJJBNTTBBH', type: 'C', width: 20 },
]

/** Rows of the village's cells that its basic farmland covers. */
const FARMLAND_ROWS = 4

/**
 * Writes a plan with a known transition matrix into `folder`: 村界, JQDLTB, TDGHDL, JSYDGZQ and YJJBNTBHTB as shapefiles in EPSG:4527. Of
 * ten cells one keeps three quarters, one changes whole, two neighbours of one class are drawn as one, the rest stays.
 */
export function generatePlan(
  folder: string,
  { villages, rotationDegrees = 0, gapEvery = 0, overlapEvery = 0, baseCode = (code) => code }: PlanSpec,
): GeneratedPlan {
  mkdirSync(folder, { recursive: true })
  const turn = rotation(rotationDegrees)
  const files = {
    villages: new LayerFiles(folder, '村界', villageColumns),
    base: new LayerFiles(folder, 'JQDLTB', baseColumns),
    planned: new LayerFiles(folder, 'TDGHDL', plannedColumns),
    zones: new LayerFiles(folder, 'JSYDGZQ', zoneColumns),
    farmland: new LayerFiles(folder, 'YJJBNTBHTB', farmlandColumns),
  }
  const matrixM2 = new Map<string, number>()
  const answer = { gapsM2: [] as number[], overlapsM2: [] as number[], patches: 0 }
  let planned = 0
  let basePatches = 0
  const codes: string[] = []
  const side = Math.ceil(Math.sqrt(villages))
  for (let v = 0; v < villages; v++) {
    const west = WEST_M + (v % side) * VILLAGE_WIDTH_M
    const south = SOUTH_M + Math.floor(v / side) * VILLAGE_HEIGHT_M
    const code = `371703102${200 + v}`
    codes.push(code)
    const name = gbk(`示例${v + 1}村`)
    files.villages.shapes.write([turn(rectangle(west, south, VILLAGE_WIDTH_M, VILLAGE_HEIGHT_M))])
    files.villages.rows.write([v + 1, code, name])
    files.farmland.shapes.write([turn(rectangle(west, south, VILLAGE_WIDTH_M, FARMLAND_ROWS * CELL_HEIGHT_M))])
    files.farmland.rows.write([v + 1, code, `JN${v + 1}`])
    files.zones.shapes.write([turn(rectangle(west, south, VILLAGE_WIDTH_M / 2, VILLAGE_HEIGHT_M))])
    files.zones.rows.write([v * 2 + 1, code, '030'])
    files.zones.shapes.write([
      turn(rectangle(west + VILLAGE_WIDTH_M / 2, south, VILLAGE_WIDTH_M / 2, VILLAGE_HEIGHT_M)),
    ])
    files.zones.rows.write([v * 2 + 2, code, '010'])
    const add = (from: string, to: string, m2: number): void =>
      void matrixM2.set(`${from}>${to}`, (matrixM2.get(`${from}>${to}`) ?? 0) + m2)
    const plan = (x: number, y: number, width: number, to: string, row: number): void => {
      planned++
      if (gapEvery > 0 && planned % gapEvery === 0) {
        answer.gapsM2.push(width * CELL_HEIGHT_M)
        return
      }
      const grows = overlapEvery > 0 && planned % overlapEvery === 0 && x + width < west + VILLAGE_WIDTH_M
      if (grows) answer.overlapsM2.push(2 * CELL_HEIGHT_M)
      files.planned.shapes.write([turn(rectangle(x, y, width + (grows ? 2 : 0), CELL_HEIGHT_M))])
      files.planned.rows.write([planned, String(planned), code, to, null])
      if (row < FARMLAND_ROWS && /^21|^22/.test(to)) answer.patches++
    }
    for (let row = 0; row < ROWS; row++) {
      for (let column = 0; column < CELLS_A_ROW; column++) {
        const from = baseClassOf(column, row)
        const [x, y] = [west + column * CELL_WIDTH_M, south + row * CELL_HEIGHT_M]
        basePatches++
        files.base.shapes.write([turn(rectangle(x, y, CELL_WIDTH_M, CELL_HEIGHT_M))])
        files.base.rows.write([basePatches, '2003010100', String(basePatches), code, name, baseCode(from), null, null])
        const kind = (row * CELLS_A_ROW + column) % 10
        const next = column + 1 < CELLS_A_ROW ? baseClassOf(column + 1, row) : null
        if (kind === 0) {
          plan(x, y, CELL_WIDTH_M / 4, changedClass(from), row)
          plan(x + CELL_WIDTH_M / 4, y, (CELL_WIDTH_M * 3) / 4, from, row)
          add(from, changedClass(from), CELL_M2 / 4)
          add(from, from, (CELL_M2 * 3) / 4)
        } else if (kind === 1) {
          plan(x, y, CELL_WIDTH_M, changedClass(from), row)
          add(from, changedClass(from), CELL_M2)
        } else if (kind === 4 && next === from) {
          plan(x, y, 2 * CELL_WIDTH_M, from, row)
          add(from, from, CELL_M2)
        } else {
          const isDrawn = kind === 5 && column > 0 && baseClassOf(column - 1, row) === from
          if (!isDrawn) plan(x, y, CELL_WIDTH_M, from, row)
          add(from, from, CELL_M2)
        }
      }
    }
  }
  for (const layer of Object.values(files)) layer.close()
  const path = (name: string): string => join(folder, `${name}.shp`)
  return {
    villages: path('村界'),
    base: path('JQDLTB'),
    planned: path('TDGHDL'),
    zones: path('JSYDGZQ'),
    farmland: path('YJJBNTBHTB'),
    answer: {
      villages: codes,
      basePatches,
      plannedPatches: planned - answer.gapsM2.length,
      matrixM2,
      gapsM2: answer.gapsM2,
      overlapsM2: answer.overlapsM2,
      constructionOnFarmland: { patches: answer.patches, m2: 0 },
    },
  }
}
