import fc from 'fast-check'
import { expect, it } from 'vitest'
import { gridLabel, gridOf, layOutSheet, panelBoxes, scaleBarOf } from '../../../shared/planning/map-sheet.ts'

const [WEST, SOUTH] = [39_555_100, 3_885_300]
const extentOf = (widthM: number, heightM: number) => [WEST, SOUTH, WEST + widthM, SOUTH + heightM] as const

it.each([
  ['a yard', 20, 20, 500, 'landscape'],
  ['what fills 1:500 to its clearance', 144.5, 120, 500, 'landscape'],
  ['a little more', 144.6, 120, 600, 'landscape'],
  ['a village', 1400, 1100, 5000, 'landscape'],
  ['a tall village', 900, 1380, 5000, 'portrait'],
  ['a tall one that no upright sheet prints larger', 235, 240, 1000, 'landscape'],
  ['a town', 14_000, 11_000, 50_000, 'landscape'],
  ['a district', 200_000, 100_000, 750_000, 'landscape'],
  ['a single point', 0, 0, 500, 'landscape'],
])('prints %s (%d × %d m) at the largest round scale that holds it', (_, widthM, heightM, scale, orientation) => {
  expect(layOutSheet(extentOf(widthM, heightM))).toMatchObject({ scale, orientation })
})

it('shows every extent whole, in the middle of the map frame, with free paper around', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 60_000, noNaN: true }),
      fc.double({ min: 0, max: 60_000, noNaN: true }),
      (w, h) => {
        const extent = extentOf(w, h)
        const { shown, scale, map } = layOutSheet(extent)
        const marginM = (4 * scale) / 1000 - 1e-6
        expect(shown[0]).toBeLessThanOrEqual(extent[0] - marginM)
        expect(shown[1]).toBeLessThanOrEqual(extent[1] - marginM)
        expect(shown[2]).toBeGreaterThanOrEqual(extent[2] + marginM)
        expect(shown[3]).toBeGreaterThanOrEqual(extent[3] + marginM)
        expect(((shown[2] - shown[0]) * 1000) / scale).toBeCloseTo(map.width, 3)
        expect(((shown[3] - shown[1]) * 1000) / scale).toBeCloseTo(map.height, 3)
      },
    ),
  )
})

it('draws its grid at round coordinates within the frame, 40 to 100 mm apart', () => {
  for (const size of [100, 300, 700, 1400, 3000, 7000, 14_000, 40_000]) {
    const layout = layOutSheet(extentOf(size, size))
    const { everyM, eastings, northings } = gridOf(layout)
    expect((everyM * 1000) / layout.scale).toBeGreaterThanOrEqual(40)
    expect((everyM * 1000) / layout.scale).toBeLessThanOrEqual(100)
    expect([...eastings, ...northings].every((value) => value % everyM === 0)).toBe(true)
    expect(eastings.every((value) => value >= layout.shown[0] && value <= layout.shown[2])).toBe(true)
    expect(northings.every((value) => value >= layout.shown[1] && value <= layout.shown[3])).toBe(true)
    expect(Math.min(eastings.length, northings.length)).toBeGreaterThanOrEqual(2)
  }
  expect([gridLabel(39_555_200, 200), gridLabel(39_556_000, 2000)]).toEqual(['39555200 m', '39556 km'])
})

it('has a scale bar of four round segments that stays within its place', () => {
  expect(scaleBarOf(5000, 59)).toEqual({ segments: 4, segmentM: 50, segmentMm: 10 })
  expect(scaleBarOf(5000, 30)).toEqual({ segments: 4, segmentM: 25, segmentMm: 5 })
  for (const scale of [500, 1000, 2000, 2500, 5000, 10_000, 25_000, 50_000]) {
    const { segments, segmentM, segmentMm } = scaleBarOf(scale, 59)
    expect(segments * segmentMm).toBeLessThanOrEqual(59)
    expect(segments * segmentMm).toBeGreaterThan(59 / 2.5)
    expect((segmentMm * scale) / 1000).toBeCloseTo(segmentM, 9)
  }
})

it.each([
  ['landscape', 1400, 1100],
  ['portrait', 900, 1380],
] as const)(
  'keeps north, scale, legend, notes and title block apart and within the panel (%s)',
  (orientation, w, h) => {
    const layout = layOutSheet(extentOf(w, h))
    expect(layout.orientation).toBe(orientation)
    const { panel } = layout
    const boxes = Object.values(panelBoxes(layout, { factsMm: 70, notesMm: 12 }))
    for (const box of boxes) {
      expect(box.x).toBeGreaterThanOrEqual(panel.x)
      expect(box.y).toBeGreaterThanOrEqual(panel.y)
      expect(box.x + box.width).toBeLessThanOrEqual(panel.x + panel.width)
      expect(box.y + box.height).toBeLessThanOrEqual(panel.y + panel.height)
      const apart = boxes.filter(
        (other) =>
          other.x >= box.x + box.width ||
          other.x + other.width <= box.x ||
          other.y >= box.y + box.height ||
          other.y + other.height <= box.y,
      )
      expect(apart).toHaveLength(boxes.length - 1)
    }
  },
)

it('uses three quarters of the frame at least in one direction, whatever the size of the village', () => {
  fc.assert(
    fc.property(fc.integer({ min: 150, max: 60_000 }), fc.double({ min: 0.2, max: 5, noNaN: true }), (size, ratio) => {
      const { map, scale } = layOutSheet(extentOf(size * ratio, size))
      const share = Math.max((size * ratio * 1000) / (map.width - 8), (size * 1000) / (map.height - 8)) / scale
      expect(share).toBeGreaterThanOrEqual(0.75 - 1e-9)
      expect(share).toBeLessThanOrEqual(1 + 1e-9)
    }),
  )
})
