import type { InspectedLayer } from '../../../shared/contract/inspected.ts'
import type { CancelSignal } from '../../../shared/contract/job.ts'
import type { SourceRecord } from '../../../shared/formats/source.ts'
import type { Crs } from '../../../shared/geo/crs/catalogue.ts'
import { describeCrs } from '../../../shared/geo/crs/decide.ts'
import { isOutsideZone, lookOfLayer, looksLike } from '../../../shared/geo/crs/plausibility.ts'
import type { Extent, Geometry } from '../../../shared/geo/geometry.ts'
import { extentOf, hasNonFinite } from '../../../shared/geo/plane-area.ts'
import { hasTooFewPoints } from '../../../shared/geo/rings.ts'
import type { Geos } from '../../platform/geos.ts'
import type { SourceLayer } from '../../platform/source/layer.ts'
import { layerEvidence } from '../source/layer-evidence.ts'
import { readRecords } from '../source/read-records.ts'
import { FindingCollector } from './findings.ts'

/** `unreadable` is listed up to here; the finding record.unreadable has the number of all. */
const UNREADABLE_LISTED = 10_000
/** No coordinate of a survey is as large; a wild one must not blow up the extent where the system is unknown. */
const PLAUSIBLE_ABSOLUTE = 1e8

export interface LayerProgress {
  readonly signal: CancelSignal
  readonly report: (records: number) => void
}

/**
 * Reads every record of a layer once and says what is there. `invalid`: polygons that are not valid, unclosed rings included;
 * `extent`: of the plausible coordinates only; `crs`: `EPSG:4523`, the name that the source gives, or null.
 */
export async function inspectLayer(
  layer: SourceLayer,
  geos: Geos,
  { signal, report }: LayerProgress,
): Promise<InspectedLayer> {
  const evidence = await layerEvidence(layer, signal)
  const isSpatial = layer.geometryType !== null
  const described = describeCrs(layer.declaredCrs, evidence, layer.declaredFrom)
  const look = lookOfLayer(evidence)
  const crs = layer.declaredCrs?.kind === 'known' ? layer.declaredCrs.crs : null
  const believed = crs !== null && look?.swapped !== true && (look === null || looksLike(look, crs)) ? crs : null
  const survey = new LayerSurvey(geos, believed, isSpatial)
  for (const issue of layer.issues) survey.findings.addLayer(issue)
  if (isSpatial) for (const issue of described.findings) survey.findings.addLayer(issue)
  let done = 0
  for await (const batch of readRecords(layer, { signal })) {
    for (const record of batch) survey.take(record)
    done += batch.length
    report(done)
  }
  if (layer.records === 0) survey.findings.addLayer({ code: 'layer.empty', severity: 'info' })
  else if (layer.deletedRecords === layer.records) {
    survey.findings.addLayer({ code: 'layer.all-deleted', severity: 'warning', detail: { records: layer.records } })
  }
  return {
    name: layer.name,
    geometryType: layer.geometryType,
    hasZ: layer.hasZ,
    hasM: layer.hasM,
    records: layer.records,
    deletedRecords: layer.deletedRecords,
    unreadable: survey.unreadable,
    invalid: survey.invalid,
    encoding: layer.encoding,
    encodingFrom: layer.encodingFrom,
    crs: described.crs,
    crsFrom: described.crsFrom,
    crsProposals: described.crsProposals,
    fields: layer.fields,
    extent: survey.extent(),
    findings: survey.findings.all(),
  }
}

class LayerSurvey {
  readonly findings = new FindingCollector()
  readonly unreadable: { record: number; reason: string }[] = []
  invalid = 0
  readonly #geos: Geos
  readonly #crs: Crs | null
  readonly #isSpatial: boolean
  #west = Infinity
  #south = Infinity
  #east = -Infinity
  #north = -Infinity

  constructor(geos: Geos, crs: Crs | null, isSpatial: boolean) {
    this.#geos = geos
    this.#crs = crs
    this.#isSpatial = isSpatial
  }

  take(record: SourceRecord): void {
    if (record.deleted) return
    for (const code of record.issues) this.findings.addRecord(code, record.record)
    if (record.unreadable !== null) {
      this.findings.addRecord('record.unreadable', record.record)
      if (this.unreadable.length < UNREADABLE_LISTED)
        this.unreadable.push({ record: record.record, reason: record.unreadable })
    } else if (record.geometry !== null) {
      this.#takeGeometry(record.geometry, record.record)
    } else if (this.#isSpatial) {
      this.findings.addRecord('geometry.missing', record.record)
    }
  }

  #takeGeometry(geometry: Geometry, record: number): void {
    const fault = this.#faultOf(geometry)
    if (fault !== null) {
      if (geometry.type === 'MultiPolygon') this.invalid++
      if (fault !== 'geometry.ring-unclosed') this.findings.addRecord(fault, record)
    }
    if (fault === 'geometry.not-finite') return
    const extent = extentOf(geometry)
    if (extent === null) return
    if (this.#isOutside(extent)) this.findings.addRecord('crs.outside-zone', record)
    else this.#widen(extent)
  }

  /** The code of what is wrong with a shape. Unclosed rings are already among the record's issues. */
  #faultOf(geometry: Geometry): string | null {
    if (hasNonFinite(geometry)) return 'geometry.not-finite'
    if (geometry.type !== 'MultiPolygon') return null
    if (hasTooFewPoints(geometry)) return 'geometry.too-few-points'
    const fault = this.#geos.invalidReason(geometry.polygons)
    if (fault === null) return null
    return fault.reason === 'unclosed' ? 'geometry.ring-unclosed' : 'geometry.self-intersection'
  }

  #isOutside([west, south, east, north]: Extent): boolean {
    const largest = Math.max(Math.abs(west), Math.abs(south), Math.abs(east), Math.abs(north))
    if (largest > PLAUSIBLE_ABSOLUTE) return true
    return this.#crs !== null && (isOutsideZone(west, south, this.#crs) || isOutsideZone(east, north, this.#crs))
  }

  #widen([west, south, east, north]: Extent): void {
    this.#west = Math.min(this.#west, west)
    this.#south = Math.min(this.#south, south)
    this.#east = Math.max(this.#east, east)
    this.#north = Math.max(this.#north, north)
  }

  extent(): Extent | null {
    return this.#west <= this.#east ? [this.#west, this.#south, this.#east, this.#north] : null
  }
}
