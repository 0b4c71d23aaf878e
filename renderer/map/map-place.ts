import { useSyncExternalStore } from 'react'

/** Where the pointer is on the map, and how far its view is zoomed. */
export interface MapPlace {
  readonly at: readonly [number, number] | null
  /** Metres a pixel. */
  readonly resolution: number
}

/** What changes with every move of the pointer, so that only what tells it is drawn anew. */
export interface PlaceStore {
  readonly now: () => MapPlace
  move(at: MapPlace['at'], resolution: number): void
  readonly subscribe: (listener: () => void) => () => void
}

export function createPlaceStore(): PlaceStore {
  let place: MapPlace = { at: null, resolution: 1 }
  const listeners = new Set<() => void>()
  return {
    now: () => place,
    move(at, resolution) {
      place = { at: at ?? place.at, resolution }
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export const usePlace = (store: PlaceStore): MapPlace => useSyncExternalStore(store.subscribe, store.now)
