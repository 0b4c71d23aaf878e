import { MenuFoldOutlined, MenuUnfoldOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { type MapLayer, type MapView, mapLayers } from '../../shared/contract/map.ts'
import { roundHalfUp } from '../../shared/model/round.ts'
import { useApplication } from '../state/application.tsx'
import { useCore } from '../state/core-context.ts'
import { unwrap } from '../state/outcome.ts'
import { goTo, usePlace } from '../state/section.ts'
import { useSelection } from '../state/selection.tsx'
import { surveyKey, useSurvey } from '../state/survey.tsx'
import { useTheme } from '../ui/theme.tsx'
import { useWords, type Words } from '../ui/words.tsx'
import { BackgroundPanel } from './background-panel.tsx'
import { LayerPanel } from './layer-panel.tsx'
import { useMapSettings } from './layer-settings.ts'
import { LayerLegend } from './map-legend.tsx'
import { MapReadout, NorthArrow } from './map-readout.tsx'
import { MapToolbar } from './map-toolbar.tsx'
import type { MapTool, Measured } from './measure.ts'
import { useBackgrounds } from './use-backgrounds.ts'
import { useMapController } from './use-map-controller.ts'

const M2_PER_MU = 2000 / 3

/** Below it the panel of layers would take most of the map's room, and is opened when asked for; that is remembered. */
const ROOMY_PX = 1700

/** The map with what stands around it. */
export function MapStage({ view }: { readonly view: MapView }) {
  const { word } = useWords()
  const core = useCore()
  const { survey } = useSurvey()
  const mode = useTheme(useApplication().state.theme)
  const [settings, changeSettings] = useMapSettings()
  const [tool, setTool] = useState<MapTool>('choose')
  const { params } = usePlace()
  const { setArea } = useSelection()
  const table = params.layer ?? 'parcel'
  // What is chosen on the map is shown by the table beside it.
  const selectLayer = mapLayers.find((layer) => layer === table) ?? 'parcel'
  const isPanelOpen = settings.isPanelOpen ?? window.innerWidth >= ROOMY_PX
  const backgrounds = useBackgrounds()
  const { stage, element, controller, drawnBy, place, measured, zoomToActive, canZoomToActive } = useMapController({
    view,
    settings,
    backgrounds: backgrounds.list,
    onBackgroundFailed: backgrounds.failed,
    mode,
    tool,
    selectLayer,
    onEnclosed: () => (selectLayer === table ? undefined : showTable(selectLayer, params)),
  })
  const { data: legend } = useQuery({
    queryKey: [...surveyKey(survey), 'map', 'legend'],
    queryFn: async ({ signal }) => unwrap(await core.map.legend({ survey: survey.id }, { signal })),
  })
  // What the pointer hovers over changes often, and none of this with it.
  const toolbar = useMemo(
    () => (
      <MapToolbar
        tool={tool}
        canZoomToActive={canZoomToActive}
        onTool={(chosen) => {
          setTool(chosen)
          controller?.focus() // its keys go on from here
        }}
        onZoom={(steps) => controller?.zoom(steps)}
        onAll={() => controller?.fitAll('glide')}
        onActive={zoomToActive}
      />
    ),
    [tool, canZoomToActive, controller, zoomToActive],
  )
  const panel = useMemo(
    () => (
      <LayerPanel
        view={view}
        legend={legend}
        settings={settings}
        drawnBy={drawnBy}
        mode={mode}
        selectLayer={selectLayer}
        onSettings={changeSettings}
        onSelectLayer={(layer) => showTable(layer, params)}
        backgrounds={
          <BackgroundPanel backgrounds={backgrounds} view={view} onZoom={(extent) => controller?.fitExtent(extent)} />
        }
      />
    ),
    [view, legend, settings, controller, drawnBy, mode, selectLayer, params, changeSettings, backgrounds],
  )
  const strip = useMemo(
    () => (
      <div className="map-strip">
        {settings.layers
          .filter(({ layer, isVisible }) => isVisible && (layer === 'parcel' || layer === 'village'))
          .toReversed()
          .map(({ layer }) => (
            <LayerLegend key={layer} layer={layer} isStrip legend={legend} mode={mode} />
          ))}
      </div>
    ),
    [settings.layers, legend, mode],
  )
  return (
    <div ref={stage} className="map-stage">
      <div className="map-frame">
        <div className="map-field">
          <div
            ref={element}
            className="map-canvas"
            role="application"
            aria-label={word('map.name')}
            onKeyDown={(event) => {
              if (event.key === 'z' || event.key === 'Z') zoomToActive()
              else if (controller?.press(event.key, event.ctrlKey || event.metaKey) === true) event.preventDefault()
              else if (event.key !== 'Escape') return
              else if (tool === 'choose') setArea(null)
              else setTool('choose')
            }}
          />
          {toolbar}
          <NorthArrow />
          <Button
            className="map-panel-door"
            aria-label={word('map.layers')}
            aria-expanded={isPanelOpen}
            icon={isPanelOpen ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />}
            onClick={() => changeSettings({ isPanelOpen: !isPanelOpen })}
          />
        </div>
        {isPanelOpen ? panel : null}
        <div className="map-foot">
          {tool === 'choose' ? null : <Hint tool={tool} measured={measured} />}
          {tool !== 'choose' || isPanelOpen ? null : strip}
          <MapReadout crs={view.crs} place={place} />
        </div>
      </div>
    </div>
  )
}

/** The table of a layer, of the villages that are shown now. */
function showTable(layer: MapLayer, { village, town }: Readonly<Record<string, string>>): void {
  goTo('survey', { layer, ...(village === undefined ? {} : { village }), ...(town === undefined ? {} : { town }) })
}

/** What the tool in hand expects, or what it has measured. */
function Hint({ tool, measured }: { readonly tool: MapTool; readonly measured: Measured | null }) {
  const words = useWords()
  return (
    <div className="map-hint" role="status">
      {tool === 'polygon' ? null : (
        <strong className="map-hint-figures">{measured === null ? null : figuresOf(measured, words)}</strong>
      )}
      <span>{words.word(tool === 'polygon' ? 'map.polygon.help' : 'map.measure.help')}</span>
    </div>
  )
}

function figuresOf(measured: Measured, { word }: Words): string {
  const figure = (value: number, decimals: number): string =>
    roundHalfUp(value, decimals).toLocaleString('en', { minimumFractionDigits: decimals })
  const { lengthM } = measured
  const length = figure(lengthM, 2)
  if (measured.kind === 'length')
    return lengthM < 1000
      ? word('map.measured.length', { length })
      : word('map.measured.long', { length, km: figure(lengthM / 1000, 3) })
  const { areaM2 } = measured
  if (areaM2 === null) return word('map.measured.crossed', { length })
  return word('map.measured.area', { length, area: figure(areaM2, 2), mu: figure(areaM2 / M2_PER_MU, 3) })
}
