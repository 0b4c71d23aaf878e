import type {
  ExplainedHousehold,
  ExplainedParcel,
  StoredHouseholdResult,
  StoredParcelResult,
  TypeChangedSince,
} from '../../shared/contract/answers.ts'
import type { ParcelStanding } from '../../shared/contract/object-answers.ts'
import { localDay } from '../../shared/model/calendar-day.ts'
import { assessParcel } from '../../shared/standards/evaluate.ts'
import { explainParcel } from '../../shared/standards/explain.ts'
import { explainHousehold } from '../../shared/standards/explain-household.ts'
import { compensationOfHousehold } from '../../shared/standards/household-compensation.ts'
import { feeOfHousehold } from '../../shared/standards/household-fee.ts'
import { assessHousehold, type HouseholdResult } from '../../shared/standards/households.ts'
import { type HouseholdKey, type KnownHousehold, plotOf } from '../../shared/standards/plots-by-household.ts'
import type { ReadableDb } from '../open/database.ts'
import { resultsOfHousehold, resultsOfParcel } from './assessment-runs.ts'
import { type AssessableParcel, parcelById, parcelsOfHousehold } from './parcel-facts.ts'
import { buildingsOfParcels } from './simulation-facts.ts'
import { explanationBasis, type StandardInUse, standardInUse } from './standard-versions.ts'
import { villageFacts } from './villages.ts'

/** What is known of a parcel's standing, and why, on the set and day of the latest assessment; null: it is gone. */
export function parcelStanding(db: ReadableDb, id: string): ParcelStanding | null {
  const inUse = standardInUse(db)
  const parcel = parcelById(db, id, inUse.evaluatedOn)
  if (parcel === undefined) return null
  return {
    assessed: storedResult(db, inUse, parcel),
    now: nowOf(inUse, parcel),
    explained: explainParcel(inUse.set, parcel),
    basis: explanationBasis(db, inUse),
    runs: resultsOfParcel(db, id),
  }
}

/** A parcel's reasoning with what it rests on and what is stored. */
export const explainedParcel = (db: ReadableDb, inUse: StandardInUse, parcel: AssessableParcel): ExplainedParcel => ({
  ...explainParcel(inUse.set, parcel),
  basis: explanationBasis(db, inUse),
  assessed: storedResult(db, inUse, parcel),
  runs: resultsOfParcel(db, parcel.id),
})

function nowOf({ set }: StandardInUse, parcel: AssessableParcel): ParcelStanding['now'] {
  const now = assessParcel(set, parcel)
  const isAssessed = now.result === 'within' || now.result === 'over'
  return {
    result: now.result,
    limitM2: isAssessed ? now.standard.limitM2 : null,
    excessM2: isAssessed ? now.excessM2 : null,
  }
}

function storedResult(db: ReadableDb, inUse: StandardInUse, parcel: AssessableParcel): StoredParcelResult | null {
  const stored = db
    .prepare<
      [string, number | null],
      Omit<StoredParcelResult, 'stale' | 'typeChanged'> & { readonly rev: number }
    >(`SELECT a.result, a.area_m2 AS areaM2, s.limit_m2 AS limitM2, a.excess_m2 AS excessM2, r.at, a.parcel_rev AS rev
      FROM assessment a JOIN assessment_run r ON r.fid = a.run LEFT JOIN standard s ON s.fid = a.standard
      WHERE a.parcel_id = ? AND a.run = ? LIMIT 1`)
    .get(parcel.id, inUse.run)
  if (stored === undefined) return null
  const { rev, ...result } = stored
  const now = nowOf(inUse, parcel)
  const typeChanged = typeChangedSince(db, parcel.villageCode, inUse.evaluatedOn)
  const isOther =
    rev !== parcel.rev ||
    result.result !== now.result ||
    result.limitM2 !== now.limitM2 ||
    result.excessM2 !== now.excessM2
  return { ...result, stale: isOther || typeChanged !== null, typeChanged }
}

/** The turn that a village's type took after a day and by today; null: it is what it was. */
function typeChangedSince(db: ReadableDb, village: string | null, day: string): TypeChangedSince | null {
  const today = localDay()
  if (village === null || today <= day) return null
  const type = villageFacts(db, today).get(village)?.type ?? null
  if (type === (villageFacts(db, day).get(village)?.type ?? null)) return null
  const since = db
    .prepare<[string, string], { since: string | null }>(
      'SELECT max(since) AS since FROM village_type_change WHERE village_code = ? AND since <= ?',
    )
    .get(village, today)?.since
  return { type, since: since ?? day }
}

/** A household's reasoning with what it rests on and what is stored. */
export function explainedHousehold(
  db: ReadableDb,
  inUse: StandardInUse,
  household: KnownHousehold,
): ExplainedHousehold {
  const { set, evaluatedOn } = inUse
  const parcels = parcelsOfHousehold(db, household, evaluatedOn)
  const plots = parcels.flatMap((parcel) => {
    const assessment = assessParcel(set, parcel)
    return assessment.result === 'not-homestead' ? [] : [plotOf(parcel, assessment)]
  })
  const result = assessHousehold(set, household, plots)
  const fee = feeOfHousehold(set, household, result)
  const buildings = buildingsOfParcels(
    db,
    plots.map(({ id }) => id),
  )
  const compensation = compensationOfHousehold(set, result, buildings, Number(evaluatedOn.slice(0, 4)))
  const { villageCode, householdCode } = household
  return {
    ...explainHousehold(set, { villageCode, householdCode, facts: household, result, fee, compensation }),
    basis: explanationBasis(db, inUse),
    assessed: storedHousehold(db, inUse, { household, parcels, result, feeYuan: fee?.yuan ?? null }),
    runs: resultsOfHousehold(db, household),
  }
}

interface StoredRow extends Omit<StoredHouseholdResult, 'stale' | 'typeChanged'> {
  readonly run: number
  readonly rev: number | null
  readonly plots: number
  readonly reason: string | null
  readonly keptId: string | null
}

function storedHousehold(
  db: ReadableDb,
  inUse: StandardInUse,
  now: {
    readonly household: KnownHousehold
    readonly parcels: readonly AssessableParcel[]
    readonly result: HouseholdResult
    readonly feeYuan: number | null
  },
): StoredHouseholdResult | null {
  const { household, parcels, result, feeYuan } = now
  const row = storedRow(db, inUse.run, household)
  if (row === undefined) return null
  const { run, rev, plots, reason, keptId, ...stored } = row
  const typeChanged = typeChangedSince(db, household.villageCode, inUse.evaluatedOn)
  const revNow = new Map(parcels.map((parcel) => [parcel.id, parcel.rev]))
  const isOther =
    rev !== household.rev ||
    plots !== result.plots.length ||
    stored.class !== result.class ||
    reason !== result.gap ||
    keptId !== (result.kept?.id ?? null) ||
    stored.areaM2 !== result.areaM2 ||
    stored.limitM2 !== result.limitM2 ||
    stored.excessM2 !== result.excessM2 ||
    stored.feeYuan !== feeYuan ||
    result.plots.some(({ plot }) => revOf(db, run, plot.id) !== revNow.get(plot.id))
  return { ...stored, stale: isOther || typeChanged !== null, typeChanged }
}

const storedRow = (
  db: ReadableDb,
  run: number | null,
  { villageCode, householdCode }: HouseholdKey,
): StoredRow | undefined =>
  db
    .prepare<[string, string | null, number | null], StoredRow>(
      `SELECT h.run, h.household_rev AS rev, h.plots, h.class, h.reason, h.kept_parcel_id AS keptId, h.area_m2 AS areaM2,
        h.limit_m2 AS limitM2, h.excess_m2 AS excessM2, h.fee_yuan AS feeYuan, r.at
      FROM household_assessment h JOIN assessment_run r ON r.fid = h.run
      WHERE h.household_code = ? AND h.village_code IS ? AND h.run = ? LIMIT 1`,
    )
    .get(householdCode, villageCode, run)

/** The state of a parcel that a run looked at; parcels that are no homestead have none. */
const revOf = (db: ReadableDb, run: number, parcel: string): number | undefined =>
  db
    .prepare<[string, number], { rev: number }>(
      'SELECT parcel_rev AS rev FROM assessment WHERE parcel_id = ? AND run = ?',
    )
    .get(parcel, run)?.rev
