import type { ZoneKind } from '../model/plan-layers.ts'
import type { SchemeId } from './scheme.ts'
import { schemes } from './schemes/all.ts'
import { structureOrder } from './structure.ts'
import { zoneClassOf } from './zone-classes.ts'

/** A tile says a class in one byte: its place in a list that both ends know. */

const classPlaces = new Map<string, number>(
  Object.values(schemes).flatMap(({ id, classes }) =>
    [...classes.keys()].map((code, place) => [`${id}/${code}`, place + 1] as const),
  ),
)

/** The place of a code among its scheme's classes, from one; 0: no class that the scheme has. */
export const classPlace = (scheme: string | null, code: string | null): number =>
  classPlaces.get(`${scheme}/${code}`) ?? 0

/** The code at a place; null: there is none. */
export const classAtPlace = (scheme: SchemeId | null, place: number): string | null =>
  scheme === null ? null : ([...schemes[scheme].classes.keys()][place - 1] ?? null)

const NO_PLACE = 255

/** The place of a zone among the classes of zones. */
export function zonePlace(kind: string | null, code: string | null): number {
  const place = zoneClassOf({ kind: (kind ?? '') as ZoneKind, code })
  return place < 0 ? NO_PLACE : place
}

/** The place of a row of the structure table. */
export function rowPlace(row: string | null): number {
  const place = (structureOrder as readonly (string | null)[]).indexOf(row)
  return place < 0 ? NO_PLACE : place
}
