import type OlImageTile from 'ol/ImageTile'
import LayerGroup from 'ol/layer/Group'
import TileLayer from 'ol/layer/Tile'
import type Projection from 'ol/proj/Projection'
import ImageTile from 'ol/source/ImageTile'
import TileImage from 'ol/source/TileImage'
import TileState from 'ol/TileState'
import { createXYZ } from 'ol/tilegrid'
import TileGrid from 'ol/tilegrid/TileGrid'
import type { Background, BackgroundFacts } from '../../shared/contract/backgrounds.ts'
import { resolutionOf, TILE_PX } from '../../shared/geo/tile-grid.ts'
import { orAborted } from './tile-store.ts'

/** The bytes of one tile; none: nothing is seen there. */
export type FetchBackground = (
  background: string,
  address: { readonly z: number; readonly x: number; readonly y: number },
  signal: AbortSignal,
) => Promise<ArrayBuffer>

/** Below everything of the survey. */
const GROUND = -100
/** Pictures that a layer keeps: a screen or two. */
const KEPT_TILES = 160
/** Views that are coarser than the coarsest tiles by more would ask for too many of them. */
const COARSER = 2

/** The backgrounds as layers of OpenLayers, which reprojects those in Web Mercator. */
export class BackgroundLayers {
  readonly group = new LayerGroup()
  readonly #projection: Projection
  readonly #fetch: FetchBackground
  readonly #layers = new Map<string, TileLayer<ImageTile | TileImage>>()

  constructor(projection: Projection, fetch: FetchBackground) {
    this.#projection = projection
    this.#fetch = fetch
  }

  /** From the ground up. */
  show(backgrounds: readonly Background[]): void {
    const ids = backgrounds.map(({ background }) => background)
    for (const [id, layer] of this.#layers) {
      if (ids.includes(id)) continue
      this.group.getLayers().remove(layer)
      layer.dispose()
      this.#layers.delete(id)
    }
    for (const [place, { background, state, isVisible, opacity }] of backgrounds.entries()) {
      if (state.kind === 'unavailable') {
        this.#layers.get(background)?.setVisible(false)
        continue
      }
      const layer = this.#layers.get(background) ?? this.#add(background, state.facts)
      layer.setZIndex(GROUND + place)
      layer.setVisible(isVisible)
      layer.setOpacity(opacity)
    }
  }

  #add(id: string, facts: BackgroundFacts): TileLayer<ImageTile | TileImage> {
    const tileGrid = facts.tiles === 'plane' ? planeGrid(facts) : mercatorGrid(facts)
    const layer = new TileLayer({
      source: facts.tiles === 'plane' ? this.#planeSource(id, tileGrid) : this.#mercatorSource(id, tileGrid),
      extent: [...facts.extent],
      maxResolution: (tileGrid.getResolution(facts.minZoom) ?? 1) * COARSER,
      cacheSize: KEPT_TILES,
    })
    this.#layers.set(id, layer)
    this.group.getLayers().push(layer)
    return layer
  }

  #planeSource(id: string, tileGrid: TileGrid): ImageTile {
    return new ImageTile({
      projection: this.#projection,
      tileGrid,
      transition: 0,
      wrapX: false,
      loader: async (z, x, y, { signal }) => {
        // The plane's rows count from its origin to the north, those of OpenLayers to the south.
        const bytes = await orAborted(this.#fetch(id, { z, x, y: -1 - y }, signal), signal)
        return bytes.byteLength === 0 ? nothing() : createImageBitmap(pictureOf(bytes))
      },
    })
  }

  /** Pictures as the file has them; a source of images is reprojected on canvas, one of data by WebGL, which may be software. */
  #mercatorSource(id: string, tileGrid: TileGrid): TileImage {
    return new TileImage({
      projection: 'EPSG:3857',
      tileGrid,
      transition: 0,
      wrapX: false,
      tileUrlFunction: ([z, x, y]) => `${z}/${x}/${y}`,
      tileLoadFunction: (tile, address) => {
        const [z = 0, x = 0, y = 0] = address.split('/').map(Number)
        void this.#load(tile as OlImageTile, id, { z, x, y })
      },
    })
  }

  async #load(tile: OlImageTile, id: string, address: Parameters<FetchBackground>[1]): Promise<void> {
    const image = tile.getImage() as HTMLImageElement
    try {
      const bytes = await this.#fetch(id, address, new AbortController().signal)
      if (bytes.byteLength === 0) {
        tile.setState(TileState.EMPTY)
        return
      }
      const url = URL.createObjectURL(new Blob([bytes]))
      for (const event of ['load', 'error'])
        image.addEventListener(event, () => URL.revokeObjectURL(url), { once: true })
      image.src = url
    } catch {
      tile.setState(TileState.ERROR) // the fetch has told why
    }
  }
}

const planeGrid = ({ extent, minZoom, maxZoom }: BackgroundFacts): TileGrid =>
  new TileGrid({
    extent: [...extent],
    origin: [0, 0],
    tileSize: TILE_PX,
    minZoom,
    resolutions: Array.from({ length: maxZoom + 1 }, (_, z) => resolutionOf(z)),
  })

const mercatorGrid = ({ minZoom, maxZoom }: BackgroundFacts): TileGrid =>
  createXYZ({ minZoom, maxZoom, tileSize: TILE_PX })

const pictureOf = (bytes: ArrayBuffer): ImageData => new ImageData(new Uint8ClampedArray(bytes), TILE_PX, TILE_PX)

let empty: HTMLCanvasElement | null = null

/** One picture of nothing for all tiles that have none. */
function nothing(): HTMLCanvasElement {
  if (empty === null) {
    empty = document.createElement('canvas')
    empty.width = TILE_PX
    empty.height = TILE_PX
  }
  return empty
}
