import { touchContents } from '../../db/geopackage/contents.ts'
import { writeEntry } from '../../db/history/journal.ts'
import { inTransaction, type ReadableDb } from '../../db/open/database.ts'
import { householdByCode } from '../../db/queries/household-facts.ts'
import { parcelsByCode } from '../../db/queries/parcel-facts.ts'
import {
  inForce,
  type StandardInUse,
  type StandardVersion,
  saveStandardVersion,
  standardInUse,
  standardOfRun,
  standardVersion,
  standardVersions,
  supersedeBefore,
} from '../../db/queries/standard-versions.ts'
import { explainedHousehold, explainedParcel } from '../../db/queries/standing.ts'
import { recordTypeChange } from '../../db/queries/village-types.ts'
import type { ExplainedHousehold, ExplainedParcel } from '../../shared/contract/answers.ts'
import { done, type Outcome, refuse } from '../../shared/contract/outcome.ts'
import type { SavedStandardSet, StandardSetLine, VillageTypeChange } from '../../shared/contract/standards-answers.ts'
import { localDay } from '../../shared/model/calendar-day.ts'
import { findSetFaults } from '../../shared/standards/cases.ts'
import type { KnownHousehold } from '../../shared/standards/plots-by-household.ts'
import { builtInSets } from '../../shared/standards/sets/built-in.ts'
import type { StandardSet } from '../../shared/standards/standard-set.ts'
import type { Core } from './core.ts'
import { holdsPersonal } from './parcel-procedures.ts'
import { isBuiltIn } from './read-standards.ts'

/** The set and day of an assessment; `run` null: of the latest, else what holds now. Refusal: run.unknown. */
function inUseAt(db: ReadableDb, run: number | null): Outcome<StandardInUse> {
  const found = run === null ? standardInUse(db) : standardOfRun(db, run)
  return found === null ? refuse({ code: 'run.unknown', params: { run: run ?? '' } }) : done(found)
}

/** Why a parcel is over or within, step by step. Refusals: parcel.not-found, run.unknown. */
export function explainByCode(
  core: Core,
  { survey, parcel, run }: { readonly survey: string; readonly parcel: string; readonly run: number | null },
): Outcome<ExplainedParcel> {
  const { db } = core.session(survey).survey
  const used = inUseAt(db, run)
  if (!used.ok) return used
  const inUse = used.value
  const parcels = parcelsByCode(db, parcel, inUse.evaluatedOn)
  const [first] = parcels
  if (first === undefined) return refuse({ code: 'parcel.not-found', params: { parcel } })
  const explained = explainedParcel(db, inUse, first)
  return done(parcels.length > 1 ? { ...explained, sameCode: parcels.length } : explained)
}

/** A household with its plots, step by step. `village` null: the code stands in one village only. Refusals: household.not-found, household.ambiguous, run.unknown. */
export function explainHouseholdByCode(
  core: Core,
  {
    survey,
    household: code,
    village,
    run,
  }: {
    readonly survey: string
    readonly household: string
    readonly village: string | null
    readonly run: number | null
  },
): Outcome<ExplainedHousehold> {
  const { db } = core.session(survey).survey
  const used = inUseAt(db, run)
  if (!used.ok) return used
  const known = householdByCode(db, code, village)
  if (known.length > 1)
    return refuse({
      code: 'household.ambiguous',
      params: { household: code, count: known.length },
      proposals: known.map(({ villageCode }) => villageCode ?? '—'),
    })
  const [household = namedByParcels(db, code, village)] = known
  if (household === null) return refuse({ code: 'household.not-found', params: { household: code } })
  return done(explainedHousehold(db, used.value, household))
}

/** A household that no list names, but parcels do. */
function namedByParcels(db: ReadableDb, householdCode: string, village: string | null): KnownHousehold | null {
  const row = db
    .prepare<[string, string | null, string | null], { villageCode: string | null }>(
      'SELECT village_code AS villageCode FROM parcel WHERE household_code = ? AND (? IS NULL OR village_code = ?) LIMIT 1',
    )
    .get(householdCode, village, village)
  return row === undefined
    ? null
    : {
        ...row,
        householdCode,
        rev: null,
        size: null,
        member: null,
        divisibleInto: null,
        entitled: null,
        feeClass: null,
      }
}

/** From a day on a village is of another type. Refusals: village.not-found, village-type.same-day, value.personal. */
export async function changeVillageType(
  core: Core,
  survey: string,
  change: VillageTypeChange,
): Promise<Outcome<VillageTypeChange>> {
  const db = core.writable(survey)
  if (holdsPersonal(change.document)) return refuse({ code: 'value.personal', params: { field: 'document' } })
  const leave = await core.session(survey).queue.enter()
  try {
    const recorded = recordTypeChange(db, change, core.author, new Date().toISOString())
    if (recorded === 'recorded') return done(change)
    const { village, since } = change
    return recorded === 'same-day'
      ? refuse({ code: 'village-type.same-day', params: { village, since } })
      : refuse({ code: 'village.not-found', params: { village } })
  } finally {
    leave()
  }
}

/** Every version that the survey keeps, then what CunDi ships. */
export function listSets(core: Core, survey: string): Outcome<readonly StandardSetLine[]> {
  const { db } = core.session(survey).survey
  const held = inForce(db, localDay())
  const line = (set: StandardSet, version: StandardVersion | null): StandardSetLine => ({
    id: set.id,
    version: version?.version ?? null,
    title: set.title,
    status: set.status,
    validFrom: set.validFrom,
    validTo: set.validTo,
    toConfirm: set.toConfirm || set.standards.some(({ toConfirm }) => toConfirm),
    standards: set.standards.length,
    savedAt: version?.savedAt ?? null,
    operator: version?.operator ?? null,
    why: version?.why ?? null,
    isDefault: held.set.id === set.id && held.version === (version?.version ?? null),
  })
  return done([
    ...standardVersions(db).map((version) => line(version.set, version)),
    ...builtInSets.map((set) => line(set, null)),
  ])
}

/** Saves a draft as the next version of its id. Refusals: standards.built-in, value.personal. */
export async function saveSet(
  core: Core,
  survey: string,
  set: StandardSet,
  why: string | null,
): Promise<Outcome<SavedStandardSet>> {
  if (isBuiltIn(set.id)) return refuse({ code: 'standards.built-in', params: { standards: set.id } })
  return keep(core, survey, { ...set, status: 'draft' }, why)
}

/** Makes a draft the district's standard from a day on. Refusals: standards.unknown, standards.not-draft, value.personal, the set's faults. */
export async function adoptSet(
  core: Core,
  request: {
    readonly survey: string
    readonly standards: string
    readonly version: number | null
    readonly from: string
    readonly why: string | null
  },
): Promise<Outcome<SavedStandardSet>> {
  const db = core.writable(request.survey)
  const draft = standardVersion(db, request.standards, request.version)
  if (draft === null) return refuse({ code: 'standards.unknown', params: { standards: request.standards } })
  if (draft.set.status !== 'draft')
    return refuse({ code: 'standards.not-draft', params: { standards: draft.id, version: draft.version } })
  // A district's standard says what holds for every case: a gap keeps a draft from being adopted as much as a contradiction.
  const faults = findSetFaults(draft.set)
  const fault = faults.find(({ code }) => code !== 'standards.gap')
  if (fault !== undefined) return refuse({ code: fault.code, params: fault.params })
  if (faults.length > 0)
    return refuse({ code: 'standards.has-gaps', params: { standards: draft.id, count: faults.length } })
  return keep(
    core,
    request.survey,
    { ...draft.set, status: 'adopted', validFrom: request.from, validTo: null },
    request.why,
  )
}

async function keep(
  core: Core,
  survey: string,
  set: StandardSet,
  why: string | null,
): Promise<Outcome<SavedStandardSet>> {
  const { queue } = core.session(survey)
  const db = core.writable(survey)
  if (holdsPersonal(why)) return refuse({ code: 'value.personal', params: { field: 'why' } })
  const leave = await queue.enter()
  try {
    const at = new Date().toISOString()
    const version = inTransaction(db, () => {
      if (set.status === 'adopted') supersedeBefore(db, set.validFrom ?? at.slice(0, 10))
      const saved = saveStandardVersion(db, set, { author: core.author, at, why })
      writeEntry(db, {
        kind: set.status === 'adopted' ? 'standards-adopted' : 'standards-saved',
        at,
        author: core.author,
        ...(why === null ? {} : { why }),
        summary: { standardSet: set.id, title: set.title, version: saved, validFrom: set.validFrom ?? '' },
      })
      touchContents(db, ['standard_set', 'standard', 'standard_version', 'journal_entry'], at)
      return saved
    })
    return done({ id: set.id, version, faults: findSetFaults(set) })
  } finally {
    leave()
  }
}
