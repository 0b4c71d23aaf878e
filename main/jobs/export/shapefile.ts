import type { ReadableDb } from '../../../db/open/database.ts'
import { longestTexts } from '../../../db/queries/export-rows.ts'
import { done, type Outcome } from '../../../shared/contract/outcome.ts'
import type { DbfFieldSpec, DbfLossCode } from '../../../shared/formats/dbf/writer.ts'
import type { Crs } from '../../../shared/geo/crs/catalogue.ts'
import type { MultiPolygon } from '../../../shared/geo/geometry.ts'
import { signedRingArea } from '../../../shared/geo/plane-area.ts'
import { layers } from '../../../shared/model/layers.ts'
import { esriPrj } from './esri-prj.ts'
import { type ExportColumn, longerName } from './export-columns.ts'
import type { LayerExport } from './layer-reader.ts'
import { type LossTally, layerTitle } from './losses.ts'
import type { LossCode } from './request.ts'
import { writeShapefile } from './shapefile-writer.ts'

const TEXT_MAX_BYTES = 254
const NUMBER = { width: 19, decimals: 4 } as const
const INTEGER_WIDTH = 11
/** 18 characters of an identity number, and room for accounts and phones with blanks. */
const PERSONAL_WIDTH = 40

const LOSS_OF: Readonly<Record<DbfLossCode, LossCode>> = {
  'text.cut': 'loss.text-cut',
  'text.unencodable': 'loss.character',
  'number.rounded': 'loss.number',
  'number.too-wide': 'loss.number-dropped',
  'value.not-of-type': 'loss.number-dropped',
}

/** Writes one layer as a shapefile in GBK (GB18030 where it must), named by its kind; a table without shapes as a .dbf. */
export async function exportShapefile(
  db: ReadableDb,
  folder: string,
  layer: LayerExport,
  crs: Crs,
  updatedOn: string,
  losses: LossTally,
): Promise<Outcome<null>> {
  const { kind, columns } = layer
  for (const column of columns) {
    const field = longerName(column)
    if (field !== null) losses.say('loss.name-shortened', kind, { field, name: column.field })
  }
  const written = await writeShapefile({
    folder,
    name: kind,
    title: layerTitle(kind),
    prj: layers[kind].geometryType === null ? null : esriPrj(crs),
    fields: fieldSpecs(db, layer),
    pages: watched(layer, losses),
    updatedOn,
    onLoss: ({ code, field }) => losses.count(LOSS_OF[code], kind, columns[field]?.field),
  })
  return written.ok ? done(null) : written
}

function fieldSpecs(db: ReadableDb, { kind, columns }: LayerExport): readonly DbfFieldSpec[] {
  const widths = longestTexts(
    db,
    kind,
    columns.map((column) => column.column),
  )
  return columns.map((column, index) => specOf(column, widths[index] ?? 0))
}

function specOf(column: ExportColumn, longest: number): DbfFieldSpec {
  if (column.personal !== null) return { name: column.field, type: 'text', width: PERSONAL_WIDTH }
  if (column.type === 'number') return { name: column.field, type: 'number', ...NUMBER }
  if (column.type === 'integer') return { name: column.field, type: 'number', width: INTEGER_WIDTH, decimals: 0 }
  // Dates stay text: some are only a year or a month, which a D field cannot say.
  return { name: column.field, type: 'text', width: Math.min(TEXT_MAX_BYTES, Math.max(1, longest)) }
}

/** Passes the rows on and counts what the writer changes without saying: ring directions, and blank text. */
function* watched({ kind, rows }: LayerExport, losses: LossTally) {
  for (const page of rows()) {
    for (const { geometry, values } of page) {
      if (geometry !== null) losses.count('loss.orientation', kind, undefined, ringsToTurn(geometry, -1))
      for (const value of values) if (value === '') losses.count('loss.blank', kind)
    }
    yield page
  }
}

/** Rings whose direction a format wants otherwise; `shellSign` is the sign of a shell's area there (clockwise −1). */
export function ringsToTurn({ polygons }: MultiPolygon, shellSign: 1 | -1): number {
  let turned = 0
  for (const rings of polygons)
    rings.forEach((ring, index) => (turned += signedRingArea(ring) * shellSign * (index === 0 ? 1 : -1) < 0 ? 1 : 0))
  return turned
}
