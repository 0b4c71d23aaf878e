import { quantumOf, TILE_PX, tileSideM } from '../../shared/geo/tile-grid.ts'
import {
  type Budget,
  createBudget,
  type Frame,
  fitCanvas,
  type PaintedLayer,
  type Painter,
  type Placement,
  pixelBox,
  placementOf,
} from './painter.ts'
import { cssColour, type LayerStyle } from './palette.ts'
import type { LoadedTile, PlacedTile } from './tile-store.ts'

/** A tile drawn once, at the scale that it was drawn for. */
interface Raster {
  readonly picture: ImageBitmap
  readonly scale: number
}

/** Milliseconds of one frame for tiles that are drawn anew. */
const BUDGET_MS = 16
/** Tiles that fill more of the screen have few objects and are drawn straight. */
const LARGEST_RASTER_PX = 900

export function createCanvasPainter(): Painter {
  const element = document.createElement('canvas')
  const context = contextOf(element)
  const rasters = new Map<LoadedTile, Raster>()
  const rasterFor = (loaded: LoadedTile, layer: PaintedLayer, scale: number, frame: Frame, budget: Budget) => {
    const kept = rasters.get(loaded)
    if (kept !== undefined && (kept.scale === scale || frame.isMoving)) return { raster: kept, isSharp: true }
    if (budget.isSpent) return { raster: kept ?? null, isSharp: false }
    const raster = { picture: budget.spend(() => drawRaster(loaded, layer.style, scale, frame.pixelRatio)), scale }
    kept?.picture.close()
    rasters.set(loaded, raster)
    return { raster, isSharp: true }
  }
  const forget = (): void => {
    for (const { picture } of rasters.values()) picture.close()
    rasters.clear()
  }
  const paintTile = (place: PlacedTile, layer: PaintedLayer, frame: Frame, budget: Budget): boolean => {
    const { loaded, clip } = place
    const side = tileSideM(loaded.z)
    const placement = placementOf(loaded, frame, side)
    const sizePx = (side / frame.resolution) * frame.pixelRatio
    const [left, top, width, height] = pixelBox(clip, frame)
    context.save()
    context.beginPath()
    context.rect(left, top, width, height)
    context.clip()
    let isSharp = true
    if (sizePx > LARGEST_RASTER_PX) drawTile(context, loaded, layer.style, placement, frame.pixelRatio)
    else {
      const { raster, isSharp: sharp } = rasterFor(loaded, layer, placement.scale, frame, budget)
      isSharp = sharp
      if (raster !== null) {
        const x = Math.round(placement.x)
        const y = Math.round(placement.y - sizePx)
        context.drawImage(raster.picture, x, y, Math.round(placement.x + sizePx) - x, Math.round(placement.y) - y)
      }
    }
    context.restore()
    return isSharp
  }
  return {
    element,
    kind: 'canvas',
    paint(frame, layers) {
      fitCanvas(element, frame)
      context.clearRect(0, 0, element.width, element.height)
      const budget = createBudget(BUDGET_MS)
      let isDone = true
      for (const layer of layers) {
        context.globalAlpha = layer.opacity
        for (const place of layer.tiles) isDone = paintTile(place, layer, frame, budget) && isDone
      }
      context.globalAlpha = 1
      return isDone
    },
    release(tile) {
      rasters.get(tile)?.picture.close()
      rasters.delete(tile)
    },
    restyle: forget,
    dispose: forget,
  }
}

type Pen = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('no canvas to draw on')
  return context
}

function penOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const pen = canvas.getContext('2d')
  if (pen === null) throw new Error('no canvas to draw on')
  return pen
}

/** As a picture that is finished here: a canvas would only be drawn when the frame is, beyond the budget's sight. */
function drawRaster(loaded: LoadedTile, style: LayerStyle, scale: number, pixelRatio: number): ImageBitmap {
  const size = Math.max(1, Math.round((tileSideM(loaded.z) / quantumOf(loaded.z)) * scale))
  const canvas = new OffscreenCanvas(size, size)
  drawTile(penOf(canvas), loaded, style, { x: 0, y: size, scale }, pixelRatio)
  return canvas.transferToImageBitmap()
}

function drawTile(context: Pen, loaded: LoadedTile, style: LayerStyle, placement: Placement, pixelRatio: number): void {
  drawCells(context, loaded, style, placement)
  context.lineWidth = style.lineWidth * pixelRatio
  context.lineJoin = 'round'
  const { tile } = loaded
  let last = -1
  for (let i = 0; i < tile.featureCount; i++) {
    const objectClass = tile.classes[i] ?? 0
    if (objectClass !== last) {
      const { fill, line } = style.styleOf(objectClass)
      context.fillStyle = cssColour(fill)
      context.strokeStyle = cssColour(line)
      last = objectClass
    }
    tracePath(context, loaded, i, placement)
    context.fill('evenodd')
    if (style.styleOf(objectClass).hatched) {
      const plain = context.fillStyle
      context.fillStyle = hatch(context, cssColour(style.styleOf(objectClass).line), pixelRatio) ?? plain
      context.fill('evenodd')
      context.fillStyle = plain
    }
    context.stroke()
  }
}

function tracePath(context: Pen, { tile }: LoadedTile, feature: number, at: Placement): void {
  context.beginPath()
  for (let ring = tile.ringStarts[feature] ?? 0; ring < (tile.ringStarts[feature + 1] ?? 0); ring++) {
    const from = tile.vertexStarts[ring] ?? 0
    const to = (tile.vertexStarts[ring + 1] ?? 0) - 1
    for (let vertex = from; vertex < to; vertex++) {
      const x = at.x + (tile.vertices[2 * vertex] ?? 0) * at.scale
      const y = at.y - (tile.vertices[2 * vertex + 1] ?? 0) * at.scale
      if (vertex === from) context.moveTo(x, y)
      else context.lineTo(x, y)
    }
    context.closePath()
  }
}

/** Cells as one small picture that is stretched over the tile. */
function drawCells(context: Pen, { z, tile }: LoadedTile, style: LayerStyle, at: Placement): void {
  if (tile.cells.length === 0) return
  const picture = new OffscreenCanvas(TILE_PX, TILE_PX)
  const pixels = new ImageData(TILE_PX, TILE_PX)
  tile.cells.forEach((cell, index) => {
    const [r, g, b, opacity] = style.styleOf(tile.cellClasses[index] ?? 0).fill
    const row = TILE_PX - 1 - Math.floor(cell / TILE_PX)
    pixels.data.set([r, g, b, Math.round(255 * Math.max(opacity, 0.5))], 4 * (row * TILE_PX + (cell % TILE_PX)))
  })
  penOf(picture).putImageData(pixels, 0, 0)
  const size = (at.scale * tileSideM(z)) / quantumOf(z)
  context.imageSmoothingEnabled = false
  context.drawImage(picture, at.x, at.y - size, size, size)
}

const hatches = new Map<string, CanvasPattern | null>()

function hatch(context: Pen, colour: string, pixelRatio: number): CanvasPattern | null {
  const key = `${colour} ${pixelRatio}`
  const known = hatches.get(key)
  if (known !== undefined) return known
  const size = Math.round(6 * pixelRatio)
  const canvas = document.createElement('canvas')
  canvas.width = size
  canvas.height = size
  const pen = contextOf(canvas)
  pen.strokeStyle = colour
  pen.lineWidth = 1.25 * pixelRatio
  pen.beginPath()
  for (const shift of [-size, 0, size]) {
    pen.moveTo(shift, size)
    pen.lineTo(shift + size, 0)
  }
  pen.stroke()
  const pattern = context.createPattern(canvas, 'repeat')
  hatches.set(key, pattern)
  return pattern
}
