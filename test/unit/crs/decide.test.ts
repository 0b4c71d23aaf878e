import { describe, expect, it } from 'vitest'
import { crsOf } from '../../../shared/geo/crs/catalogue.ts'
import { readDatumParameters } from '../../../shared/geo/crs/datum-parameters.ts'
import type { SourceCrsDecision, SourceCrsQuestion } from '../../../shared/geo/crs/decide.ts'
import { decideSourceCrs, describeCrs } from '../../../shared/geo/crs/decide.ts'
import { lookOfLayer, proposalsFor } from '../../../shared/geo/crs/plausibility.ts'
import type { PrjReading } from '../../../shared/geo/crs/prj.ts'
import { readCode } from '../../../shared/geo/crs/prj.ts'
import { crsMessages } from '../../../shared/lang/crs.ts'
import { fill } from '../../../shared/lang/message.ts'

const target = crsOf(4527)
if (target === null) throw new Error('EPSG:4527 is missing')
const declared = (epsg: number): PrjReading => readCode(epsg, null)
const at = (...samples: number[]) => ({ samples: Float64Array.from(samples), extent: null })

const zoned39 = at(39_370_000, 3_880_000)
const unzoned = at(370_000, 3_880_000)
const zoned38 = at(38_640_000, 3_880_000)
const degrees = at(115.57, 35.07)
const swapped = at(3_880_000, 39_370_000)

const ask = (changes: Partial<SourceCrsQuestion>) =>
  decideSourceCrs({
    file: '宗地.shp',
    declared: declared(4527),
    declaredFrom: 'prj',
    option: null,
    swapAxes: false,
    datumParameters: null,
    evidence: zoned39,
    target,
    county: '371703',
    ...changes,
  })

function accepted(changes: Partial<SourceCrsQuestion>): SourceCrsDecision {
  const outcome = ask(changes)
  if (!outcome.ok) throw new Error(`refused: ${outcome.refusal.code}`)
  return outcome.value
}
function refused(changes: Partial<SourceCrsQuestion>): { code: string; first: string | undefined } {
  const outcome = ask(changes)
  if (outcome.ok) throw new Error('accepted')
  const { code, params, proposals } = outcome.refusal
  const text = (crsMessages as Record<string, { zh: string; en: string }>)[code]
  for (const words of [text?.zh ?? '{none}', text?.en ?? '{none}']) expect(fill(words, params)).not.toMatch(/[{}]/)
  return { code, first: proposals?.[0] }
}
const parameters = (json: object) => {
  const read = readDatumParameters(JSON.stringify(json), 'p.json')
  if (!read.ok) throw new Error(JSON.stringify(read.refusal.params))
  return read.value
}
const plane = { kind: 'plane-4', deltaNorthM: 1, deltaEastM: 2, rotationSeconds: 0, scalePpm: 0 }

describe('decideSourceCrs', () => {
  it('leaves coordinates of the survey’s own zone alone', () => {
    expect(accepted({})).toEqual({ source: target, from: 'prj', swap: false, shift: { kind: 'none' }, issues: [] })
  })

  it.each([
    ['8-digit eastings of zone 39', zoned39, 'EPSG:4527'],
    ['8-digit eastings of zone 38', zoned38, 'EPSG:4526'],
    ['8-digit eastings of the 6° zone 20', at(20_370_000, 3_880_000), 'EPSG:4498'],
    ['6-digit eastings, the county’s meridian first', unzoned, 'EPSG:4548'],
    ['degrees in China', degrees, 'EPSG:4490'],
    ['nothing plausible', at(-5_000_000, 12), undefined],
  ])('asks for a missing .prj and proposes from %s', (_what, evidence, first) => {
    expect(refused({ declared: null, evidence })).toEqual({ code: 'crs.missing', first })
    expect(refused({ declared: { kind: 'unrecognised' }, evidence })).toEqual({ code: 'crs.missing', first })
  })

  it('proposes every central meridian for six digits, nearest to the county’s first', () => {
    const outcome = ask({ declared: null, evidence: unzoned })
    expect(outcome.ok ? [] : outcome.refusal.proposals?.slice(0, 3)).toEqual(['EPSG:4548', 'EPSG:4547', 'EPSG:4549'])
    expect(outcome.ok ? [] : outcome.refusal.proposals).toHaveLength(21)
  })

  it('has nothing to ask about a layer without coordinates', () => {
    expect(accepted({ declared: null, evidence: { samples: new Float64Array(), extent: null } })).toMatchObject({
      from: 'none',
      shift: { kind: 'none' },
    })
  })

  it('adds the zone prefix exactly instead of going through degrees', () => {
    expect(accepted({ declared: declared(4548), evidence: unzoned }).shift).toEqual({
      kind: 'zone-prefix',
      deltaEastingM: 39_000_000,
    })
    expect(accepted({ declared: declared(4498), evidence: at(20_370_000, 3_880_000) }).shift).toEqual({
      kind: 'zone-prefix',
      deltaEastingM: 19_000_000,
    })
  })

  it('reprojects from another zone or from CGCS2000 degrees, and says so', () => {
    for (const [epsg, evidence] of [
      [4526, zoned38],
      [4490, degrees],
    ] as const) {
      const decision = accepted({ declared: declared(epsg), evidence })
      expect(decision.shift).toMatchObject({ kind: 'reproject', from: { epsg }, to: { epsg: 4527 } })
      expect(decision.issues.map(({ code }) => code)).toEqual(['crs.reprojected'])
    }
  })

  it.each([
    ['a prefixed zone without prefix in the numbers', 4527, unzoned, 'EPSG:4548'],
    ['an unprefixed zone with prefix in the numbers', 4548, zoned39, 'EPSG:4527'],
    ['zone 39 with numbers of zone 38', 4527, zoned38, 'EPSG:4526'],
    ['a zone with degrees', 4527, degrees, 'EPSG:4490'],
    ['degrees with a zone’s numbers', 4490, zoned39, 'EPSG:4527'],
    ['WGS 84 with a zone’s numbers', 4326, zoned39, 'EPSG:4527'],
  ])('refuses %s as a contradiction', (_what, epsg, evidence, first) => {
    expect(refused({ declared: declared(epsg), evidence })).toEqual({ code: 'crs.contradiction', first })
    expect(refused({ declared: null, option: epsg, evidence })).toEqual({ code: 'crs.contradiction', first })
  })

  it.each([2363, 2415])(
    'offers no CGCS2000 zone for the numbers of EPSG:%i, whatever else is wrong with them',
    (epsg) => {
      for (const evidence of [zoned38, unzoned, swapped])
        expect(refused({ declared: declared(epsg), evidence }).first).toBeUndefined()
      for (const look of [zoned39, unzoned, degrees].map((evidence) => lookOfLayer(evidence)))
        expect(look === null ? null : proposalsFor(look, '371703', crsOf(epsg))).toEqual([])
    },
  )

  it('does not let one wild record decide for the layer', () => {
    const evidence = at(39_370_000, 3_880_000, 39_370_100, 3_880_000, 115.57, 35.07, Number.NaN, 1e300)
    expect(accepted({ evidence }).shift).toEqual({ kind: 'none' })
  })

  it('leaves numbers that fit no system to crs.outside-zone, record by record', () => {
    expect(accepted({ evidence: at(39_900_000, 3_880_000) }).shift).toEqual({ kind: 'none' })
  })

  it('never mirrors: swapped axes are refused until told, sound axes are refused when told', () => {
    expect(refused({ evidence: swapped })).toEqual({ code: 'crs.axes-swapped', first: 'EPSG:4527' })
    expect(refused({ swapAxes: true })).toEqual({ code: 'crs.axes-in-order', first: 'EPSG:4527' })
    expect(accepted({ evidence: swapped, swapAxes: true })).toMatchObject({
      swap: true,
      shift: { kind: 'none' },
      issues: [{ code: 'crs.axes-exchanged' }],
    })
    expect(refused({ declared: declared(4490), evidence: at(35.07, 115.57) }).code).toBe('crs.axes-swapped')
  })

  it('says that --source-crs overrides another .prj, and only then', () => {
    const decision = accepted({ declared: declared(2363), option: 4527 })
    expect(decision).toMatchObject({ from: 'option', issues: [{ code: 'crs.overridden', severity: 'warning' }] })
    expect(accepted({ option: 4527 }).issues).toEqual([])
    expect(accepted({ declared: null, option: 4527 }).issues).toEqual([])
  })

  it.each([
    ['Xian 1980', declared(2363), zoned39],
    ['Beijing 1954', declared(2415), zoned39],
    ['WGS 84', declared(4326), degrees],
    ['WGS 84 / UTM', declared(32650), unzoned],
    ['a datum known only by name', declared(26910), unzoned],
  ])('refuses %s as another datum, and proposes no way around it', (_what, reading, evidence) => {
    expect(refused({ declared: reading, evidence })).toEqual({ code: 'crs.other-datum', first: undefined })
  })

  it('refuses an option that is another datum or no system of ours', () => {
    expect(refused({ option: 2363 }).code).toBe('crs.other-datum')
    expect(refused({ option: 26910 }).code).toBe('crs.other-datum')
  })

  it('refuses a CGCS2000 projection that is no standard zone, and takes the option instead', () => {
    const local: PrjReading = { kind: 'named', name: 'Local 116.5', datum: 'cgcs2000', statedEpsg: null }
    expect(refused({ declared: local, evidence: unzoned })).toEqual({ code: 'crs.unsupported', first: 'EPSG:4548' })
    expect(accepted({ declared: local, option: 4548, evidence: unzoned }).issues.map(({ code }) => code)).toEqual([
      'crs.overridden',
      'crs.zone-prefix',
    ])
  })

  it('takes another datum with the parameters for it, through the other spelling of its zone', () => {
    const datumParameters = parameters({ from: 'EPSG:2384', to: 'EPSG:4548', ...plane })
    expect(accepted({ declared: declared(2363), datumParameters })).toMatchObject({
      shift: {
        kind: 'datum',
        before: { kind: 'zone-prefix', deltaEastingM: -39_000_000 },
        after: { kind: 'zone-prefix', deltaEastingM: 39_000_000 },
      },
      issues: [{ code: 'crs.datum-shifted' }],
    })
    expect(refused({ declared: declared(2415), datumParameters }).code).toBe('crs.parameters-mismatch')
  })

  it.each([
    [{ from: 'EPSG:2384', to: 'EPSG:2363', ...plane }, 'to'],
    [{ from: 'EPSG:99999', to: 'EPSG:4527', ...plane }, 'from'],
    [{ from: 'EPSG:2384', to: 'EPSG:4548', ...plane, scalePpm: '0' }, 'scalePpm'],
    [{ from: 'EPSG:2384', to: 'EPSG:4548', kind: 'plane-4', deltaNorthM: 1 }, 'deltaEastM'],
    [{ from: 'EPSG:4610', to: 'EPSG:4548', ...plane }, 'kind'],
    [{ from: 'EPSG:4610', to: 'EPSG:4490', kind: 'helmert-7' }, 'convention'],
    [[], 'JSON'],
  ])('names the fault of a parameter file, never taking a missing number as 0: %j', (json, where) => {
    expect(readDatumParameters(JSON.stringify(json), 'p.json')).toMatchObject({
      ok: false,
      refusal: { code: 'crs.parameters-unreadable', params: { where } },
    })
  })

  it('words every finding in full, in both languages', () => {
    const issues = [
      ...accepted({ declared: declared(2363), option: 4526, evidence: zoned38 }).issues,
      ...accepted({ declared: declared(4548), evidence: unzoned }).issues,
      ...accepted({ declared: declared(2363), datumParameters: parameters({ from: '2363', to: '4527', ...plane }) })
        .issues,
    ]
    expect(issues.map(({ code }) => code)).toEqual([
      'crs.overridden',
      'crs.reprojected',
      'crs.zone-prefix',
      'crs.datum-shifted',
    ])
    for (const { code, detail } of issues) {
      const text = crsMessages[code as keyof typeof crsMessages]
      expect(fill(text.zh, detail) + fill(text.en, detail)).not.toMatch(/[{}]/)
    }
  })
})

describe('describeCrs', () => {
  it('never refuses, and proposes where the .prj is missing or doubtful', () => {
    expect(describeCrs(declared(4527), zoned39)).toEqual({
      crs: 'EPSG:4527',
      crsFrom: 'prj',
      crsProposals: [],
      findings: [],
    })
    expect(describeCrs(null, at(35_600_000, 3_270_000))).toMatchObject({
      crs: null,
      crsFrom: null,
      crsProposals: ['EPSG:4523'],
      findings: [{ code: 'crs.missing' }],
    })
    expect(describeCrs(declared(4523), at(3_270_000, 35_600_000))).toMatchObject({
      crs: 'EPSG:4523',
      crsProposals: ['EPSG:4523'],
      findings: [{ code: 'crs.axes-swapped' }],
    })
    expect(describeCrs(declared(2359), at(35_600_000, 3_270_000))).toMatchObject({
      crs: 'EPSG:2359',
      crsProposals: [],
      findings: [{ code: 'crs.other-datum' }],
    })
    expect(describeCrs({ kind: 'named', name: 'KGD2002', datum: 'other', statedEpsg: null }, unzoned)).toMatchObject({
      crs: 'KGD2002',
      crsFrom: 'prj',
    })
    expect(describeCrs(null, { samples: new Float64Array(), extent: null })).toEqual({
      crs: null,
      crsFrom: null,
      crsProposals: [],
      findings: [],
    })
  })

  it('uses the extent where there are no samples', () => {
    expect(
      describeCrs(null, { samples: new Float64Array(), extent: [39_360_000, 3_870_000, 39_380_000, 3_900_000] })
        .crsProposals,
    ).toEqual(['EPSG:4527'])
  })
})
