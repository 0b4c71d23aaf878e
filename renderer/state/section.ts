import { useSyncExternalStore } from 'react'

/** Where the window is, kept in the address: #/parcels?type=near_suburb. Other rooms lead here with what they want to show. */
export interface Place {
  readonly section: string
  readonly params: Readonly<Record<string, string>>
}

function placeOf(hash: string): Place {
  const [section = '', query = ''] = hash.replace(/^#\/?/, '').split('?')
  return { section, params: Object.fromEntries(new URLSearchParams(query)) }
}

let current = placeOf(location.hash)
const listeners = new Set<() => void>()
window.addEventListener('hashchange', () => {
  current = placeOf(location.hash)
  for (const listener of listeners) listener()
})

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const usePlace = (): Place => useSyncExternalStore(subscribe, () => current)

/** Where the window is now, for what happens later than it is drawn. */
export const placeNow = (): Place => current

/** Every figure opens the list that makes it: `goTo('survey', { layer: 'parcel', standing: 'over' })`. */
export function goTo(section: string, params: Readonly<Record<string, string>> = {}): void {
  const query = new URLSearchParams(params).toString()
  location.hash = query === '' ? `/${section}` : `/${section}?${query}`
}
