import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons'
import { Button, Checkbox, Radio, Select, Slider } from 'antd'
import type { ReactNode } from 'react'
import type { MapLayer, MapLegend, MapView } from '../../shared/contract/map.ts'
import { useWords } from '../ui/words.tsx'
import type { DrawingWay, LayerSetting, MapSettings } from './layer-settings.ts'
import { selectableLayers } from './map-controller.ts'
import { LayerLegend } from './map-legend.tsx'
import type { Mode } from './palette.ts'
import type { DrawnBy } from './survey-layer.ts'

const drawings: readonly DrawingWay[] = ['auto', 'webgl', 'canvas']

/** Which layers are drawn, in which order and how strongly, and what their colours mean. */
export function LayerPanel(props: {
  readonly view: MapView
  readonly legend: MapLegend | undefined
  readonly settings: MapSettings
  readonly drawnBy: DrawnBy
  readonly mode: Mode
  readonly selectLayer: MapLayer
  readonly onSettings: (change: Partial<MapSettings>) => void
  readonly onSelectLayer: (layer: MapLayer) => void
  /** What lies below the survey, after its own layers. */
  readonly backgrounds: ReactNode
}) {
  const { view, legend, settings, drawnBy, mode, selectLayer, onSettings, onSelectLayer, backgrounds } = props
  const { word } = useWords()
  const layers = settings.layers
  const change = (layer: MapLayer, to: Partial<LayerSetting>): void =>
    onSettings({ layers: layers.map((each) => (each.layer === layer ? { ...each, ...to } : each)) })
  const swap = (at: number, by: 1 | -1): void => {
    const moved = [...layers]
    const [taken] = moved.splice(at, 1)
    if (taken !== undefined) moved.splice(at + by, 0, taken)
    onSettings({ layers: moved })
  }
  const drawn = drawnBy === 'canvas' && settings.drawing === 'canvas' ? 'canvas-chosen' : drawnBy
  return (
    <section className="map-panel" aria-label={word('map.layers')}>
      <ol className="map-layers">
        {layers
          .map((setting, at) => ({ setting, at }))
          .toReversed()
          .map(({ setting, at }) => {
            const name = word(`map.layer.${setting.layer}`)
            const count = view.layers.find(({ layer }) => layer === setting.layer)?.count ?? 0
            return (
              <li key={setting.layer}>
                <div className="map-layer">
                  <Checkbox
                    checked={setting.isVisible}
                    aria-label={word('map.layer.visible', { layer: name })}
                    onChange={({ target }) => change(setting.layer, { isVisible: target.checked })}
                  >
                    {name}
                  </Checkbox>
                  <span className="map-layer-count">{count.toLocaleString('en')}</span>
                  <Button
                    size="small"
                    type="text"
                    icon={<ArrowUpOutlined />}
                    aria-label={word('map.layer.up', { layer: name })}
                    disabled={at === layers.length - 1}
                    onClick={() => swap(at, 1)}
                  />
                  <Button
                    size="small"
                    type="text"
                    icon={<ArrowDownOutlined />}
                    aria-label={word('map.layer.down', { layer: name })}
                    disabled={at === 0}
                    onClick={() => swap(at, -1)}
                  />
                </div>
                {setting.isVisible ? (
                  <>
                    <div className="map-layer-look">
                      <Slider
                        min={10}
                        max={100}
                        value={Math.round(setting.opacity * 100)}
                        ariaLabelForHandle={word('map.layer.opacity', { layer: name })}
                        onChange={(percent) => change(setting.layer, { opacity: percent / 100 })}
                      />
                      {setting.layer === 'building' ? null : (
                        <Checkbox
                          checked={setting.hasLabels}
                          onChange={({ target }) => change(setting.layer, { hasLabels: target.checked })}
                        >
                          {word('map.layer.labels')}
                        </Checkbox>
                      )}
                    </div>
                    <LayerLegend layer={setting.layer} legend={legend} mode={mode} />
                  </>
                ) : null}
              </li>
            )
          })}
      </ol>
      {backgrounds}
      <div className="map-choice">
        <span>{word('map.select.layer')}</span>
        <Select
          size="small"
          value={selectLayer}
          aria-label={word('map.select.layer')}
          options={selectableLayers.map((layer) => ({ value: layer, label: word(`map.layer.${layer}`) }))}
          onChange={onSelectLayer}
        />
      </div>
      <div className="map-choice">
        <span>{word('map.drawing')}</span>
        <Radio.Group
          size="small"
          optionType="button"
          value={settings.drawing}
          options={drawings.map((way) => ({ value: way, label: word(`map.drawing.${way}`) }))}
          onChange={({ target }) => onSettings({ drawing: target.value as DrawingWay })}
        />
      </div>
      <p className="map-drawn" role="status">
        {word(`map.drawn.${drawn}`)}
      </p>
    </section>
  )
}
