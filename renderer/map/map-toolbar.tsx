import {
  AimOutlined,
  BorderOutlined,
  ColumnWidthOutlined,
  ExpandOutlined,
  GatewayOutlined,
  MinusOutlined,
  PlusOutlined,
  SelectOutlined,
} from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import type { ReactNode } from 'react'
import { useWords } from '../ui/words.tsx'
import type { MapTool } from './measure.ts'

const tools: readonly { readonly tool: MapTool; readonly icon: ReactNode; readonly help?: string }[] = [
  { tool: 'choose', icon: <SelectOutlined />, help: 'map.tool.choose.help' },
  { tool: 'polygon', icon: <GatewayOutlined /> },
  { tool: 'length', icon: <ColumnWidthOutlined /> },
  { tool: 'area', icon: <BorderOutlined /> },
]

/** What stands beside a tool lies over the map, and would take the first click that the tool waits for. */
const seenThrough = { root: { pointerEvents: 'none' } } as const

export function MapToolbar(props: {
  readonly tool: MapTool
  readonly canZoomToActive: boolean
  readonly onTool: (tool: MapTool) => void
  readonly onZoom: (steps: number) => void
  readonly onAll: () => void
  readonly onActive: () => void
}) {
  const { tool, canZoomToActive, onTool, onZoom, onAll, onActive } = props
  const { word } = useWords()
  const button = (code: string, icon: ReactNode, onClick: () => void, isDisabled = false) => (
    <Tooltip title={word(code)} placement="right" styles={seenThrough}>
      <Button aria-label={word(code)} icon={icon} onClick={onClick} disabled={isDisabled} />
    </Tooltip>
  )
  return (
    <div className="map-toolbar" role="toolbar" aria-label={word('map.tools')} aria-orientation="vertical">
      {button('map.zoom.in', <PlusOutlined />, () => onZoom(1))}
      {button('map.zoom.out', <MinusOutlined />, () => onZoom(-1))}
      {button('map.zoom.all', <ExpandOutlined />, onAll)}
      {button('map.zoom.active', <AimOutlined />, onActive, !canZoomToActive)}
      <hr className="map-toolbar-gap" />
      {tools.map(({ tool: kind, icon, help }) => (
        <Tooltip key={kind} title={word(help ?? `map.tool.${kind}`)} placement="right" styles={seenThrough}>
          <Button
            type={tool === kind ? 'primary' : 'default'}
            aria-pressed={tool === kind}
            aria-label={word(`map.tool.${kind}`)}
            icon={icon}
            onClick={() => onTool(kind)}
          />
        </Tooltip>
      ))}
    </div>
  )
}
