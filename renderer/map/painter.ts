import type { Extent } from '../../shared/geo/geometry.ts'
import { quantumOf } from '../../shared/geo/tile-grid.ts'
import type { LayerStyle } from './palette.ts'
import type { LoadedTile, PlacedTile } from './tile-store.ts'

/** The view of one frame. */
export interface Frame {
  /** CSS pixels. */
  readonly width: number
  readonly height: number
  readonly pixelRatio: number
  /** Metres a CSS pixel. */
  readonly resolution: number
  readonly extent: Extent
  /** The user moves the view, or it glides. */
  readonly isMoving: boolean
}

export interface PaintedLayer {
  readonly layer: string
  readonly style: LayerStyle
  readonly opacity: number
  readonly tiles: readonly PlacedTile[]
}

/** Draws tiles; there is one by WebGL and one by canvas. */
export interface Painter {
  readonly element: HTMLCanvasElement
  /** On canvas painting takes so long that a moving view shows the last picture, moved, on most frames. */
  readonly kind: 'webgl' | 'canvas'
  /** True when all is drawn; else it wants to be called again. */
  paint(frame: Frame, layers: readonly PaintedLayer[]): boolean
  /** Forgets what it keeps of a tile. */
  release(tile: LoadedTile): void
  /** Colours have changed. */
  restyle(): void
  dispose(): void
}

/**
 * Time of one frame for tiles that are new. Only what they take counts: where drawing the known ones alone takes long, new ones
 * must still come in.
 */
export function createBudget(mostMs: number) {
  let spentMs = 0
  return {
    get isSpent(): boolean {
      return spentMs >= mostMs
    },
    spend<T>(work: () => T): T {
      const start = performance.now()
      const result = work()
      spentMs += performance.now() - start
      return result
    },
  }
}
export type Budget = ReturnType<typeof createBudget>

/** How a tile's steps become device pixels from the view's top left. */
export interface Placement {
  readonly x: number
  readonly y: number
  readonly scale: number
}

export function placementOf({ z, x, y }: LoadedTile, frame: Frame, sideM: number): Placement {
  const perM = frame.pixelRatio / frame.resolution
  return {
    x: (x * sideM - frame.extent[0]) * perM,
    y: (frame.extent[3] - y * sideM) * perM,
    scale: quantumOf(z) * perM,
  }
}

/** Whole device pixels of a place, so that neighbours meet without a seam: left, top, width, height. */
export function pixelBox(clip: Extent, frame: Frame): readonly [number, number, number, number] {
  const perM = frame.pixelRatio / frame.resolution
  const left = Math.round((clip[0] - frame.extent[0]) * perM)
  const right = Math.round((clip[2] - frame.extent[0]) * perM)
  const top = Math.round((frame.extent[3] - clip[3]) * perM)
  const bottom = Math.round((frame.extent[3] - clip[1]) * perM)
  return [left, top, right - left, bottom - top]
}

/** Gives a canvas the size of the frame; setting it also clears. */
export function fitCanvas(canvas: HTMLCanvasElement, frame: Frame): void {
  const width = Math.round(frame.width * frame.pixelRatio)
  const height = Math.round(frame.height * frame.pixelRatio)
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width
    canvas.height = height
    canvas.style.width = `${frame.width}px`
    canvas.style.height = `${frame.height}px`
  }
}
