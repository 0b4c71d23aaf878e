import type { Extent } from '../../shared/geo/geometry.ts'
import { decodeTile, type Tile } from '../../shared/geo/tile.ts'
import { type TileAddress, tileExtent, tileRange } from '../../shared/geo/tile-grid.ts'

export interface LoadedTile extends TileAddress {
  readonly layer: string
  readonly tile: Tile
}

/** A tile and the part of it that stands for a place of the view. */
export interface PlacedTile {
  readonly loaded: LoadedTile
  readonly clip: Extent
}

export type FetchTile<L extends string> = (layer: L, address: TileAddress, signal: AbortSignal) => Promise<Uint8Array>

interface Entry {
  loaded: LoadedTile | null
  /** Revision of the survey that it was read from. */
  revision: number
  /** Revision at which it could not be had; -1: none. */
  failedAt: number
  lastFrame: number
  loading: AbortController | null
}

const MOST_ENTRIES = 600
const MOST_LOADING = 6
const MOST_ANCESTORS = 5

const utf8 = new TextDecoder()

/** Tiles near the view: asked for from its middle outwards, kept while there is room, shown until newer ones are there. */
export class TileStore<L extends string> {
  readonly #fetch: FetchTile<L>
  readonly #changed: () => void
  readonly #released: (tile: LoadedTile) => void
  readonly #entries = new Map<string, Entry>()
  #wanted: { readonly key: string; readonly layer: L; readonly address: TileAddress }[] = []
  #revision = 0
  #frame = 0
  #loading = 0

  constructor(fetch: FetchTile<L>, changed: () => void, released: (tile: LoadedTile) => void) {
    this.#fetch = fetch
    this.#changed = changed
    this.#released = released
  }

  setRevision(revision: number): void {
    this.#revision = revision
  }

  /** True when nothing that the last frame wanted is missing. */
  get isComplete(): boolean {
    return this.#loading === 0 && this.#wanted.length === 0
  }

  beginFrame(): void {
    this.#frame++
    this.#wanted = []
  }

  /** What can be drawn now of a layer in a view, coarser or finer tiles where the right ones are not there yet. */
  tilesFor(layer: L, z: number, view: Extent): readonly PlacedTile[] {
    const { fromX, toX, fromY, toY } = tileRange(view, z)
    const middleX = (fromX + toX) / 2
    const middleY = (fromY + toY) / 2
    const addresses: TileAddress[] = []
    for (let x = fromX; x <= toX; x++) for (let y = fromY; y <= toY; y++) addresses.push({ z, x, y })
    const away = ({ x, y }: TileAddress): number => Math.hypot(x - middleX, y - middleY)
    addresses.sort((a, b) => away(a) - away(b))
    return addresses.flatMap((address) => this.#place(layer, address))
  }

  /** Asks for what is wanted, gives up what is not any more, and lets go of the oldest. */
  endFrame(): void {
    const wanted = new Set(this.#wanted.map(({ key }) => key))
    for (const [key, entry] of this.#entries) if (entry.loading !== null && !wanted.has(key)) entry.loading.abort()
    this.#next()
    this.#evict()
  }

  clear(): void {
    this.#wanted = []
    for (const entry of this.#entries.values()) {
      entry.loading?.abort()
      if (entry.loaded !== null) this.#released(entry.loaded)
    }
    this.#entries.clear()
  }

  #place(layer: L, address: TileAddress): readonly PlacedTile[] {
    const key = keyOf(layer, address)
    const entry = this.#entries.get(key) ?? this.#add(key)
    entry.lastFrame = this.#frame
    if (entry.loaded === null || entry.revision !== this.#revision) this.#wanted.push({ key, layer, address })
    const clip = tileExtent(address)
    if (entry.loaded !== null) return [{ loaded: entry.loaded, clip }]
    return this.#ancestor(layer, address, clip) ?? this.#children(layer, address)
  }

  #ancestor(layer: L, { z, x, y }: TileAddress, clip: Extent): readonly PlacedTile[] | null {
    for (let up = 1; up <= Math.min(z, MOST_ANCESTORS); up++) {
      const address = { z: z - up, x: Math.floor(x / 2 ** up), y: Math.floor(y / 2 ** up) }
      const entry = this.#entries.get(keyOf(layer, address))
      if (entry === undefined || entry.loaded === null) continue
      entry.lastFrame = this.#frame
      return [{ loaded: entry.loaded, clip }]
    }
    return null
  }

  #children(layer: L, { z, x, y }: TileAddress): readonly PlacedTile[] {
    return [0, 1, 2, 3].flatMap((child) => {
      const address = { z: z + 1, x: 2 * x + (child & 1), y: 2 * y + (child >> 1) }
      const loaded = this.#entries.get(keyOf(layer, address))?.loaded ?? null
      return loaded === null ? [] : [{ loaded, clip: tileExtent(address) }]
    })
  }

  #add(key: string): Entry {
    const entry: Entry = { loaded: null, revision: -1, failedAt: -1, lastFrame: this.#frame, loading: null }
    this.#entries.set(key, entry)
    return entry
  }

  #next(): void {
    while (this.#loading < MOST_LOADING) {
      const at = this.#wanted.findIndex(({ key }) => this.#isToLoad(this.#entries.get(key)))
      const wish = this.#wanted[at]
      if (wish === undefined) return
      this.#wanted.splice(at, 1)
      void this.#load(wish.key, wish.layer, wish.address)
    }
  }

  /** A wish of the last frame may have come true since. */
  #isToLoad(entry: Entry | undefined): boolean {
    if (entry?.loading !== null || entry.failedAt === this.#revision) return false
    return entry.loaded === null || entry.revision !== this.#revision
  }

  async #load(key: string, layer: L, address: TileAddress): Promise<void> {
    const entry = this.#entries.get(key)
    if (entry === undefined) return
    const abort = new AbortController()
    const revision = this.#revision
    entry.loading = abort
    this.#loading++
    try {
      const bytes = await orAborted(this.#fetch(layer, address, abort.signal), abort.signal)
      if (this.#entries.get(key) !== entry) return
      if (entry.loaded !== null) this.#released(entry.loaded)
      entry.loaded = { ...address, layer, tile: decodeTile(bytes, (text) => utf8.decode(text)) }
      entry.revision = revision
      this.#changed()
    } catch (error) {
      if (abort.signal.aborted) return
      // Asked for again at once, it would fail at once, for as long as the map is on the screen.
      entry.failedAt = revision
      throw error
    } finally {
      entry.loading = null
      this.#loading--
      this.#next()
      if (this.#loading === 0) this.#changed()
    }
  }

  #evict(): void {
    if (this.#entries.size <= MOST_ENTRIES) return
    const old = [...this.#entries].filter(([, { lastFrame }]) => lastFrame < this.#frame)
    old.sort(([, a], [, b]) => a.lastFrame - b.lastFrame)
    for (const [key, entry] of old.slice(0, this.#entries.size - MOST_ENTRIES)) {
      entry.loading?.abort()
      if (entry.loaded !== null) this.#released(entry.loaded)
      this.#entries.delete(key)
    }
  }
}

const keyOf = (layer: string, { z, x, y }: TileAddress): string => `${layer}/${z}/${x}/${y}`

/** A call that is given up may never settle by itself, and would keep its place among those that load. */
export function orAborted<T>(call: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  return Promise.race([call, aborted])
}
