import type { Crs } from './catalogue.ts'
import type { DatumParameters } from './datum-parameters.ts'

/** The way between two systems of one datum. */
export type SameDatumShift =
  | { readonly kind: 'none' }
  /** Two spellings of one zone: an exact addition to the easting, never a way through degrees. */
  | { readonly kind: 'zone-prefix'; readonly deltaEastingM: number }
  | { readonly kind: 'reproject'; readonly from: Crs; readonly to: Crs }

/** The way from a source to the survey's system. */
export type CrsShift =
  | SameDatumShift
  | {
      readonly kind: 'datum'
      /** source → parameters.from */
      readonly before: SameDatumShift
      readonly parameters: DatumParameters
      /** parameters.to → target */
      readonly after: SameDatumShift
    }

/** The way between two systems of the catalogue; null where their datums differ. */
export function shiftWithinDatum(from: Crs, to: Crs): SameDatumShift | null {
  if (from.datum !== to.datum || from.datum === 'other') return null
  if (from.epsg === to.epsg) return { kind: 'none' }
  const sameProjection =
    from.kind === 'gauss-kruger' && to.kind === 'gauss-kruger' && from.centralMeridian === to.centralMeridian
  if (!sameProjection || from.falseEasting === null || to.falseEasting === null) return { kind: 'reproject', from, to }
  const deltaEastingM = to.falseEasting - from.falseEasting
  return deltaEastingM === 0 ? { kind: 'none' } : { kind: 'zone-prefix', deltaEastingM }
}
