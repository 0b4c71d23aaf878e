/** Plot areas against one limit, sorted once, so that a moved limit is re-counted without looking at each plot. */
export interface Distribution {
  readonly count: number
  readonly totalM2: number
  countAbove(limitM2: number): number
  /** Σ max(0, area − limit), m². */
  excessAbove(limitM2: number): number
}

/** `areasM2` in any order; `weights` beside them: how many limits' worth of excess each stands for, 1 unless given. */
export function createDistribution(areasM2: ArrayLike<number>, weights?: ArrayLike<number>): Distribution {
  const count = areasM2.length
  // Without weights the numbers alone are sorted, which is many times faster than their places.
  const order =
    weights === undefined
      ? null
      : Uint32Array.from(areasM2, (_, i) => i).sort((a, b) => (areasM2[a] ?? 0) - (areasM2[b] ?? 0))
  const sorted = order === null ? Float64Array.from(areasM2).sort() : Float64Array.from(order, (i) => areasM2[i] ?? 0)
  // Sums from each plot to the largest: Σ w · max(0, a − limit) = Σ w·a − limit · Σ w over those above.
  const sumFrom = new Float64Array(count + 1)
  const weightFrom = new Float64Array(count + 1)
  for (let i = count - 1; i >= 0; i--) {
    const weight = order === null ? 1 : (weights?.[order[i] ?? 0] ?? 1)
    sumFrom[i] = (sumFrom[i + 1] ?? 0) + weight * (sorted[i] ?? 0)
    weightFrom[i] = (weightFrom[i + 1] ?? 0) + weight
  }
  const firstAbove = (limitM2: number): number => {
    let [low, high] = [0, count]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((sorted[middle] ?? 0) > limitM2) high = middle
      else low = middle + 1
    }
    return low
  }
  return {
    count,
    totalM2: sumFrom[0] ?? 0,
    countAbove: (limitM2) => count - firstAbove(limitM2),
    excessAbove(limitM2) {
      const first = firstAbove(limitM2)
      return Math.max(0, (sumFrom[first] ?? 0) - limitM2 * (weightFrom[first] ?? 0))
    },
  }
}

const STEP_M2 = 10

/** Counts by classes of 10 m² (lower bound inclusive), from the smallest plot to the largest; empty ones between are zeros. */
export function histogramOf(areasM2: Iterable<number>): readonly { readonly fromM2: number; readonly count: number }[] {
  const counts = new Map<number, number>()
  for (const area of areasM2) {
    const step = Math.floor(area / STEP_M2)
    counts.set(step, (counts.get(step) ?? 0) + 1)
  }
  if (counts.size === 0) return []
  const [first, last] = [Math.min(...counts.keys()), Math.max(...counts.keys())]
  return Array.from({ length: last - first + 1 }, (_, i) => ({
    fromM2: (first + i) * STEP_M2,
    count: counts.get(first + i) ?? 0,
  }))
}

/** For each limit in steps of 10 m², the share of plots above it, from the first that leaves any below to the first above all. */
export function affectedBySteps(
  distribution: Distribution,
): readonly { readonly limitM2: number; readonly above: number; readonly share: number }[] {
  const steps: { readonly limitM2: number; readonly above: number; readonly share: number }[] = []
  if (distribution.count === 0) return steps
  for (let limitM2 = 0; ; limitM2 += STEP_M2) {
    const above = distribution.countAbove(limitM2)
    if (above === distribution.count) continue
    if (steps.length === 0 && limitM2 > 0)
      steps.push({ limitM2: limitM2 - STEP_M2, above: distribution.count, share: 1 })
    steps.push({ limitM2, above, share: above / distribution.count })
    if (above === 0) return steps
  }
}
