import type { SimulatedSet, SimulatedTotals, Simulation } from '../../../shared/contract/standards-answers.ts'
import type { Language } from '../../../shared/lang/message.ts'
import { wordCode } from '../../../shared/lang/words.ts'
import type { Sheet } from '../export/workbook.ts'

type Cell = string | number | null

/** A simulation as sheets: the sets side by side, their parts by type and town, distributions, the worst hit, the trade-off. */
export function sheetsOfSimulation(simulation: Simulation, language: Language): readonly Sheet[] {
  const word = (code: string, params: Readonly<Record<string, string | number>> = {}): string =>
    wordCode(code, params, language)
  const names = simulation.sets.map((set) => nameOf(set, language))
  const sheet = (code: string, header: readonly string[], rows: readonly (readonly Cell[])[]): Sheet => ({
    name: word(code),
    header,
    textColumns: header.map((_, i) => !rows.some((row) => typeof row[i] === 'number')),
    pages: [rows],
  })
  const part = (code: string, rowsOf: (set: SimulatedSet) => readonly (readonly [string, SimulatedTotals])[]): Sheet =>
    sheet(
      code,
      [word('simulation.set'), word('simulation.part'), ...TOTALS.map((total) => word(`simulation.total.${total}`))],
      simulation.sets.flatMap((set, i) =>
        rowsOf(set).map(([name, totals]) => [names[i] ?? '', name, ...TOTALS.map((total) => totals[total])]),
      ),
    )
  return [
    sheet(
      'simulation.sheet.compared',
      [word('simulation.figure'), ...names],
      [
        ...FIGURES.map(([code, figure]) => [word(code), ...simulation.sets.map(figure)]),
        [word('simulation.evaluated-on'), simulation.evaluatedOn],
        [word('simulation.state'), simulation.journalEntry],
        [word('simulation.content'), ...simulation.sets.map((set) => set.contentHash?.slice(0, 12) ?? '')],
        [word('simulation.to-confirm'), ...simulation.sets.map((set) => (set.toConfirm ? word('yes') : word('no')))],
      ],
    ),
    part('simulation.sheet.types', (set) =>
      Object.entries(set.byVillageType).map(([type, totals]) => [word(`village_type.${type}`), totals]),
    ),
    part('simulation.sheet.towns', (set) =>
      set.byTown.map(({ town, ...totals }) => [town ?? word('simulation.no-town'), totals]),
    ),
    sheet(
      'simulation.sheet.histogram',
      [
        word('simulation.set'),
        word('simulation.standard'),
        word('simulation.limit'),
        word('simulation.from'),
        word('simulation.plots'),
      ],
      simulation.sets.flatMap((set, i) =>
        set.byStandard.flatMap(({ standard, limitM2, histogram }) =>
          histogram.map(({ fromM2, count }) => [names[i] ?? '', standard, limitM2, fromM2, count]),
        ),
      ),
    ),
    sheet(
      'simulation.sheet.steps',
      [word('simulation.set'), word('simulation.limit'), word('simulation.above'), word('simulation.share')],
      simulation.sets.flatMap((set, i) =>
        set.affectedBySteps.map(({ limitM2, above, share }) => [names[i] ?? '', limitM2, above, share * 100]),
      ),
    ),
    sheet(
      'simulation.sheet.worst',
      [
        word('simulation.set'),
        word('simulation.village'),
        word('simulation.household'),
        word('simulation.plots'),
        word('simulation.area'),
        word('simulation.limit'),
        word('simulation.excess'),
      ],
      simulation.sets.flatMap((set, i) =>
        set.worst.map((one) => [
          names[i] ?? '',
          one.village,
          one.household,
          one.plots,
          one.areaM2,
          one.limitM2,
          one.excessM2,
        ]),
      ),
    ),
    ...(simulation.search === null
      ? []
      : [
          sheet(
            'simulation.sheet.curve',
            [
              word('simulation.households-over'),
              word('simulation.households-over-percent'),
              word('simulation.recovered'),
              word('simulation.land-down'),
              word('simulation.limits'),
            ],
            simulation.search.curve.map((point) => [
              point.householdsOver,
              point.householdsOverPercent,
              point.recoveredM2,
              point.landDownPercent,
              Object.entries(point.limits)
                .map(([id, limit]) => `${id} ${limit}`)
                .join('；'),
            ]),
          ),
        ]),
  ]
}

const nameOf = (set: SimulatedSet, language: Language): string =>
  `${set.title[language]}（${set.id}${set.version === null ? '' : ` v${set.version}`}${set.unsaved === true ? ` ${wordCode('simulation.unsaved', {}, language)}` : ''}）`

const TOTALS = ['assessed', 'over', 'areaM2', 'overAreaM2'] as const satisfies readonly (keyof SimulatedTotals)[]

/** The figures of the comparison with their titles, which say the unit. */
const FIGURES: readonly (readonly [string, (set: SimulatedSet) => Cell])[] = [
  ['simulation.assessed', (set) => set.parcels.assessed],
  ['simulation.not-assessable', (set) => set.parcels.notAssessable],
  ['simulation.parcels-over', (set) => set.parcels.over],
  ['simulation.over-area', (set) => set.parcels.overAreaM2],
  ['simulation.households', (set) => set.households.total],
  ['simulation.households-over', (set) => set.households.over],
  ['simulation.households-over-area', (set) => set.households.overAreaM2],
  ['simulation.fees', (set) => set.fees?.yuan ?? null],
  ['simulation.payers', (set) => set.fees?.households ?? null],
  ['simulation.compensation', (set) => set.compensation?.yuan ?? null],
  ['simulation.compensation-unknown', (set) => set.compensation?.unknown ?? null],
  ['simulation.take-up', (set) => set.recovered.takeUpPercent],
  ['simulation.recovered', (set) => set.recovered.areaM2],
  ['simulation.recovered-excess', (set) => set.recovered.excessM2],
  ['simulation.recovered-further', (set) => set.recovered.furtherM2],
  ['simulation.residential-before', (set) => set.residential.beforeM2],
  ['simulation.residential-after', (set) => set.residential.afterM2],
  ['simulation.per-household-before', (set) => set.residential.perHouseholdBeforeM2],
  ['simulation.per-household-after', (set) => set.residential.perHouseholdAfterM2],
  ['simulation.per-head-before', (set) => set.residential.perHeadBeforeM2],
  ['simulation.per-head-after', (set) => set.residential.perHeadAfterM2],
  ['simulation.without-area', (set) => set.residential.withoutArea],
]
