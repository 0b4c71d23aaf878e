declare module 'shpjs' {
  /** One GeoJSON-like geometry a record, null for a null shape. */
  export function parseShp(
    bytes: Uint8Array,
  ): readonly ({ readonly type: string; readonly coordinates: unknown } | null)[]
}
