import type { LimitSearch, SimulationTarget, TradeOffPoint } from '../contract/standards-answers.ts'
import { roundHalfUp } from '../model/round.ts'
import { createDistribution } from './distribution.ts'
import type { WeightedAreas } from './simulate.ts'
import type { StandardSet } from './standard-set.ts'

/** What a search weighs: the households of each rule by the area that counts, and the land that is there now. */
export interface SearchGround {
  readonly households: ReadonlyMap<string, WeightedAreas>
  /** Residential land now, m². */
  readonly residentialM2: number
  /** Comes back whatever the limits are: idle or abandoned further plots, m². */
  readonly alwaysRecoveredM2: number
  readonly takeUpPercent: number
}

const STEP_M2 = 1
/** More points than this in a front are thinned out, and the answer says so. */
const MOST_POINTS = 4000
const CURVE_POINTS = 60

interface Point {
  readonly limits: readonly number[]
  readonly over: number
  readonly excessM2: number
}

/**
 * Looks for limits that reach the target with the fewest households over. Rules are independent of one another, so the best
 * choices of each are joined rule by rule, and what affects more households for less land is dropped on the way.
 */
export function searchLimits(set: StandardSet, ground: SearchGround, target: SimulationTarget): LimitSearch {
  const rules = set.standards.filter(({ id }) => (ground.households.get(id)?.areasM2.length ?? 0) > 0)
  const total = rules.reduce((sum, { id }) => sum + (ground.households.get(id)?.areasM2.length ?? 0), 0)
  let front: readonly Point[] = [{ limits: [], over: 0, excessM2: 0 }]
  let approximate = false
  for (const { id, limitM2 } of rules) {
    const areas = ground.households.get(id)
    if (areas === undefined) continue
    const choices = choicesOf(areas, limitM2, target)
    const undominated = join(front, choices)
    front = thin(undominated, MOST_POINTS)
    approximate ||= front.length < undominated.length
  }
  const named = (point: Point): TradeOffPoint => {
    const recoveredM2 = ((point.excessM2 + ground.alwaysRecoveredM2) * ground.takeUpPercent) / 100
    return {
      limits: Object.fromEntries(rules.map(({ id }, i) => [id, point.limits[i] ?? 0])),
      householdsOver: point.over,
      householdsOverPercent: total === 0 ? 0 : roundHalfUp((100 * point.over) / total),
      recoveredM2: roundHalfUp(recoveredM2),
      landDownPercent: ground.residentialM2 === 0 ? 0 : roundHalfUp((100 * recoveredM2) / ground.residentialM2),
    }
  }
  const found = choose(front, ground, target, total)
  return {
    target,
    found: found === null ? null : named(found),
    curve: thin(front, CURVE_POINTS).map(named),
    approximate,
  }
}

/** Every limit that the bounds allow, with what it does; limits that do the same are one, the highest. */
function choicesOf({ areasM2, weights }: WeightedAreas, limitM2: number, target: SimulationTarget): readonly Point[] {
  const step = target.stepM2 ?? STEP_M2
  const least = target.leastM2 ?? limitM2 / 2
  const most = target.mostM2 ?? limitM2 * 1.5
  const distribution = createDistribution(areasM2, weights)
  const choices: Point[] = []
  for (let limit = Math.ceil(least / step) * step; limit <= most + 1e-9; limit += step)
    choices.push({
      limits: [roundHalfUp(limit, 4)],
      over: distribution.countAbove(limit),
      excessM2: distribution.excessAbove(limit),
    })
  return undominatedOf(choices)
}

function join(front: readonly Point[], choices: readonly Point[]): readonly Point[] {
  const joined: Point[] = []
  for (const a of front)
    for (const b of choices)
      joined.push({ limits: [...a.limits, ...b.limits], over: a.over + b.over, excessM2: a.excessM2 + b.excessM2 })
  return undominatedOf(joined)
}

/** Points for which no other affects as few households for more land, from few households to many. */
function undominatedOf(points: readonly Point[]): readonly Point[] {
  const kept: Point[] = []
  let best = Number.NEGATIVE_INFINITY
  for (const point of points.toSorted((a, b) => a.over - b.over || b.excessM2 - a.excessM2)) {
    if (point.excessM2 <= best) continue
    best = point.excessM2
    kept.push(point)
  }
  return kept
}

/** At most `most` points, evenly over the front, its ends among them. */
function thin(front: readonly Point[], most: number): readonly Point[] {
  if (front.length <= most) return front
  return Array.from({ length: most }, (_, i) => front[Math.round((i * (front.length - 1)) / (most - 1))]).filter(
    (point) => point !== undefined,
  )
}

/** The first point of the front that brings the land, if it affects few enough; without a land target the most land for as many. */
function choose(front: readonly Point[], ground: SearchGround, target: SimulationTarget, total: number): Point | null {
  const mostOver = target.householdsOverPercent === undefined ? total : (total * target.householdsOverPercent) / 100
  const allowed = front.filter((point) => point.over <= mostOver)
  if (target.landDownPercent === undefined) return allowed.at(-1) ?? null
  const neededM2 = (ground.residentialM2 * target.landDownPercent) / 100
  return (
    allowed.find((point) => ((point.excessM2 + ground.alwaysRecoveredM2) * ground.takeUpPercent) / 100 >= neededM2) ??
    null
  )
}
