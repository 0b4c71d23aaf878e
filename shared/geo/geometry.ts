/** x0, y0, x1, y1 …: easting then northing, in the source's own unit, vertices in the order they were delivered. */
export type Coordinates = Float64Array

/** The first ring is the shell, the others are its holes. A ring repeats its first vertex at the end, unless the source did not. */
export type PolygonRings = readonly Coordinates[]

export type Geometry =
  | { readonly type: 'Point'; readonly coordinates: Coordinates }
  | { readonly type: 'MultiPoint'; readonly coordinates: Coordinates }
  | { readonly type: 'MultiLineString'; readonly lines: readonly Coordinates[] }
  | { readonly type: 'MultiPolygon'; readonly polygons: readonly PolygonRings[] }

export type MultiPolygon = Extract<Geometry, { type: 'MultiPolygon' }>

/** [west, south, east, north], in the unit of the coordinates. */
export type Extent = readonly [minX: number, minY: number, maxX: number, maxY: number]
