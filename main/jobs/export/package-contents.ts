import type { SurveyFacts } from '../../../db/queries/hand-over.ts'
import { roundHalfUp } from '../../../shared/model/round.ts'
import { canonicalJson } from './canonical-json.ts'

/** What stands where nobody signed. */
const UNSIGNED = 'unsigned'

/** Names of the counts in bag-info.txt, by layer. */
export const countLabel = (layer: string): string => `CunDi-Count-${layer.replaceAll('_', '-')}`

const unwaivedErrors = (facts: SurveyFacts) =>
  facts.findings.filter((row) => row.severity === 'error' && row.unwaived > 0)

/** The lines of bag-info.txt, in their fixed order; Payload-Oxum is added by the bag. A pure function of the survey and the version. */
export function bagInfoOf(facts: SurveyFacts, version: string): readonly (readonly [string, string])[] {
  const errors = unwaivedErrors(facts)
  const set = facts.standardSet
  return [
    ['Source-Organization', facts.lastEntry.team ?? UNSIGNED],
    ['Contact-Name', facts.lastEntry.operator ?? UNSIGNED],
    ['Bagging-Date', facts.lastEntry.at.slice(0, 10)],
    ['External-Identifier', facts.surveyId],
    ['External-Description', '村庄土地调查成果 / village land survey'],
    ['Bag-Software-Agent', `CunDi ${version}`],
    ['CunDi-When', facts.lastEntry.at],
    ['CunDi-County', facts.county],
    ['CunDi-Crs', facts.crs],
    ['CunDi-Schema-Version', String(facts.schemaVersion)],
    [
      'CunDi-Villages',
      facts.villages.map((v) => (v.name === null ? v.code : `${v.code} ${v.name}`)).join('\n') || 'none',
    ],
    ...Object.entries(facts.counts).map(([layer, count]) => [countLabel(layer), String(count)] as const),
    ['CunDi-Standard-Set', set === null ? 'none' : `${set.id}${set.toConfirm ? ' (待核实 / to be confirmed)' : ''}`],
    ['CunDi-Unwaived-Errors', String(errors.reduce((sum, row) => sum + row.unwaived, 0))],
    ...errors.map((row) => ['CunDi-Unwaived-Error', `${row.rule} ${row.unwaived}`] as const),
  ]
}

const area = (areaM2: number | null): number | null => (areaM2 === null ? null : roundHalfUp(areaM2, 2))

/** data/report.json: areas in m², summed raw and rounded here. */
export function reportJsonOf(facts: SurveyFacts, version: string): string {
  return canonicalJson({
    cundi: version,
    schemaVersion: facts.schemaVersion,
    surveyId: facts.surveyId,
    county: facts.county,
    crs: facts.crs,
    when: facts.lastEntry.at,
    signedBy: { operator: facts.lastEntry.operator, team: facts.lastEntry.team },
    counts: facts.counts,
    areasM2: Object.fromEntries(Object.entries(facts.areasM2).map(([layer, value]) => [layer, area(value)])),
    villages: facts.villages,
    batches: facts.batches,
    rejectedPending: facts.rejectedPending,
    standardSet: facts.standardSet,
    assessment: facts.assessment,
    findings: facts.findings,
    unwaivedErrors: unwaivedErrors(facts).reduce((sum, row) => sum + row.unwaived, 0),
  })
}
