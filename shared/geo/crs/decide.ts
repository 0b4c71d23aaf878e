import type { Outcome } from '../../contract/outcome.ts'
import { done, refuse } from '../../contract/outcome.ts'
import type { SourceIssue } from '../../formats/source.ts'
import type { Crs } from './catalogue.ts'
import { crsOf, epsgText } from './catalogue.ts'
import type { DatumParameters } from './datum-parameters.ts'
import type { CoordinateEvidence, CoordinateLook } from './plausibility.ts'
import { lookOfLayer, looksLike, proposalsFor } from './plausibility.ts'
import type { PrjReading } from './prj.ts'
import type { CrsShift } from './shift.ts'
import { shiftWithinDatum } from './shift.ts'

export interface SourceCrsQuestion {
  /** Named in refusals. */
  readonly file: string
  /** What the source says of itself; null where it says nothing (no .prj). */
  readonly declared: PrjReading | null
  /** The .prj of a shapefile, or the layer's own entry (GeoPackage, GeoJSON). */
  readonly declaredFrom: 'prj' | 'layer'
  /** EPSG code of --source-crs. */
  readonly option: number | null
  readonly swapAxes: boolean
  readonly datumParameters: DatumParameters | null
  readonly evidence: CoordinateEvidence
  /** The survey's system, a CGCS2000 zone. */
  readonly target: Crs
  /** Six digits. */
  readonly county: string | null
}

export interface SourceCrsDecision {
  readonly source: Crs
  /** `none`: the layer has no coordinates and says nothing, so there was nothing to decide. */
  readonly from: 'option' | 'prj' | 'layer' | 'none'
  /** x and y change places before anything else. */
  readonly swap: boolean
  readonly shift: CrsShift
  /** Findings of the whole layer; `crs.far-from-county` and `crs.outside-zone` are asked record by record. */
  readonly issues: readonly SourceIssue[]
}

type Refused = ReturnType<typeof refuse>
/** The placeholder of a message when the numbers propose nothing. */
const NO_PROPOSAL = 'EPSG:n'

function refusal(
  question: SourceCrsQuestion,
  code: string,
  detail: Record<string, string>,
  proposals: readonly string[],
): Refused {
  const proposal = proposals[0] ?? NO_PROPOSAL
  const params = { file: question.file, proposal, ...detail }
  return refuse({ code, file: question.file, params, ...(proposals.length > 0 ? { proposals } : {}) })
}

/** Without proposals: naming a CGCS2000 system for these numbers would be a datum change in silence. */
const otherDatum = (question: SourceCrsQuestion, name: string): Refused =>
  refusal(question, 'crs.other-datum', { name }, [])

const declaredCrs = (declared: PrjReading | null): Crs | null => (declared?.kind === 'known' ? declared.crs : null)
const layerWarning = (code: string, detail: SourceIssue['detail'] = {}): SourceIssue => ({
  code,
  severity: 'warning',
  detail,
})

/** How the layer looks once the axes stand as the user said; null when it has no coordinates. */
function orient(look: CoordinateLook | null, swapAxes: boolean): CoordinateLook | null {
  return look === null || !swapAxes ? look : { ...look, swapped: false }
}

function overriding(question: SourceCrsQuestion, source: Crs): readonly SourceIssue[] {
  const { declared } = question
  if (question.option === null || declared === null || declared.kind === 'unrecognised') return []
  if (declared.kind === 'known' && declared.crs.epsg === source.epsg) return []
  const said = declared.kind === 'known' ? epsgText(declared.crs) : declared.name
  return [layerWarning('crs.overridden', { declared: said, used: epsgText(source) })]
}

/** The source's system by option or own words, before the coordinates are held against it. null: nobody says. */
function namedSource(question: SourceCrsQuestion, proposals: readonly string[]): Outcome<Crs | null> {
  const { option, declared } = question
  if (option !== null) {
    // Every CGCS2000 system in use is in the catalogue, so an unknown code is another datum.
    const crs = crsOf(option)
    return crs === null ? otherDatum(question, `EPSG:${option}`) : done(crs)
  }
  if (declared === null || declared.kind === 'unrecognised') return done(null)
  if (declared.kind === 'known') return done(declared.crs)
  if (declared.datum !== 'cgcs2000') return otherDatum(question, declared.name)
  return refusal(question, 'crs.unsupported', { name: declared.name }, proposals)
}

/** null when the axes stand as the user says they do. */
function refuseAxes(
  question: SourceCrsQuestion,
  look: CoordinateLook | null,
  proposals: readonly string[],
): Refused | null {
  if (look === null || look.look === 'unknown' || look.swapped === question.swapAxes) return null
  return refusal(question, look.swapped ? 'crs.axes-swapped' : 'crs.axes-in-order', {}, proposals)
}

function shiftTo(question: SourceCrsQuestion, source: Crs): Outcome<CrsShift> {
  const { target, datumParameters } = question
  const direct = shiftWithinDatum(source, target)
  if (direct !== null) return done(direct)
  if (datumParameters === null) return otherDatum(question, epsgText(source))
  const before = shiftWithinDatum(source, datumParameters.from)
  const after = shiftWithinDatum(datumParameters.to, target)
  if (before !== null && after !== null) return done({ kind: 'datum', before, parameters: datumParameters, after })
  const detail = { name: epsgText(source), from: epsgText(datumParameters.from), to: epsgText(datumParameters.to) }
  return refusal(question, 'crs.parameters-mismatch', detail, [])
}

/** What is done to the coordinates is said, every time. */
function shiftFindings(shift: CrsShift, source: Crs, target: Crs): readonly SourceIssue[] {
  const detail = { from: epsgText(source), to: epsgText(target) }
  switch (shift.kind) {
    case 'none':
      return []
    case 'zone-prefix':
      return [layerWarning('crs.zone-prefix', { ...detail, deltaEastingM: shift.deltaEastingM })]
    case 'reproject':
      return [layerWarning('crs.reprojected', detail)]
    case 'datum':
      return [layerWarning('crs.datum-shifted', { ...detail, kind: shift.parameters.kind })]
  }
}

/**
 * Decides in which system a layer comes and how it gets into the survey's (COMMANDS.md, CRS). Refusals, all exit 3:
 * `crs.missing`, `crs.axes-swapped`, `crs.axes-in-order` (--swap-axes on sound axes), `crs.contradiction`, `crs.other-datum`,
 * `crs.unsupported` (CGCS2000, but no standard zone) and `crs.parameters-mismatch`; with proposals where the numbers give any (another datum never has them).
 */
export function decideSourceCrs(question: SourceCrsQuestion): Outcome<SourceCrsDecision> {
  const { option, declared, swapAxes, target, county } = question
  const look = lookOfLayer(question.evidence)
  const proposals = look === null ? [] : proposalsFor(look, county, declaredCrs(declared))
  const named = namedSource(question, proposals)
  if (!named.ok) return named
  const source = named.value
  if (source === null) {
    if (look !== null) return refusal(question, 'crs.missing', {}, proposals)
    return done({ source: target, from: 'none', swap: false, shift: { kind: 'none' }, issues: [] })
  }
  const axes = refuseAxes(question, look, proposals)
  if (axes !== null) return axes
  const upright = orient(look, swapAxes)
  if (upright !== null && !looksLike(upright, source)) {
    return refusal(question, 'crs.contradiction', { name: epsgText(source) }, proposals)
  }
  const shift = shiftTo(question, source)
  if (!shift.ok) return shift
  return done({
    source,
    from: option !== null ? 'option' : question.declaredFrom,
    swap: swapAxes,
    shift: shift.value,
    issues: [
      ...overriding(question, source),
      ...(swapAxes ? [layerWarning('crs.axes-exchanged')] : []),
      ...shiftFindings(shift.value, source, target),
    ],
  })
}

export interface CrsDescription {
  /** `EPSG:4523`, else the name that the source gives, else null. */
  readonly crs: string | null
  readonly crsFrom: 'prj' | 'layer' | null
  readonly crsProposals: readonly string[]
  readonly findings: readonly SourceIssue[]
}

/** What `inspect` says of a layer's system: never a refusal, the same words as findings. */
export function describeCrs(
  declared: PrjReading | null,
  evidence: CoordinateEvidence,
  declaredFrom: 'prj' | 'layer' = 'prj',
  county: string | null = null,
): CrsDescription {
  const look = lookOfLayer(evidence)
  const known = declaredCrs(declared)
  const proposals = look === null ? [] : proposalsFor(look, county, known)
  const proposal = proposals[0] ?? NO_PROPOSAL
  const swapped = look?.swapped === true ? [layerWarning('crs.axes-swapped', { proposal })] : []
  if (declared === null || declared.kind === 'unrecognised') {
    const missing = look === null ? [] : [layerWarning('crs.missing', { proposal })]
    return { crs: null, crsFrom: null, crsProposals: proposals, findings: [...missing, ...swapped] }
  }
  if (declared.kind === 'named') {
    const crs = declared.statedEpsg === null ? declared.name : `EPSG:${declared.statedEpsg}`
    const unsupported = declared.datum === 'cgcs2000'
    const code = unsupported ? 'crs.unsupported' : 'crs.other-datum'
    const findings = [layerWarning(code, { name: declared.name, proposal }), ...swapped]
    return { crs, crsFrom: declaredFrom, crsProposals: unsupported || swapped.length > 0 ? proposals : [], findings }
  }
  const name = epsgText(declared.crs)
  const contradicts = look !== null && !looksLike(look, declared.crs)
  const doubtful = contradicts || swapped.length > 0
  return {
    crs: epsgText(declared.crs),
    crsFrom: declaredFrom,
    crsProposals: doubtful ? proposals : [],
    findings: [
      ...swapped,
      ...(contradicts ? [layerWarning('crs.contradiction', { name, proposal })] : []),
      ...(declared.crs.datum === 'cgcs2000' ? [] : [layerWarning('crs.other-datum', { name, proposal })]),
    ],
  }
}
