import { quantumOf, tileSideM } from '../../shared/geo/tile-grid.ts'
import { type Frame, fitCanvas, type PaintedLayer } from './painter.ts'
import type { Mode } from './palette.ts'

const sizes: Readonly<Record<string, number>> = { village: 14, building: 10 }
const USUAL_PX = 11
/** Who writes first keeps its place. */
const order: readonly string[] = ['village', 'parcel', 'land_use', 'building']
const CELL_PX = 32
const GAP_PX = 2
const MOST_LABELS = 600

/** Writes what does not stand in the way of another label; the rest appears when there is room. */
export function paintLabels(
  canvas: HTMLCanvasElement,
  frame: Frame,
  layers: readonly PaintedLayer[],
  mode: Mode,
): void {
  fitCanvas(canvas, frame)
  const context = canvas.getContext('2d')
  if (context === null) return
  context.setTransform(frame.pixelRatio, 0, 0, frame.pixelRatio, 0, 0)
  context.clearRect(0, 0, frame.width, frame.height)
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.lineJoin = 'round'
  const taken = createTaken()
  const family = getComputedStyle(canvas).fontFamily
  let written = 0
  for (const layer of layers.toSorted((a, b) => order.indexOf(a.layer) - order.indexOf(b.layer))) {
    const size = sizes[layer.layer] ?? USUAL_PX
    context.font = `${layer.layer === 'village' ? '600 ' : ''}${size}px ${family}`
    context.fillStyle = mode === 'dark' ? '#f2f5f3' : '#16201b'
    context.strokeStyle = mode === 'dark' ? 'rgba(18,21,19,0.85)' : 'rgba(255,255,255,0.9)'
    context.lineWidth = 3
    for (const { x, y, text } of labelsOf(layer, frame)) {
      if (written >= MOST_LABELS) return
      const half = widthOf(context, text) / 2 + GAP_PX
      if (!taken.take(x - half, y - size / 2 - GAP_PX, x + half, y + size / 2 + GAP_PX)) continue
      context.strokeText(text, x, y)
      context.fillText(text, x, y)
      written++
    }
  }
}

/** Measuring a text takes as long as writing it, and the same ones are written again and again. */
const widths = new Map<string, number>()
const MOST_WIDTHS = 20_000

function widthOf(context: CanvasRenderingContext2D, text: string): number {
  const key = `${context.font} ${text}`
  const known = widths.get(key)
  if (known !== undefined) return known
  if (widths.size >= MOST_WIDTHS) widths.clear()
  const { width } = context.measureText(text)
  widths.set(key, width)
  return width
}

function* labelsOf({ tiles }: PaintedLayer, { extent, resolution, width, height }: Frame) {
  for (const { loaded, clip } of tiles) {
    const side = tileSideM(loaded.z)
    const quantum = quantumOf(loaded.z)
    for (const label of loaded.tile.labels) {
      const eastM = loaded.x * side + label.x * quantum
      const northM = loaded.y * side + label.y * quantum
      if (eastM < clip[0] || eastM >= clip[2] || northM < clip[1] || northM >= clip[3]) continue
      const x = (eastM - extent[0]) / resolution
      const y = (extent[3] - northM) / resolution
      if (x >= 0 && y >= 0 && x <= width && y <= height) yield { x, y, text: label.text }
    }
  }
}

/** Places on the screen, in coarse squares so that a question looks at few of them. */
function createTaken() {
  const squares = new Map<number, (readonly [number, number, number, number])[]>()
  const each = (minX: number, minY: number, maxX: number, maxY: number): number[] => {
    const found: number[] = []
    for (let row = Math.floor(minY / CELL_PX); row <= Math.floor(maxY / CELL_PX); row++)
      for (let column = Math.floor(minX / CELL_PX); column <= Math.floor(maxX / CELL_PX); column++)
        found.push(row * 4096 + column)
    return found
  }
  return {
    take(minX: number, minY: number, maxX: number, maxY: number): boolean {
      const places = each(minX, minY, maxX, maxY)
      const isTaken = places.some((place) =>
        squares.get(place)?.some((box) => box[0] < maxX && box[2] > minX && box[1] < maxY && box[3] > minY),
      )
      if (isTaken) return false
      for (const place of places) squares.set(place, [...(squares.get(place) ?? []), [minX, minY, maxX, maxY]])
      return true
    },
  }
}
