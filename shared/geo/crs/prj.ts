import type { Crs } from './catalogue.ts'
import { crsOf, epsgCodeIn, knownSystems, UTM_SCALE } from './catalogue.ts'
import type { Datum, DatumId } from './datum.ts'
import { BEIJING54, CGCS2000, WGS84, XIAN80 } from './datum.ts'
import type { WktNode } from './wkt-tree.ts'
import { childOf, findNode, parseWkt } from './wkt-tree.ts'

/** What a .prj, or a GeoPackage's or GeoJSON's own words, say of the coordinate reference system. */
export type PrjReading =
  | { readonly kind: 'known'; readonly crs: Crs }
  /** `statedEpsg`: the code that the text claims for itself; it is not ours to verify. */
  | { readonly kind: 'named'; readonly name: string; readonly datum: DatumId; readonly statedEpsg: number | null }
  | { readonly kind: 'unrecognised' }

const UNRECOGNISED: PrjReading = { kind: 'unrecognised' }
const PROJECTED = ['PROJCS', 'PROJCRS', 'PROJECTEDCRS']
const GEOGRAPHIC = ['GEOGCS', 'GEOGCRS', 'GEODCRS', 'GEODETICCRS', 'GEOGRAPHICCRS', 'BASEGEOGCRS', 'BASEGEODCRS']
const COMPOUND = ['COMPD_CS', 'COMPOUNDCRS', 'BOUNDCRS', 'SOURCECRS']
const OTHER_SYSTEMS = ['LOCAL_CS', 'GEOCCS', 'ENGCRS', 'ENGINEERINGCRS', 'VERT_CS', 'VERTCS', 'VERTCRS']

const DEGREE_IN_RADIANS = Math.PI / 180
const near = (a: number, b: number, tolerance: number): boolean => Math.abs(a - b) <= tolerance
/** Writers abbreviate 298.257222101; WGS 84 lies 1.46e-6 away from it, so the datum's name has to speak as well. */
const FLATTENING_TOLERANCE = 1e-5
const METRE_TOLERANCE = 1e-3
const DEGREE_TOLERANCE = 1e-7

/** Letters, digits and Chinese characters only, lower case: `D_China_2000` and `China 2000` are spelt alike. */
const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9\u4e00-\u9fff]/g, '')

interface DatumSigns {
  readonly datum: Datum
  readonly datumName: RegExp
  /** Names of spheroid or geographic system that speak where the datum's own name says nothing. */
  readonly otherName: RegExp | null
}

const DATUM_SIGNS: readonly DatumSigns[] = [
  {
    datum: CGCS2000,
    datumName: /^d?(china2000|cgcs2000|chinageodeticcoordinatesystem2000|中?国?2000国?家?大地坐标系)/,
    otherName: /^(gcs)?(cgcs2000|china2000|chinageodeticcoordinatesystem2000)$/,
  },
  { datum: XIAN80, datumName: /^d?(xian19?80|西安19?80)/, otherName: /^(gcs)?xian19?80$/ },
  { datum: BEIJING54, datumName: /^d?(beijing19?54|北京19?54)/, otherName: /^(gcs)?beijing19?54$/ },
  { datum: WGS84, datumName: /^d?(wgs19?84$|worldgeodeticsystem1984)/, otherName: /^(gcs)?wgs19?84$/ },
]

/** The datum by its spheroid's parameters and a name that does not contradict them (GRS 80 serves dozens of datums). */
function datumOf(geographic: WktNode): Datum | null {
  const datumNode = findNode(geographic, 'DATUM', 'TRF', 'GEODETICDATUM', 'ENSEMBLE')
  const spheroid = datumNode === null ? null : findNode(datumNode, 'SPHEROID', 'ELLIPSOID')
  const [semiMajorAxisM, inverseFlattening] = spheroid?.numbers ?? []
  if (!datumNode || semiMajorAxisM === undefined || inverseFlattening === undefined) return null
  const fits = ({ ellipsoid }: Datum): boolean =>
    near(semiMajorAxisM, ellipsoid.semiMajorAxisM, METRE_TOLERANCE) &&
    near(inverseFlattening, ellipsoid.inverseFlattening, FLATTENING_TOLERANCE)
  const datumName = plain(datumNode.texts[0] ?? '')
  const byDatum = DATUM_SIGNS.find((signs) => signs.datumName.test(datumName))
  if (byDatum !== undefined) return fits(byDatum.datum) ? byDatum.datum : null
  if (!/^d?(unknown|unnamed|undefined|userdefined|custom)?$/.test(datumName)) return null
  const others = [plain(spheroid?.texts[0] ?? ''), plain(geographic.texts[0] ?? '')]
  const byOther = DATUM_SIGNS.find((signs) => others.some((name) => signs.otherName?.test(name)))
  return byOther !== undefined && fits(byOther.datum) ? byOther.datum : null
}

const isGreenwichDegrees = (geographic: WktNode): boolean => {
  const meridian = childOf(geographic, 'PRIMEM')?.numbers[0] ?? 0
  const unit = findNode(geographic, 'UNIT', 'ANGLEUNIT')?.numbers[0] ?? DEGREE_IN_RADIANS
  return meridian === 0 && near(unit, DEGREE_IN_RADIANS, 1e-9)
}

interface Projection {
  readonly method: string
  readonly parameters: ReadonlyMap<string, number>
}

const PARAMETER_ALIASES: Readonly<Record<string, string>> = {
  longitudeofnaturalorigin: 'centralmeridian',
  longitudeofcenter: 'centralmeridian',
  latitudeofnaturalorigin: 'latitudeoforigin',
  scalefactoratnaturalorigin: 'scalefactor',
}

function projectionOf(projected: WktNode): Projection {
  const conversion = childOf(projected, 'CONVERSION') ?? projected
  const parameters = new Map<string, number>()
  for (const node of conversion.children) {
    if (node.keyword !== 'PARAMETER' || node.numbers[0] === undefined) continue
    const name = plain(node.texts[0] ?? '')
    parameters.set(PARAMETER_ALIASES[name] ?? name, node.numbers[0])
  }
  return { method: plain(childOf(conversion, 'PROJECTION', 'METHOD')?.texts[0] ?? ''), parameters }
}

const TRANSVERSE_MERCATOR = /^(gausskruger|transversemercator)$/
const WEB_MERCATOR = /^(mercatorauxiliarysphere|popularvisualisationpseudomercator)$/

const isInMetres = (projected: WktNode): boolean =>
  near(
    childOf(projected, 'UNIT', 'LENGTHUNIT')?.numbers[0] ?? findNode(projected, 'LENGTHUNIT')?.numbers[0] ?? 1,
    1,
    1e-9,
  )

function isWebMercator(projected: WktNode, { method, parameters }: Projection): boolean {
  const atOrigin = ['centralmeridian', 'falseeasting', 'falsenorthing', 'standardparallel1'].every(
    (name) => (parameters.get(name) ?? 0) === 0,
  )
  const spherical = /\+a=6378137(\.0*)? \+b=6378137(\.0*)? /.test(childOf(projected, 'EXTENSION')?.texts[1] ?? '')
  return atOrigin && (WEB_MERCATOR.test(method) || (method === 'mercator1sp' && spherical))
}

/** Systems of the catalogue with these parameters: none, one, or the 3° and the 6° zone that share a central meridian. */
function systemsWith(datum: Datum, { method, parameters }: Projection): readonly Crs[] {
  const centralMeridian = parameters.get('centralmeridian')
  if (!TRANSVERSE_MERCATOR.test(method) || centralMeridian === undefined) return []
  if (!near(parameters.get('latitudeoforigin') ?? 0, 0, DEGREE_TOLERANCE)) return []
  if (!near(parameters.get('falsenorthing') ?? 0, 0, METRE_TOLERANCE)) return []
  const scale = parameters.get('scalefactor') ?? 1
  const falseEasting = parameters.get('falseeasting') ?? 0
  return knownSystems().filter(
    (crs) =>
      crs.datum === datum.id &&
      crs.epsg !== 3857 &&
      crs.centralMeridian !== null &&
      crs.falseEasting !== null &&
      near(scale, crs.kind === 'gauss-kruger' ? 1 : UTM_SCALE, 1e-9) &&
      near(centralMeridian, crs.centralMeridian, DEGREE_TOLERANCE) &&
      near(falseEasting, crs.falseEasting, METRE_TOLERANCE),
  )
}

const SIX_DEGREE_NAME = /6degree|6度|^(cgcs2000|xian1980|beijing1954)(gk|gausskruger)(cm\d+e|(zone)?\d+n)$/

/** Without zone prefix, 3° and 6° zones of one meridian have the same numbers: only the name tells. County surveys use 3°. */
function breakTie(candidates: readonly Crs[], name: string, statedEpsg: number | null): Crs | null {
  const width = SIX_DEGREE_NAME.test(plain(name)) ? 6 : 3
  return (
    candidates.find((crs) => crs.epsg === statedEpsg) ??
    candidates.find((crs) => crs.zoneWidth === width) ??
    candidates[0] ??
    null
  )
}

function statedEpsgOf(node: WktNode): number | null {
  const id = childOf(node, 'AUTHORITY', 'ID')
  if (id === null || id.texts[0]?.toUpperCase() !== 'EPSG') return null
  const code = Number(id.texts[1] ?? id.numbers[0] ?? Number.NaN)
  return Number.isInteger(code) ? code : null
}

function readSystem(root: WktNode): PrjReading {
  const projected = findNode(root, ...PROJECTED)
  const geographic = findNode(projected ?? root, ...GEOGRAPHIC)
  const system = projected ?? geographic ?? root
  const name = system.texts[0]?.trim() || system.keyword
  const statedEpsg = statedEpsgOf(system)
  // A text that calls itself one of our systems but has other parameters is not believed.
  const believable = statedEpsg !== null && crsOf(statedEpsg) === null ? statedEpsg : null
  const datum = geographic !== null ? datumOf(geographic) : null
  const named: PrjReading = { kind: 'named', name, datum: datum?.id ?? 'other', statedEpsg: believable }
  if (datum === null || geographic === null || !isGreenwichDegrees(geographic)) return named
  if (projected === null) {
    const crs = crsOf(datum.geographicEpsg)
    return crs === null ? named : { kind: 'known', crs }
  }
  if (!isInMetres(projected)) return named
  const projection = projectionOf(projected)
  const crs =
    datum.id === 'wgs84' && isWebMercator(projected, projection)
      ? crsOf(3857)
      : breakTie(systemsWith(datum, projection), name, statedEpsg)
  return crs === null ? named : { kind: 'known', crs }
}

/**
 * Recognises a .prj (ESRI or OGC WKT1, WKT2 too) by its parameters: projection, central meridian, false easting, scale,
 * spheroid and datum. A name or code that the text gives itself only decides between systems with equal parameters.
 */
export function readPrj(text: string): PrjReading {
  const content = text
    .replace(/^(?:\ufeff|ï»¿)/, '')
    .replace(/\0+$/, '')
    .trim()
  const code = epsgCodeIn(content)
  if (code !== null) return readCode(code, null)
  const root = parseWkt(content)
  if (root === null) return UNRECOGNISED
  const known = [...PROJECTED, ...GEOGRAPHIC, ...COMPOUND, ...OTHER_SYSTEMS].includes(root.keyword)
  return known ? readSystem(root) : UNRECOGNISED
}

/** A layer that names its system by EPSG code (GeoPackage, GeoJSON); `wkt` is read where the code is not one of ours. */
export function readCode(epsg: number, wkt: string | null): PrjReading {
  const crs = crsOf(epsg)
  if (crs !== null) return { kind: 'known', crs }
  const read = wkt === null ? UNRECOGNISED : readPrj(wkt)
  return read.kind === 'unrecognised' ? { kind: 'named', name: `EPSG:${epsg}`, datum: 'other', statedEpsg: epsg } : read
}
