import { describe, expect, it } from 'vitest'
import { crsMessages } from '../../../shared/lang/crs.ts'
import { qualityMessages, ruleTitles } from '../../../shared/lang/quality.ts'
import { severityOf } from '../../../shared/model/finding-codes.ts'
import type {
  BuildingRow,
  CheckedRows,
  CheckedTable,
  FindingValues,
  LandUseRow,
  ParcelRow,
  SurveyFacts,
  VillageRow,
} from '../../../shared/quality/rule.ts'
import { ruleFailed, rules } from '../../../shared/quality/rules.ts'
import { assessParcel } from '../../../shared/standards/evaluate.ts'
import { shandongCeilings } from '../../../shared/standards/sets/shandong.ts'
import { homesteadFacts } from '../../builders/parcel-facts.ts'

const VILLAGE = '371703101201'
const CODE = `${VILLAGE}JC00001`

const survey: SurveyFacts = { villageCodes: new Set([VILLAGE]), standards: shandongCeilings }
const shape = { hasGeometry: 1, geometryFault: null }
const parcel = (over: Partial<ParcelRow> = {}): ParcelRow => ({
  ...shape,
  parcelCode: CODE,
  villageCode: VILLAGE,
  villageProposed: null,
  declaredAreaM2: 200,
  approvedAreaM2: 200,
  areaM2: 200,
  ...over,
})
const building = (over: Partial<BuildingRow> = {}): BuildingRow => ({
  ...shape,
  declaredAreaM2: 100,
  areaM2: 100,
  ...over,
})
const landUse = (over: Partial<LandUseRow> = {}): LandUseRow => ({
  ...shape,
  declaredAreaM2: 5000,
  ellipsoidAreaM2: 5000,
  ...over,
})
const village = (over: Partial<VillageRow> = {}): VillageRow => ({
  ...shape,
  villageType: 'far_suburb',
  terrain: 'plain',
  ...over,
})

function says<T extends CheckedTable>(
  id: string,
  table: T,
  row: CheckedRows[T],
  facts: SurveyFacts = survey,
): FindingValues | null {
  const check = rules.find((rule) => rule.id === id)?.rows?.[table]
  if (check === undefined) throw new Error(`no rule ${id} for ${table}`)
  return (check as (row: CheckedRows[T], facts: SurveyFacts) => FindingValues | null)(row, facts)
}

describe('the catalogue', () => {
  it('names each rule once and asks something in each', () => {
    expect(new Set(rules.map((rule) => rule.id)).size).toBe(rules.length)
    expect(rules.filter((rule) => rule.rows === undefined && rule.asks === undefined)).toEqual([])
  })

  it('has a title and a text in both languages for every rule, and no other', () => {
    const ids = [...rules, ruleFailed].map((rule) => rule.id).sort()
    expect(Object.keys(ruleTitles).sort()).toEqual(ids)
    expect(ids.filter((id) => !(id in qualityMessages) && !(id in crsMessages))).toEqual([])
    expect(Object.keys(qualityMessages).filter((id) => !ids.includes(id))).toEqual([])
  })

  it('uses the severities of the findings table', () => {
    for (const rule of rules) expect([rule.id, rule.severity]).toEqual([rule.id, severityOf(rule.id)])
    expect(rules.filter((rule) => rule.severity === 'error').map((rule) => rule.id)).toEqual([
      'geometry.missing',
      'geometry.too-few-points',
      'geometry.not-finite',
      'crs.outside-zone',
      'geometry.self-intersection',
      'parcel.overlap',
      'code.format',
      'code.duplicate',
      'village.unknown',
    ])
  })

  it('says nothing of sound rows', () => {
    const rows = {
      parcel: parcel(),
      building: building(),
      land_use: landUse(),
      village: village(),
      person: { idNumberFault: null },
    }
    for (const rule of rules) {
      for (const table of Object.keys(rule.rows ?? {}) as CheckedTable[])
        expect([rule.id, says(rule.id, table, rows[table])]).toEqual([rule.id, null])
    }
  })
})

describe('codes', () => {
  it.each([
    [CODE, true],
    [`${VILLAGE}GH99999`, true],
    [`${VILLAGE}JC00000`, false],
    [`${VILLAGE}JC0001`, false],
    [`${VILLAGE}QC00001`, false],
    [`${VILLAGE}JK00001`, false],
    [`${VILLAGE} C00001`, false],
  ])('code.format of %s', (parcelCode, sound) => {
    expect(says('code.format', 'parcel', parcel({ parcelCode }))).toEqual(sound ? null : { parcelCode })
  })

  it('a missing code is code.missing and not code.format', () => {
    expect(says('code.missing', 'parcel', parcel({ parcelCode: null }))).toEqual({})
    expect(says('code.format', 'parcel', parcel({ parcelCode: null }))).toBeNull()
  })

  it.each([
    ['GA', true],
    ['GC', true],
    ['JA', false],
    ['JC', false],
    ['GB', false],
  ])('code.unusual of %s', (letters, unusual) => {
    const parcelCode = `${VILLAGE}${letters}00001`
    expect(says('code.unusual', 'parcel', parcel({ parcelCode }))).toEqual(unusual ? { parcelCode } : null)
  })
})

describe('areas', () => {
  it.each([
    ['at the tolerance', 201, 200, false],
    ['at the tolerance below', 199, 200, false],
    ['just beyond', 201.01, 200, true],
    ['zero declared', 0, 200, true],
    ['not declared', null, 200, false],
    ['not computed', 200, null, false],
  ])('area.declared-differs %s', (_, declaredAreaM2, computed, differs) => {
    expect(says('area.declared-differs', 'parcel', parcel({ declaredAreaM2, areaM2: computed })) !== null).toBe(differs)
    expect(says('area.declared-differs', 'building', building({ declaredAreaM2, areaM2: computed })) !== null).toBe(
      differs,
    )
    expect(
      says('area.declared-differs', 'land_use', landUse({ declaredAreaM2, ellipsoidAreaM2: computed })) !== null,
    ).toBe(differs)
  })

  it('holds no declared area against a shape that is not valid: it has none that could be trusted', () => {
    const invalid = { declaredAreaM2: 200, geometryFault: 'geometry.self-intersection' }
    expect(says('area.declared-differs', 'parcel', parcel({ ...invalid, areaM2: 0 }))).toBeNull()
    expect(says('area.declared-differs', 'building', building({ ...invalid, areaM2: 0 }))).toBeNull()
    expect(says('area.declared-differs', 'land_use', landUse({ ...invalid, ellipsoidAreaM2: 0 }))).toBeNull()
  })

  it('says both areas rounded half up', () => {
    expect(says('area.declared-differs', 'parcel', parcel({ declaredAreaM2: 210, areaM2: 200.005 }))).toEqual({
      declaredM2: 210,
      computedM2: 200.01,
    })
  })

  it('an approved area of zero is said, a blank one is not', () => {
    expect(says('area.approved-zero', 'parcel', parcel({ approvedAreaM2: 0 }))).toEqual({})
    expect(says('area.approved-zero', 'parcel', parcel({ approvedAreaM2: null }))).toBeNull()
  })
})

describe('villages', () => {
  it('is unknown only where the survey has villages', () => {
    expect(says('village.unknown', 'parcel', parcel({ villageCode: '371703101999' }))).toEqual({
      villageCode: '371703101999',
    })
    expect(
      says('village.unknown', 'parcel', parcel({ villageCode: '371703101999' }), {
        ...survey,
        villageCodes: new Set(),
      }),
    ).toBeNull()
    expect(says('village.unknown', 'parcel', parcel({ villageCode: null }))).toBeNull()
  })

  it('is derived where the import stored a proposal', () => {
    const proposed = parcel({ villageCode: null, villageProposed: VILLAGE })
    expect(says('village.derived', 'parcel', proposed)).toEqual({ villageCode: VILLAGE })
    expect(says('village.missing', 'parcel', proposed)).toBeNull()
  })

  it('is missing where none is stored, whatever the code would propose: the assessment says the same', () => {
    const row = parcel({ villageCode: null })
    expect(says('village.missing', 'parcel', row)).toEqual({})
    expect(says('village.derived', 'parcel', row)).toBeNull()
    const facts = { ...homesteadFacts, ...row, proposedVillage: row.villageProposed, village: null }
    expect(assessParcel(shandongCeilings, facts)).toEqual({ result: 'not-assessable', reason: 'village.missing' })
  })

  it('terrain is missed only where a limit depends on it', () => {
    expect(says('terrain.missing', 'village', village({ terrain: null }))).toEqual({})
    expect(says('terrain.missing', 'village', village({ terrain: null, villageType: 'near_suburb' }))).toBeNull()
    expect(says('terrain.missing', 'village', village({ terrain: null, villageType: null }))).toBeNull()
    expect(says('type.missing', 'village', village({ villageType: null }))).toEqual({})
  })
})

describe('geometry and persons', () => {
  it('a fault is said by its own rule alone', () => {
    const row = parcel({ geometryFault: 'geometry.self-intersection' })
    expect(says('geometry.self-intersection', 'parcel', row)).toEqual({})
    expect(says('geometry.not-finite', 'parcel', row)).toBeNull()
  })

  it('a parcel needs a shape, a village does not', () => {
    expect(says('geometry.missing', 'parcel', parcel({ hasGeometry: 0, areaM2: null }))).toEqual({})
    expect(rules.find((rule) => rule.id === 'geometry.missing')?.rows?.village).toBeUndefined()
  })

  it('an identity number that failed its check is said without the number', () => {
    expect(says('id.checksum', 'person', { idNumberFault: 'id.checksum' })).toEqual({})
  })
})
