import Layer from 'ol/layer/Layer'
import type { FrameState } from 'ol/Map'
import ViewHint from 'ol/ViewHint'
import type { Extent } from '../../shared/geo/geometry.ts'
import { type Tile, tileFeatureId } from '../../shared/geo/tile.ts'
import { quantumOf, tileSideM, zoomFor } from '../../shared/geo/tile-grid.ts'
import { createCanvasPainter } from './canvas-painter.ts'
import { paintLabels } from './label-painter.ts'
import type { Frame, PaintedLayer, Painter } from './painter.ts'
import type { LayerStyle, Mode } from './palette.ts'
import { type FetchTile, TileStore } from './tile-store.ts'

/** How a layer of tiles is shown. */
export interface TileSetting<L extends string> {
  readonly layer: L
  readonly isVisible: boolean
  readonly hasLabels: boolean
  readonly opacity: number
}

/** How layers look, whatever is chosen of them. */
export interface TileLook<L extends string> {
  /** Metres a pixel; coarser views leave a layer out: there it would be a stain. */
  coarsestM(layer: L): number
  styleOf(layer: L, mode: Mode): LayerStyle
}

/** How a layer was drawn: on canvas also where the graphics card was taken away (sleep, driver). */
export type DrawnBy = Painter['kind'] | 'canvas-after-loss'

export interface Painted {
  /** False while tiles are missing or the view moves. */
  readonly isComplete: boolean
  readonly drawnBy: DrawnBy
}

/** CSS pixels around a view that are painted with it. */
const ROOM_PX = 64
/** While a view moves. */
const PAINT_EVERY_MS = 120

export interface TileHit<L extends string> {
  readonly layer: L
  readonly id: string
}

/** Layers of tiles as one layer of OpenLayers: tiles below, labels above. */
export class SurveyLayer<L extends string> extends Layer {
  readonly #store: TileStore<L>
  readonly #look: TileLook<L>
  readonly #root = document.createElement('div')
  readonly #labels = document.createElement('canvas')
  readonly #painted: (state: Painted) => void
  #painter: Painter
  #isLost = false
  #settings: readonly TileSetting<L>[]
  #mode: Mode = 'light'
  #styles = new Map<L, LayerStyle>()
  #layers: readonly (PaintedLayer & { readonly layer: L })[] = []
  /** What the labels were made from. */
  #written: readonly unknown[] = []
  /** What was painted last, and when. */
  #last: Frame | null = null
  #paintedAt = 0

  constructor(
    fetch: FetchTile<L>,
    look: TileLook<L>,
    painter: Painter,
    settings: readonly TileSetting<L>[],
    painted: (state: Painted) => void,
  ) {
    super({})
    this.#look = look
    this.#painter = painter
    this.#settings = settings
    this.#painted = painted
    this.#root.className = 'map-survey'
    this.#root.append(painter.element, this.#labels)
    painter.element.addEventListener('webglcontextlost', this.#lost)
    this.#store = new TileStore(
      fetch,
      () => this.changed(),
      (tile) => this.#painter.release(tile),
    )
  }

  setSettings(settings: readonly TileSetting<L>[]): void {
    this.#settings = settings
    this.changed()
  }

  setMode(mode: Mode): void {
    this.#mode = mode
    this.#styles = new Map()
    this.#painter.restyle()
    this.changed()
  }

  setRevision(revision: number): void {
    this.#store.setRevision(revision)
    this.changed()
  }

  setPainter(painter: Painter): void {
    this.#isLost = false
    this.#replace(painter)
  }

  #replace(painter: Painter): void {
    this.#endPainter()
    this.#painter.element.replaceWith(painter.element)
    this.#painter = painter
    painter.element.addEventListener('webglcontextlost', this.#lost)
    this.changed()
  }

  /** A card may come back or not, and a map that waits for it is blank. */
  readonly #lost = (): void => {
    this.#isLost = true
    this.#replace(createCanvasPainter())
  }

  #endPainter(): void {
    // Ending it gives its context up, which it would tell as a loss.
    this.#painter.element.removeEventListener('webglcontextlost', this.#lost)
    this.#painter.dispose()
  }

  /** The topmost drawn object at a place, by what is on the screen alone; one of the first layer before all others. */
  hitAt([x, y]: readonly [number, number], first: L | null = null): TileHit<L> | null {
    const downwards = this.#layers.toReversed()
    const inOrder = downwards.toSorted((a, b) => Number(b.layer === first) - Number(a.layer === first))
    for (const { layer, tiles } of inOrder) {
      for (const { loaded, clip } of tiles) {
        if (x < clip[0] || x >= clip[2] || y < clip[1] || y >= clip[3]) continue
        const side = tileSideM(loaded.z)
        const quantum = quantumOf(loaded.z)
        const feature = featureAt(loaded.tile, (x - loaded.x * side) / quantum, (y - loaded.y * side) / quantum)
        if (feature !== null) return { layer, id: tileFeatureId(loaded.tile, feature) }
      }
    }
    return null
  }

  override render(state: FrameState): HTMLElement {
    const view = frameOf(state)
    if (this.#mayMove(view)) {
      this.#place(view)
      requestAnimationFrame(() => this.changed())
      this.#tell(false)
      return this.#root
    }
    const isDone = this.#paint(withRoom(view))
    this.#place(view)
    if (!isDone || view.isMoving) requestAnimationFrame(() => this.changed())
    this.#tell(isDone && !view.isMoving && this.#store.isComplete)
    return this.#root
  }

  #tell(isComplete: boolean): void {
    this.#painted({ isComplete, drawnBy: this.#isLost ? 'canvas-after-loss' : this.#painter.kind })
  }

  /** Whether the last picture, moved and scaled, does for this frame. */
  #mayMove(view: Frame): boolean {
    return (
      this.#painter.kind === 'canvas' &&
      view.isMoving &&
      this.#last !== null &&
      this.#last.pixelRatio === view.pixelRatio &&
      performance.now() - this.#paintedAt < PAINT_EVERY_MS
    )
  }

  #paint(frame: Frame): boolean {
    this.#store.beginFrame()
    this.#layers = this.#settings
      .filter(({ layer, isVisible }) => isVisible && frame.resolution <= this.#look.coarsestM(layer))
      .map(({ layer, opacity }) => ({
        layer,
        opacity,
        style: this.#style(layer),
        tiles: this.#store.tilesFor(layer, zoomFor(frame.resolution), frame.extent),
      }))
    this.#store.endFrame()
    const isDone = this.#painter.paint(frame, this.#layers)
    const labelled = this.#settings.filter(({ hasLabels }) => hasLabels).map(({ layer }) => layer)
    const toLabel = this.#layers.filter(({ layer }) => labelled.includes(layer))
    // While tiles are drawn one after the other the labels above them stay as they are.
    const written = writtenBy(frame, toLabel, this.#mode)
    if (written.some((part, at) => part !== this.#written[at]) || written.length !== this.#written.length) {
      paintLabels(this.#labels, frame, toLabel, this.#mode)
      this.#written = written
    }
    this.#last = frame
    this.#paintedAt = performance.now()
    return isDone
  }

  /** Puts what was painted last where it belongs in a view. */
  #place(view: Frame): void {
    if (this.#last === null) return
    const { extent, resolution } = this.#last
    const x = (extent[0] - view.extent[0]) / view.resolution
    const y = (view.extent[3] - extent[3]) / view.resolution
    this.#root.style.transform = `translate(${x}px, ${y}px) scale(${resolution / view.resolution})`
  }

  protected override disposeInternal(): void {
    this.#store.clear()
    this.#endPainter()
    super.disposeInternal()
  }

  #style(layer: L): LayerStyle {
    const style = this.#styles.get(layer) ?? this.#look.styleOf(layer, this.#mode)
    this.#styles.set(layer, style)
    return style
  }
}

function frameOf({ size, pixelRatio, viewState, viewHints }: FrameState): Frame {
  const [width = 0, height = 0] = size
  const { resolution, center } = viewState
  const [x = 0, y = 0] = center
  const extent: Extent = [
    x - (width * resolution) / 2,
    y - (height * resolution) / 2,
    x + (width * resolution) / 2,
    y + (height * resolution) / 2,
  ]
  const isMoving = (viewHints[ViewHint.ANIMATING] ?? 0) > 0 || (viewHints[ViewHint.INTERACTING] ?? 0) > 0
  return { width, height, pixelRatio, resolution, extent, isMoving }
}

/** All that labels depend on. */
const writtenBy = (frame: Frame, layers: readonly PaintedLayer[], mode: Mode): readonly unknown[] => [
  mode,
  frame.pixelRatio,
  frame.width,
  frame.height,
  frame.resolution,
  ...frame.extent,
  ...layers.flatMap(({ tiles }) => tiles.map(({ loaded }) => loaded)),
]

/** A little more than the view, so that moving it shows no empty edge before the next painting. */
function withRoom(view: Frame): Frame {
  const room = ROOM_PX * view.resolution
  const [west, south, east, north] = view.extent
  return {
    ...view,
    width: view.width + 2 * ROOM_PX,
    height: view.height + 2 * ROOM_PX,
    extent: [west - room, south - room, east + room, north + room],
  }
}

/** The last feature, drawn topmost, that holds a point in steps. */
function featureAt(tile: Tile, x: number, y: number): number | null {
  for (let feature = tile.featureCount - 1; feature >= 0; feature--) {
    let holds = false
    for (let ring = tile.ringStarts[feature] ?? 0; ring < (tile.ringStarts[feature + 1] ?? 0); ring++) {
      const end = (tile.vertexStarts[ring + 1] ?? 0) - 1
      for (let vertex = tile.vertexStarts[ring] ?? 0; vertex < end; vertex++) {
        const fromY = (tile.vertices[2 * vertex + 1] ?? 0) - y
        const toY = (tile.vertices[2 * vertex + 3] ?? 0) - y
        if (fromY > 0 === toY > 0) continue
        const fromX = (tile.vertices[2 * vertex] ?? 0) - x
        const toX = (tile.vertices[2 * vertex + 2] ?? 0) - x
        if (fromX + (fromY / (fromY - toY)) * (toX - fromX) > 0) holds = !holds
      }
    }
    if (holds) return feature
  }
  return null
}
