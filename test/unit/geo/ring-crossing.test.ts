import { describe, expect, it } from 'vitest'
import { crossesItself } from '../../../shared/geo/ring-crossing.ts'

const [X, Y] = [39_369_486.75, 3_882_540]
const ring = (...corners: readonly (readonly [number, number])[]): Float64Array =>
  Float64Array.from([...corners, corners[0] ?? [0, 0]].flatMap(([x, y]) => [X + x, Y + y]))

describe('a ring that is drawn', () => {
  it.each([
    ['of a parcel', ring([0, 0], [0, 16], [11, 16], [11, 0]), false],
    ['with its last point set twice', ring([0, 0], [0, 16], [11, 16], [11, 0], [11, 0]), false],
    ['with a bay', ring([0, 0], [0, 16], [5, 2], [11, 16], [11, 0]), false],
    ['of a line there and back', ring([0, 0], [0, 16]), false],
    ['like a bow', ring([0, 0], [11, 16], [0, 16], [11, 0]), true],
    ['whose end cuts its beginning', ring([0, 0], [10, 0], [10, 10], [5, -3]), true],
  ])('%s', (_, drawn, isCrossed) => {
    expect(crossesItself(drawn)).toBe(isCrossed)
  })
})
