import { assignedRow, builtInLegend, type Legend } from '../../../shared/planning/legend.ts'
import type { ClassArea, PlanFacts, TransitionArea } from '../../../shared/planning/plan-areas.ts'
import type { SchemeId } from '../../../shared/planning/scheme.ts'
import type { StructureRow } from '../../../shared/planning/structure.ts'
import type { PlanTablesInput } from '../../../shared/planning/tables/plan-tables.ts'

const noFacts: PlanFacts = {
  baseYear: null,
  targetYear: null,
  populationBase: null,
  populationTarget: null,
  householdsBase: null,
  householdsTarget: null,
  basicFarmlandBaseM2: null,
  basicFarmlandTargetM2: null,
  redLineM2: null,
  townTargetsM2: {},
}

/** Land that was `from` and becomes `to`; to null: no planned patch covers it. */
export type Parcel = readonly [village: string | null, from: string | null, to: string | null, areaM2: number]

const add = <T>(areas: Map<string, { one: T; hundredths: number }>, key: string, one: T, areaM2: number): void => {
  const sum = areas.get(key)
  areas.set(key, { one, hundredths: (sum?.hundredths ?? 0) + Math.round(areaM2 * 100) })
}

/** A plan whose two sides and changes agree, made of its pieces of land. */
export function planOf(
  parcels: readonly Parcel[],
  {
    scheme = 'village-plan-2018',
    plannedScheme = scheme,
    facts = {},
    legend = builtInLegend,
  }: { scheme?: SchemeId; plannedScheme?: SchemeId; facts?: Partial<PlanFacts>; legend?: Legend } = {},
): PlanTablesInput {
  const rowOf = (of: SchemeId, code: string | null): StructureRow =>
    (code === null ? undefined : assignedRow(legend, of, code)) ?? 'unknown'
  const side = (end: 1 | 2, of: SchemeId): readonly ClassArea[] => {
    const areas = new Map<string, { one: Omit<ClassArea, 'areaM2'>; hundredths: number }>()
    for (const parcel of parcels) {
      const [village, , to, areaM2] = parcel
      if (end === 2 && to === null) continue
      const code = parcel[end]
      add(areas, `${village} ${code}`, { village, scheme: of, code, row: rowOf(of, code), patches: 1 }, areaM2)
    }
    return [...areas.values()].map(({ one, hundredths }) => ({ ...one, areaM2: hundredths / 100 }))
  }
  const transitions = parcels.map(
    ([village, fromCode, toCode, areaM2]): TransitionArea => ({
      village,
      from: rowOf(scheme, fromCode),
      fromCode,
      to: toCode === null ? null : rowOf(plannedScheme, toCode),
      toCode,
      areaM2,
    }),
  )
  return {
    base: side(1, scheme),
    planned: side(2, plannedScheme),
    transitions,
    facts: { ...noFacts, ...facts },
    choices: {},
    measures: [],
    projects: [],
    villages: [],
    survey: null,
    legend,
  }
}
