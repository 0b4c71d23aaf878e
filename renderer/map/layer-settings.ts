import { useCallback, useEffect, useRef, useState } from 'react'
import type { MapLayerPreference, MapPreferences } from '../../shared/contract/application.ts'
import { mapLayers } from '../../shared/contract/map.ts'
import { useApplication } from '../state/application.tsx'
import { Refused } from '../state/outcome.ts'

export type LayerSetting = MapLayerPreference
export type MapSettings = MapPreferences
export type DrawingWay = MapPreferences['drawing']

const usual: MapSettings = {
  layers: mapLayers.map((layer) => ({
    layer,
    isVisible: true,
    hasLabels: layer === 'village' || layer === 'parcel',
    opacity: 1,
  })),
  drawing: 'auto',
}

/** A slider that is dragged writes the settings once. */
const KEEP_AFTER_MS = 400

/** What was chosen last; each layer once, and those that were not there then as usual. */
function complete(kept: MapSettings | null): MapSettings {
  if (kept === null) return usual
  const known = mapLayers.flatMap((layer) => kept.layers.find((each) => each.layer === layer) ?? [])
  const layers = kept.layers.filter((each) => known.includes(each))
  const missing = usual.layers.filter(({ layer }) => !layers.some((each) => each.layer === layer))
  return { ...kept, layers: [...layers, ...missing] }
}

/** How the layers are drawn: what this machine remembers, and a change (the same function always) that it will remember. */
export function useMapSettings(): readonly [MapSettings, (change: Partial<MapSettings>) => void] {
  const application = useApplication()
  const [settings, setSettings] = useState(() => complete(application.state.map))
  const latest = useRef(settings)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const keep = useRef((): void => undefined)
  useEffect(() => {
    keep.current = () => {
      timer.current = undefined
      // Settings that cannot be written are said where settings are; the map still shows what was chosen.
      application.save({ map: latest.current }).catch(ignoreRefusal)
    }
  }, [application])
  useEffect(
    () => () => {
      if (timer.current === undefined) return
      clearTimeout(timer.current)
      keep.current()
    },
    [],
  )
  const change = useCallback((changed: Partial<MapSettings>) => {
    latest.current = { ...latest.current, ...changed }
    setSettings(latest.current)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => keep.current(), KEEP_AFTER_MS)
  }, [])
  return [settings, change]
}

function ignoreRefusal(error: unknown): void {
  if (!(error instanceof Refused)) throw error
}
