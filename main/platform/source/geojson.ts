import { readFileSync, statSync } from 'node:fs'
import type { FieldType, FieldValue, SourceField } from '../../../shared/formats/source.ts'
import type { Coordinates, Geometry, PolygonRings } from '../../../shared/geo/geometry.ts'
import { isClosed } from '../../../shared/geo/rings.ts'

/** The whole file is parsed in memory, so a size that a laptop holds is the limit; larger ones go through a GeoPackage. */
export const GEOJSON_LIMIT_BYTES = 200 * 1024 ** 2

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
type JsonObject = { readonly [key: string]: Json }

export interface GeoJsonDocument {
  readonly features: readonly GeoJsonFeature[]
  readonly fields: readonly SourceField[]
  readonly encoding: 'UTF-8' | 'GB18030'
  /** The EPSG code that a `crs` member names; 4326 without one (RFC 7946, section 4); null where it names something else. */
  readonly epsg: number | null
  readonly crsName: string | null
  readonly geometryType: string | null
  readonly hasZ: boolean
}

export interface GeoJsonFeature {
  readonly geometry: Geometry | null
  readonly hadZ: boolean
  readonly hadUnclosedRing: boolean
  /** Why the feature cannot be read, or null. */
  readonly unreadable: string | null
  readonly properties: JsonObject
}

export type GeoJsonFailure = 'geojson.too-large' | 'geojson.not-geojson'

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Parses with integers beyond 2^53 kept as text where there are any: a 19-digit code keeps its digits. */
function parseJson(text: string): Json {
  if (!/[^\d.eE+-]-?\d{16,}[^\d.]/.test(text)) return JSON.parse(text) as Json
  const keepDigits = (_key: string, value: Json, context?: { readonly source?: string }): Json => {
    const source = context?.source
    const cutsDigits = typeof value === 'number' && source !== undefined && /^-?\d{16,}$/.test(source)
    return cutsDigits && !Number.isSafeInteger(value) ? source : value
  }
  return JSON.parse(text, keepDigits) as Json
}

function decodeText(bytes: Uint8Array): { readonly text: string; readonly encoding: 'UTF-8' | 'GB18030' } | null {
  for (const encoding of ['UTF-8', 'GB18030'] as const) {
    try {
      return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding }
    } catch {
      // Not valid in this encoding: the next one is tried, and without any the file is no text.
    }
  }
  return null
}

/** Reads a GeoJSON file (RFC 7946): a FeatureCollection, a Feature or a bare geometry. */
export function readGeoJson(
  path: string,
): { readonly ok: true; readonly value: GeoJsonDocument } | { readonly ok: false; readonly code: GeoJsonFailure } {
  if (statSync(path).size > GEOJSON_LIMIT_BYTES) return { ok: false, code: 'geojson.too-large' }
  const decoded = decodeText(readFileSync(path))
  if (decoded === null) return { ok: false, code: 'geojson.not-geojson' }
  let root: Json
  try {
    root = parseJson(decoded.text)
  } catch {
    // Malformed or too deeply nested: for the user both are "not GeoJSON".
    return { ok: false, code: 'geojson.not-geojson' }
  }
  const features = isObject(root) ? featuresOf(root) : null
  if (features === null || !isObject(root)) return { ok: false, code: 'geojson.not-geojson' }
  return {
    ok: true,
    value: {
      features,
      fields: collectFields(features),
      encoding: decoded.encoding,
      ...readCrs(root.crs),
      geometryType: commonType(features),
      hasZ: features.some((feature) => feature.hadZ),
    },
  }
}

function featuresOf(root: JsonObject): GeoJsonFeature[] | null {
  const { type, features } = root
  if (type === 'FeatureCollection')
    return Array.isArray(features) ? (features as readonly Json[]).map(readFeature) : null
  if (type === 'Feature') return [readFeature(root)]
  return typeof type === 'string' && Object.hasOwn(READERS, type)
    ? [readFeature({ type: 'Feature', geometry: root })]
    : null
}

function readFeature(value: Json): GeoJsonFeature {
  const bad = (unreadable: string, properties: JsonObject): GeoJsonFeature => ({
    geometry: null,
    hadZ: false,
    hadUnclosedRing: false,
    unreadable,
    properties,
  })
  if (!isObject(value) || value.type !== 'Feature') return bad('geojson.not-a-feature', {})
  const properties = isObject(value.properties) ? value.properties : {}
  const given = value.geometry
  if (given === null || given === undefined) return { ...bad('', properties), unreadable: null }
  const type = isObject(given) ? given.type : undefined
  if (type === 'GeometryCollection') return bad('geojson.geometry-collection', properties)
  const read = typeof type === 'string' && Object.hasOwn(READERS, type) ? READERS[type] : undefined
  const state = { hadZ: false }
  const geometry = read === undefined || !isObject(given) ? undefined : read(given.coordinates, state)
  if (geometry === undefined) return bad('geojson.bad-coordinates', properties)
  const hadUnclosedRing = geometry !== null && hasUnclosedRing(geometry)
  return { geometry, hadZ: state.hadZ, hadUnclosedRing, unreadable: null, properties }
}

const hasUnclosedRing = (geometry: Geometry): boolean =>
  geometry.type === 'MultiPolygon' && geometry.polygons.some((rings) => rings.some((ring) => !isClosed(ring)))

interface ReadState {
  hadZ: boolean
}
/** null is an empty geometry, undefined a malformed one. */
type Reader = (value: Json | undefined, state: ReadState) => Geometry | null | undefined

const READERS: Readonly<Record<string, Reader>> = {
  Point: (value, state) => {
    if (Array.isArray(value) && value.length === 0) return null
    const coordinates = positions([value ?? null], state)
    return coordinates && { type: 'Point', coordinates }
  },
  MultiPoint: (value, state) => {
    const coordinates = positions(value, state)
    return coordinates && (coordinates.length === 0 ? null : { type: 'MultiPoint', coordinates })
  },
  LineString: (value, state) => lines([value ?? null], state),
  MultiLineString: lines,
  Polygon: (value, state) => polygons([value ?? null], state),
  MultiPolygon: polygons,
}

function lines(value: Json | undefined, state: ReadState): Geometry | null | undefined {
  const parts = each(value, (line) => positions(line, state))?.filter((line) => line.length > 0)
  return parts && (parts.length === 0 ? null : { type: 'MultiLineString', lines: parts })
}

function polygons(value: Json | undefined, state: ReadState): Geometry | null | undefined {
  const parts = each(value, (rings): PolygonRings | undefined => each(rings, (ring) => positions(ring, state)))
  const filled = parts?.filter((rings) => rings.some((ring) => ring.length > 0))
  return filled && (filled.length === 0 ? null : { type: 'MultiPolygon', polygons: filled })
}

function each<T>(value: Json | undefined, read: (item: Json) => T | undefined): T[] | undefined {
  if (!Array.isArray(value)) return undefined
  const result: T[] = []
  for (const item of value as readonly Json[]) {
    const one = read(item)
    if (one === undefined) return undefined
    result.push(one)
  }
  return result
}

function positions(value: Json | undefined, state: ReadState): Coordinates | undefined {
  if (!Array.isArray(value)) return undefined
  const list = value as readonly Json[]
  const coordinates = new Float64Array(list.length * 2)
  for (let index = 0; index < list.length; index++) {
    const position = list[index]
    if (!Array.isArray(position)) return undefined
    const [x, y, z] = position as readonly Json[]
    if (typeof x !== 'number' || typeof y !== 'number') return undefined
    if (z !== undefined) state.hadZ = true
    coordinates[index * 2] = x
    coordinates[index * 2 + 1] = y
  }
  return coordinates
}

/** `urn:ogc:def:crs:EPSG::4527`, `EPSG:4527` and `…/EPSG/0/4527` name a code; OGC's CRS84 is WGS 84 in x, y order. */
function readCrs(value: Json | undefined): { readonly epsg: number | null; readonly crsName: string | null } {
  if (value === undefined || value === null) return { epsg: 4326, crsName: null }
  const properties = isObject(value) ? value.properties : undefined
  const name = isObject(properties) && typeof properties.name === 'string' ? properties.name : ''
  if (/crs:OGC:[^:]*:CRS84$/i.test(name)) return { epsg: 4326, crsName: null }
  const code = /EPSG[:/](?:[^:/]*[:/])?(\d{4,6})$/i.exec(name)?.[1]
  return { epsg: code === undefined ? null : Number(code), crsName: name === '' ? null : name }
}

function commonType(features: readonly GeoJsonFeature[]): string | null {
  const types = new Set(features.flatMap((feature) => (feature.geometry === null ? [] : [feature.geometry.type])))
  const [only] = types
  if (types.size === 0 || only === undefined) return null
  return types.size === 1 ? only : 'Geometry'
}

/** The union of all property names, in the order in which they first appear. */
function collectFields(features: readonly GeoJsonFeature[]): SourceField[] {
  const types = new Map<string, FieldType | null>()
  for (const { properties } of features) {
    for (const name of Object.keys(properties)) {
      const known = types.get(name)
      const type = jsonType(properties[name])
      if (known === undefined || known === null) types.set(name, type)
      else if (type !== null && type !== known) types.set(name, 'text')
    }
  }
  return [...types].map(([name, type]) => ({ name, type: type ?? 'text' }))
}

function jsonType(value: Json | undefined): FieldType | null {
  if (value === undefined || value === null) return null
  if (typeof value === 'number') return 'number'
  return typeof value === 'boolean' ? 'logical' : 'text'
}

/** A property as an attribute: nested values stay as JSON text. */
export function propertyValue(value: Json | undefined): FieldValue {
  if (value === undefined || value === null) return null
  if (typeof value === 'number' || typeof value === 'boolean') return value
  const text = typeof value === 'string' ? value.trim() : JSON.stringify(value)
  return text === '' ? null : text
}
