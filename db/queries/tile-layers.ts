import {
  excessStepsM2,
  landUseKinds,
  type MapLayer,
  mapVillageTypes,
  type Standing,
  standings,
  utilisationMarks,
} from '../../shared/contract/map.ts'
import { isHomestead } from '../../shared/model/parcel-code.ts'
import type { ReadableDb } from '../open/database.ts'

/** A column's value as SQLite gives it. */
export type Value = string | number | null

/** What a map wants to know of one layer's rows. */
export interface TileLayer {
  /** SQL of an object's id, a UUID; its own unless said. */
  readonly id?: string
  /** SQL of the column whose value limits the layer to one owner, a plan, say. */
  readonly owner?: string
  /** The run that classes rest on beside the rows themselves: the latest assessment unless said. */
  readonly run?: (db: ReadableDb) => number
  /** SQL of the columns that class and label are made from; the table is t. */
  readonly columns: readonly string[]
  /** Joined to t; takes the latest assessment run as its parameter. */
  readonly join: string
  classOf(values: readonly Value[]): number
  labelOf(values: readonly Value[]): string | null
  /** Labels are written from this zoom on. */
  readonly labelZoom: number
}

const standingClass = (standing: Standing): number => standings.indexOf(standing)

const ASSESSMENT = 'LEFT JOIN assessment a ON a.parcel_id = t.id AND a.run = ?'
const NO_RUN = 'LEFT JOIN (SELECT ? AS run) a'

/** An assessment holds for the parcel as it was then: one that has changed since counts as not assessed. */
function standingOf([code, right, use, , result, excessM2, isCurrent]: readonly Value[]): Standing {
  if (result === null || result === undefined || isCurrent !== 1) {
    const facts = { parcelCode: text(code), rightType: text(right), useCode: text(use) }
    return isHomestead(facts) ? 'not-assessed' : 'not-homestead'
  }
  if (result === 'within') return 'within'
  if (result === 'not-assessable') return 'not-assessable'
  const excess = Number(excessM2)
  if (excess <= excessStepsM2.small) return 'over-small'
  return excess <= excessStepsM2.medium ? 'over-medium' : 'over-large'
}

const text = (value: Value | undefined): string | null => (typeof value === 'string' ? value : null)

const utilisationMark = (value: Value | undefined): number =>
  value === '2' ? utilisationMarks.idle : value === '3' ? utilisationMarks.abandoned : 0

type LandUseKind = (typeof landUseKinds)[number]

/** First two digits of GB/T 21010 and of the survey classes that follow it. */
const currentKinds: Readonly<Record<string, LandUseKind>> = {
  '01': 'arable',
  '02': 'garden',
  '03': 'forest',
  '04': 'grass',
  '05': 'construction',
  '06': 'construction',
  '07': 'residential',
  '08': 'construction',
  '09': 'construction',
  '10': 'transport',
  '11': 'water',
}

/** First two digits of the former three-digit classes. */
const formerKinds: Readonly<Record<string, LandUseKind>> = {
  '11': 'arable',
  '12': 'garden',
  '13': 'forest',
  '14': 'grass',
  '20': 'residential',
  '21': 'construction',
  '22': 'construction',
  '23': 'construction',
  '24': 'construction',
  '25': 'residential',
  '26': 'transport',
  '27': 'water',
  '32': 'water',
}

/** Settlements of the second survey: 201 to 203 are towns and villages, what follows is mining and special uses. */
const settlementKinds: Readonly<Record<string, LandUseKind>> = {
  '201': 'residential',
  '202': 'residential',
  '203': 'residential',
  '204': 'construction',
  '205': 'construction',
}

function landUseKind(code: string | null, scheme: string | null): LandUseKind {
  const group = (code ?? '').slice(0, 2)
  if (scheme === 'survey-2' && group === '20') return settlementKinds[code ?? ''] ?? 'other'
  return (scheme === 'land-class-2002' ? formerKinds[group] : currentKinds[group]) ?? 'other'
}

export const tileLayers: Readonly<Record<MapLayer, TileLayer>> = {
  parcel: {
    columns: [
      't.parcel_code',
      't.right_type',
      't.use_code',
      't.utilisation',
      'a.result',
      'a.excess_m2',
      'a.parcel_rev = t.rev',
    ],
    join: ASSESSMENT,
    classOf: (values) => standingClass(standingOf(values)) | utilisationMark(values[3]),
    // Ownership, kind and sequence; the twelve digits before them are the same all over a village.
    labelOf: ([code]) => text(code)?.slice(12) || text(code),
    labelZoom: 10,
  },
  village: {
    columns: ['t.village_type', 't.name', 't.code'],
    join: NO_RUN,
    classOf: ([type]) => Math.max(0, (mapVillageTypes as readonly Value[]).indexOf(type ?? null)),
    labelOf: ([, name, code]) => text(name) ?? text(code),
    labelZoom: 5,
  },
  land_use: {
    columns: ['t.class_code', 't.class_scheme', 't.class_name'],
    join: NO_RUN,
    classOf: ([code, scheme]) => landUseKinds.indexOf(landUseKind(text(code), text(scheme))),
    labelOf: ([code, , name]) => text(name) ?? text(code),
    labelZoom: 9,
  },
  building: {
    columns: ['t.building_number'],
    join: NO_RUN,
    classOf: () => 0,
    labelOf: () => null,
    labelZoom: 12,
  },
}

export const latestRun = (db: ReadableDb): number =>
  db.prepare<[], { run: number | null }>('SELECT max(fid) AS run FROM assessment_run').get()?.run ?? 0
