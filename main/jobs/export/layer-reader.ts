import type { ReadableDb } from '../../../db/open/database.ts'
import { countPersonal, type ExportValue, exportRows, extraFields } from '../../../db/queries/export-rows.ts'
import type { ReportProgress } from '../../../shared/contract/job.ts'
import type { MultiPolygon } from '../../../shared/geo/geometry.ts'
import { readBlob } from '../../../shared/geo/geopackage-blob.ts'
import type { SurveyKind } from '../../../shared/model/layers.ts'
import { maskPersonal, type PersonalKind, personalKindInColumn } from '../../../shared/model/personal.ts'
import { roundHalfUp } from '../../../shared/model/round.ts'
import { type ExportColumn, exportColumns, extraColumns, isExtra } from './export-columns.ts'
import type { LossTally } from './losses.ts'
import type { ExportRequest } from './request.ts'
import { readSealed } from './sealed.ts'

export interface LayerRow {
  readonly geometry: MultiPolygon | null
  readonly values: readonly ExportValue[]
}

export interface LayerExport {
  readonly kind: SurveyKind
  readonly rowCount: number
  readonly columns: readonly ExportColumn[]
  /** Rows in the order of their making, a page at a time; stops after a cancel. */
  rows(): Generator<readonly LayerRow[], void, undefined>
}

/** As many as a .dbf has room for. */
const MAX_COLUMNS = 255

/** A layer as exports read it: computed areas rounded, personal values opened where they are asked for, what is left out said. */
export function layerExport(
  db: ReadableDb,
  kind: SurveyKind,
  rowCount: number,
  request: ExportRequest,
  losses: LossTally,
): LayerExport {
  const withPersonal = request.purpose !== null
  const own = exportColumns(kind, withPersonal)
  const extras = extraFields(db, kind)
  const kept = extras.slice(0, MAX_COLUMNS - own.length)
  losses.count('loss.extra-fields', kind, undefined, extras.length - kept.length)
  const columns = [...own, ...extraColumns(kept, own)]
  if (!withPersonal && kind === 'person') losses.count('loss.personal', kind, undefined, countPersonal(db))
  return { kind, rowCount, columns, rows: () => readRows(db, { kind, rowCount, columns }, request, losses) }
}

function* readRows(
  db: ReadableDb,
  layer: Pick<LayerExport, 'kind' | 'rowCount' | 'columns'>,
  request: ExportRequest,
  losses: LossTally,
): Generator<readonly LayerRow[], void, undefined> {
  const { kind, columns, rowCount } = layer
  const report = throttled(request.report)
  let done = 0
  for (const page of exportRows(
    db,
    kind,
    columns.map((column) => column.column),
  )) {
    request.signal.throwIfAborted()
    yield page.map(({ geom, values }) => ({
      geometry: geom === null ? null : readGeometry(geom, kind, losses),
      values: values.map((value, index) => outputValue(value, columns[index], kind, request, losses)),
    }))
    done += page.length
    report(kind, done, rowCount)
  }
}

const REPORT_EVERY_MS = 100

function throttled(report: ReportProgress): (phase: string, done: number, total: number) => void {
  let saidAt = 0
  return (phase, done, total) => {
    const now = performance.now()
    if (now - saidAt < REPORT_EVERY_MS && done !== total) return
    saidAt = now
    report({ phase, done, total })
  }
}

function readGeometry(blob: Uint8Array, kind: SurveyKind, losses: LossTally): MultiPolygon | null {
  const read = readBlob(blob)
  if (!('unsupported' in read) && (read.geometry === null || read.geometry.type === 'MultiPolygon'))
    return read.geometry
  losses.count('loss.geometry', kind)
  return null
}

function outputValue(
  value: ExportValue,
  column: ExportColumn | undefined,
  kind: SurveyKind,
  request: ExportRequest,
  losses: LossTally,
): ExportValue {
  if (value === null || column === undefined) return null
  if (column.computedArea && typeof value === 'number') return roundHalfUp(value, 2)
  if (isExtra(column)) return extraValue(String(value), kind, request, losses)
  if (column.personal === null)
    return typeof value === 'string' ? shownText(value, column.column, kind, request, losses) : value
  return opened(column.personal, String(value), kind, request, losses)
}

function opened(
  personal: PersonalKind,
  cipher: string,
  kind: SurveyKind,
  request: ExportRequest,
  losses: LossTally,
): string | null {
  const value = request.decrypt?.(personal, cipher) ?? null
  if (value === null) losses.count('loss.personal-undecipherable', kind)
  return value
}

/** A personal number that somebody typed into a text is masked, unless personal numbers are handed over for a purpose. */
function shownText(text: string, column: string, kind: SurveyKind, request: ExportRequest, losses: LossTally): string {
  const personal = request.purpose === null ? personalKindInColumn(kind, column, text) : null
  if (personal === null) return text
  losses.count('loss.personal-masked', kind)
  return maskPersonal(personal, text)
}

/** Text of a field without a column; a sealed personal value is opened only for a purpose. */
function extraValue(text: string, kind: SurveyKind, request: ExportRequest, losses: LossTally): string | null {
  const sealed = text.startsWith('{') ? readSealed(text) : null
  if (sealed === null) return shownText(text, '', kind, request, losses)
  if (request.purpose !== null) return opened(sealed.$personal, sealed.cipher, kind, request, losses)
  losses.count('loss.personal', kind)
  return null
}
