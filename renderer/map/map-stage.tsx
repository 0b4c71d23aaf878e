import { MenuFoldOutlined, MenuUnfoldOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import type { MapLayer, MapView } from '../../shared/contract/map.ts'
import { useApplication } from '../state/application.tsx'
import { useCore } from '../state/core-context.ts'
import { unwrap } from '../state/outcome.ts'
import { surveyKey, useSurvey } from '../state/survey.tsx'
import { useTheme } from '../ui/theme.tsx'
import { useWords } from '../ui/words.tsx'
import { BackgroundPanel } from './background-panel.tsx'
import { LayerPanel } from './layer-panel.tsx'
import { useMapSettings } from './layer-settings.ts'
import { MapReadout, NorthArrow } from './map-readout.tsx'
import { MapToolbar } from './map-toolbar.tsx'
import type { MapTool, Measured } from './measure.ts'
import { useBackgrounds } from './use-backgrounds.ts'
import { useMapController } from './use-map-controller.ts'

const M2_PER_MU = 2000 / 3

/** Below it the panel of layers would hide most of the map, and is opened when asked for. */
const ROOMY_PX = 1700

/** The map with what stands around it. */
export function MapStage({ view }: { readonly view: MapView }) {
  const { word } = useWords()
  const core = useCore()
  const { survey } = useSurvey()
  const mode = useTheme(useApplication().state.theme)
  const [settings, changeSettings] = useMapSettings()
  const [selectLayer, setSelectLayer] = useState<MapLayer>('parcel')
  const [tool, setTool] = useState<MapTool>('choose')
  const [isPanelOpen, setPanelOpen] = useState(() => window.innerWidth >= ROOMY_PX)
  const backgrounds = useBackgrounds()
  const { stage, element, controller, drawnBy, place, measured, zoomToActive, canZoomToActive } = useMapController({
    view,
    settings,
    backgrounds: backgrounds.list,
    onBackgroundFailed: backgrounds.failed,
    mode,
    tool,
    selectLayer,
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
        onTool={setTool}
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
        onSelectLayer={setSelectLayer}
        backgrounds={
          <BackgroundPanel backgrounds={backgrounds} view={view} onZoom={(extent) => controller?.fitExtent(extent)} />
        }
      />
    ),
    [view, legend, settings, controller, drawnBy, mode, selectLayer, changeSettings, backgrounds],
  )
  return (
    <div ref={stage} className="map-stage">
      <div
        ref={element}
        className="map-canvas"
        role="application"
        aria-label={word('map.name')}
        onKeyDown={(event) => {
          if (event.key === 'z' || event.key === 'Z') zoomToActive()
          if (event.key === 'Escape') setTool('choose')
        }}
      />
      {toolbar}
      <NorthArrow />
      <Hint tool={tool} measured={measured} />
      <Button
        className="map-panel-door"
        aria-label={word('map.layers')}
        aria-expanded={isPanelOpen}
        icon={isPanelOpen ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />}
        onClick={() => setPanelOpen(!isPanelOpen)}
      />
      {isPanelOpen ? panel : null}
      <MapReadout crs={view.crs} place={place} />
    </div>
  )
}

/** What the tool in hand expects, or what it has measured. */
function Hint({ tool, measured }: { readonly tool: MapTool; readonly measured: Measured | null }) {
  const { word } = useWords()
  if (tool === 'choose') return null
  const figures =
    measured === null
      ? null
      : word(`map.measured.${measured.kind}`, {
          length: measured.lengthM.toFixed(2),
          area: measured.areaM2.toFixed(2),
          mu: (measured.areaM2 / M2_PER_MU).toFixed(3),
        })
  return (
    <div className="map-hint" role="status">
      {figures === null ? null : <strong className="map-hint-figures">{figures}</strong>}
      <span>{word(tool === 'polygon' ? 'map.polygon.help' : 'map.measure.help')}</span>
    </div>
  )
}
