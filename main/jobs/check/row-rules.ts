import { checkedRows, countRows, faultyShapes } from '../../../db/queries/check-rows.ts'
import type { FindingStage } from '../../../db/queries/findings.ts'
import type {
  CheckedRows,
  CheckedTable,
  FindingValues,
  RowCheck,
  Rule,
  SurveyFacts,
} from '../../../shared/quality/rule.ts'
import type { Geos } from '../../platform/geos.ts'
import { type Emit, emitter, faultValues, type Place, subjectOf } from './collector.ts'
import { polygonsOf } from './polygons.ts'
import type { AskContext } from './set-questions.ts'

const TABLES: readonly CheckedTable[] = ['village', 'parcel', 'building', 'land_use', 'person']
/** Rule of shapes that are not valid. */
export const INVALID = 'geometry.self-intersection'

export type RowContext = Pick<AskContext, 'db' | 'geos' | 'step'>

interface RunningCheck<T extends CheckedTable> {
  readonly rule: Rule
  readonly check: RowCheck<CheckedRows[T]>
  readonly emit: Emit
}

/** Runs all rules about single rows, one pass a table. A rule that throws is told of and left out; the others go on. */
export function runRowRules(
  rules: readonly Rule[],
  stage: FindingStage,
  survey: SurveyFacts,
  context: RowContext,
  onBroken: (rule: Rule, error: unknown) => void,
): void {
  const total = TABLES.reduce((sum, table) => sum + countRows(context.db, table), 0)
  let done = 0
  const advance = (rows: number): void => {
    done += rows
    context.step(done, total)
  }
  const broken = new Set<string>()
  for (const table of TABLES) {
    runTable(table, rules, stage, survey, context, advance, (rule, error) => {
      if (broken.has(rule.id)) return
      broken.add(rule.id)
      onBroken(rule, error)
    })
  }
}

function runTable<T extends CheckedTable>(
  table: T,
  rules: readonly Rule[],
  stage: FindingStage,
  survey: SurveyFacts,
  { db, geos }: RowContext,
  advance: (rows: number) => void,
  onBroken: (rule: Rule, error: unknown) => void,
): void {
  let checks: readonly RunningCheck<T>[] = rules.flatMap((rule) => {
    const check = rule.rows?.[table]
    return check === undefined ? [] : [{ rule, check: check as RowCheck<CheckedRows[T]>, emit: emitter(stage, rule) }]
  })
  const places =
    table === 'person' || checks.length === 0
      ? new Map<string, FaultPlace>()
      : faultPlaces(() => faultyShapes(db, table, INVALID), geos)
  for (const rows of checkedRows(db, table)) {
    for (const row of rows) {
      for (const running of checks) {
        try {
          const values = running.check(row, survey)
          if (values === null) continue
          const fault = running.rule.id === INVALID ? places.get(row.id) : undefined
          running.emit(
            [subjectOf(table, row)],
            fault === undefined ? values : { ...values, ...fault.values },
            fault?.place,
          )
        } catch (error) {
          checks = checks.filter((other) => other !== running)
          onBroken(running.rule, error)
        }
      }
    }
    advance(rows.length)
  }
}

interface FaultPlace {
  readonly values: FindingValues
  readonly place: Place
}

/** Where and why the invalid shapes of a table are invalid, by object id. */
function faultPlaces(
  shapes: () => readonly { readonly id: string; readonly geom: Uint8Array }[],
  geos: Geos,
): ReadonlyMap<string, FaultPlace> {
  const places = new Map<string, FaultPlace>()
  for (const { id, geom } of shapes()) {
    const polygons = polygonsOf(geom)
    const fault = polygons === null ? null : geos.invalidReason(polygons)
    if (fault !== null) places.set(id, { values: faultValues(fault), place: fault })
  }
  return places
}
