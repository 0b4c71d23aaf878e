import { createDistribution } from '../../shared/standards/distribution.ts'
import { type Row, seconds } from './row.ts'

const LIMITS = 1000

/** One moved limit of the histogram, re-counted as the page does it, beside the loop over all plots that it saves. */
export function benchRecount(parcels: number): Row {
  // Areas as of villages: most within 100 to 300 m², and every one another.
  const areasM2 = Float64Array.from({ length: parcels }, (_, i) => 100 + ((i * 7919) % parcels) * (200 / parcels))
  const distribution = createDistribution(areasM2)
  const limitOf = (i: number): number => 100 + (200 * i) / LIMITS
  const ours = timed(() => {
    let over = 0
    for (let i = 0; i < LIMITS; i++) over += distribution.countAbove(limitOf(i)) + distribution.excessAbove(limitOf(i))
    return over
  })
  const theirs = timed(() => {
    let over = 0
    for (let i = 0; i < 10; i++) {
      const limit = limitOf(i * 100)
      for (const area of areasM2) if (area > limit) over += 1 + area - limit
    }
    return over
  })
  return {
    id: 'recount',
    title: 'recount of one moved limit',
    parcels,
    ours: seconds(ours / LIMITS),
    yardstick: 'a loop over the plots',
    theirs: seconds(theirs / 10),
  }
}

function timed(work: () => number): number {
  const started = performance.now()
  const sum = work()
  if (!(sum > 0)) throw new Error('nothing was counted')
  return (performance.now() - started) / 1000
}
