import { useCallback, useState } from 'react'
import { type MapLayer, mapLayers } from '../../shared/contract/map.ts'

export interface LayerSetting {
  readonly layer: MapLayer
  readonly isVisible: boolean
  readonly hasLabels: boolean
  /** 0 to 1. */
  readonly opacity: number
}

export type DrawingWay = 'auto' | 'webgl' | 'canvas'

export interface MapSettings {
  /** From the ground up. */
  readonly layers: readonly LayerSetting[]
  readonly drawing: DrawingWay
}

const KEY = 'cundi.map'

const usual: MapSettings = {
  layers: mapLayers.map((layer) => ({
    layer,
    isVisible: true,
    hasLabels: layer === 'village' || layer === 'parcel',
    opacity: 1,
  })),
  drawing: 'auto',
}

/** What the user chose last on this machine; whatever is missing or unknown is as usual. */
function remembered(): MapSettings {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<MapSettings>
    const layers = (Array.isArray(kept.layers) ? kept.layers : []).filter(({ layer }) => mapLayers.includes(layer))
    const missing = usual.layers.filter(({ layer }) => !layers.some((known) => known.layer === layer))
    return { layers: [...layers, ...missing], drawing: kept.drawing ?? 'auto' }
  } catch {
    return usual // the browser keeps nothing, or something else wrote there
  }
}

export function useMapSettings(): readonly [MapSettings, (change: Partial<MapSettings>) => void] {
  const [settings, setSettings] = useState(remembered)
  const change = useCallback((changed: Partial<MapSettings>) => {
    setSettings((before) => {
      const after = { ...before, ...changed }
      try {
        localStorage.setItem(KEY, JSON.stringify(after))
      } catch {
        // A browser that keeps nothing still shows what was chosen.
      }
      return after
    })
  }, [])
  return [settings, change]
}
