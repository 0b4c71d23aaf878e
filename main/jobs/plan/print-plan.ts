import { lastEntryTime } from '../../../db/history/journal.ts'
import { connect, type ReadConnection } from '../../../db/open/database.ts'
import { planFacilities } from '../../../db/queries/plan-facilities.ts'
import { surveyLegend } from '../../../db/queries/plan-legend.ts'
import {
  exactExtent,
  mappedClasses,
  mappedExtent,
  mappedPatches,
  type PlanState,
  villageOutlines,
} from '../../../db/queries/plan-map.ts'
import { findPlan, findScenario } from '../../../db/queries/plans.ts'
import { readMetadata } from '../../../db/schema/metadata.ts'
import { done, type Outcome, refuse } from '../../../shared/contract/outcome.ts'
import type { PlanLine, PrintedPlan, ScenarioLine } from '../../../shared/contract/planning-answers.ts'
import type { Language } from '../../../shared/lang/message.ts'
import { wordCode } from '../../../shared/lang/words.ts'
import { roundHalfUp } from '../../../shared/model/round.ts'
import { classSubject, fillOfClass, isConfirmed, type Legend } from '../../../shared/planning/legend.ts'
import type { MapSheet, SheetClass, SheetPatch } from '../../../shared/planning/map-sheet.ts'
import { classOf } from '../../../shared/planning/schemes/all.ts'
import { structureRows } from '../../../shared/planning/structure.ts'
import { polygonsOf } from '../check/polygons.ts'
import type { JobContext } from '../job.ts'
import { type ScenarioJob, unknownScenario } from './on-scenario.ts'
import { writeMapSheet } from './print/write-map-sheet.ts'
import { outlineShapes, outlinesOf } from './sheet-lines.ts'
import { sheetSigns } from './sheet-signs.ts'

export interface PrintPlanJob extends ScenarioJob {
  /** The present state (现状图) or the plan (规划图). */
  readonly state: PlanState
  readonly to: string
  readonly force: boolean
  readonly language: Language
}

/** Prints a scenario, or its plan's base, as a map sheet. Refusals: plan.unknown-scenario, plan.no-layer, target.*. */
export async function runPrintPlan(job: PrintPlanJob, context: JobContext): Promise<Outcome<PrintedPlan>> {
  const db = connect(job.survey, 'read')
  try {
    const scenario = findScenario(db, job.scenario)
    const plan = scenario === undefined ? undefined : findPlan(db, scenario.plan)
    const line = plan?.scenarios.find(({ id }) => id === job.scenario)
    if (plan === undefined || line === undefined) return unknownScenario(job.scenario)
    const owner = job.state === 'base' ? plan.id : line.id
    const villages = villageOutlines(
      db,
      plan.villages.flatMap(({ code }) => (code === null ? [] : [code])),
    )
    const extent = exactExtent(villages) ?? mappedExtent(db, job.state, owner)
    const classes = mappedClasses(db, job.state, owner)
    if (extent === null || classes.length === 0)
      return refuse({
        code: 'plan.no-layer',
        params: {
          plan: plan.title,
          layer: job.state === 'base' ? 'plan.layer.base_patch' : 'plan.layer.planned_patch',
        },
      })
    const legend = legendOf(classes, surveyLegend(db), job.language)
    const signs = sheetSigns(planFacilities(db, line.id), job)
    const lines = outlinesOf(db, line.id, villages)
    const sheet: MapSheet = {
      ...textsOf(
        db,
        plan,
        line,
        job,
        classes.reduce((sum, { areaM2 }) => sum + areaM2, 0),
        legend.isConfirmed,
      ),
      legend: legend.classes,
      signs: signs.signs,
      projects: signs.projects,
      lines: lines.map(({ style }) => ({
        ...style,
        name: wordCode(`plan.print.line.${style.name}`, {}, job.language),
      })),
      extent,
    }
    const shapes = {
      patches: patchesOf(db, job.state, owner, legend.indexOf),
      lines: outlineShapes(lines),
      points: signs.points,
    }
    const printed = await writeMapSheet({ to: job.to, survey: job.survey, force: job.force }, sheet, shapes, context)
    if (!printed.ok) return printed
    const { scale, orientation, patches, missingCharacters } = printed.value
    return done({ path: job.to, scale, orientation, patches, missingCharacters })
  } finally {
    db.close()
  }
}

const keyOf = (scheme: string | null, code: string | null): string => `${scheme}/${code}`

function legendOf(classes: ReturnType<typeof mappedClasses>, colours: Legend, language: Language) {
  const index = new Map(classes.map(({ scheme, code }, i) => [keyOf(scheme, code), i]))
  return {
    indexOf: (scheme: string | null, code: string | null): number => index.get(keyOf(scheme, code)) ?? 0,
    isConfirmed: classes.every(
      ({ scheme, code }) =>
        scheme !== null && code !== null && isConfirmed(colours, classSubject(scheme, code), 'colour'),
    ),
    classes: classes.map(({ scheme, code, areaM2 }): SheetClass => {
      const known = scheme === null || code === null ? undefined : classOf(scheme, code)
      return {
        code: code ?? '—',
        name: known?.title[language] ?? structureRows.unknown.title[language],
        fill: fillOfClass(colours, scheme, code),
        pattern: known === undefined ? 'hatch' : 'none',
        areaText: `${hectares(areaM2)} ${wordCode('plan.print.ha', {}, language)}`,
      }
    }),
  }
}

const hectares = (m2: number): string => roundHalfUp(m2 / 10_000, 4).toFixed(4)

async function* patchesOf(
  db: ReadConnection,
  state: PlanState,
  owner: string,
  indexOf: (scheme: string | null, code: string | null) => number,
): AsyncGenerator<SheetPatch> {
  for (const { scheme, code, geom } of mappedPatches(db, state, owner)) {
    const polygons = polygonsOf(geom)
    if (polygons !== null) yield { legendIndex: indexOf(scheme, code), polygons }
  }
}

function textsOf(
  db: ReadConnection,
  plan: PlanLine,
  scenario: ScenarioLine,
  { state, language }: PrintPlanJob,
  areaM2: number,
  isConfirmed: boolean,
): Pick<MapSheet, 'language' | 'title' | 'subtitle' | 'facts' | 'notes' | 'words' | 'madeAt'> {
  const word = (code: string, params: Readonly<Record<string, string | number>> = {}): string =>
    wordCode(code, params, language)
  const { baseYear, targetYear } = plan.facts
  const unknown = word('plan.print.unknown')
  return {
    language,
    title: word(`plan.print.title.${state}`, { plan: plan.title }),
    subtitle: word('plan.print.years', { base: baseYear ?? unknown, target: targetYear ?? unknown }),
    facts: [
      [word('plan.print.county'), readMetadata(db, 'county') ?? unknown],
      [word('plan.print.villages'), plan.villages.map(({ name, code }) => name ?? code ?? unknown).join('、')],
      [word('plan.print.version'), `${scenario.version}${scenario.name === null ? '' : ` ${scenario.name}`}`],
      [word('plan.print.status'), [word(`plan.status.${scenario.status}`), scenario.document ?? ''].join(' ').trim()],
      [word('plan.print.area'), `${hectares(areaM2)} ${word('plan.print.ha')}`],
      [word('plan.print.crs'), readMetadata(db, 'crs') ?? unknown],
    ],
    notes: [word(isConfirmed ? 'plan.print.note.lines' : 'plan.print.note.legend'), word('plan.print.note.area')],
    words: {
      legend: word('plan.print.legend'),
      scale: word('plan.print.scale'),
      north: word('plan.print.north'),
      notes: word('plan.print.notes'),
    },
    madeAt: lastEntryTime(db) ?? new Date(0).toISOString(),
  }
}
