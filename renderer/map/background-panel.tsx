import {
  ArrowDownOutlined,
  ArrowUpOutlined,
  CloseOutlined,
  PlusOutlined,
  WarningOutlined,
  ZoomInOutlined,
} from '@ant-design/icons'
import { Alert, Button, Checkbox, Slider } from 'antd'
import type { Background, BackgroundFacts, BackgroundNote } from '../../shared/contract/backgrounds.ts'
import type { MapView } from '../../shared/contract/map.ts'
import type { Extent } from '../../shared/geo/geometry.ts'
import { useWords } from '../ui/words.tsx'
import type { Backgrounds } from './use-backgrounds.ts'

/** The pictures below the survey: which, in which order and how strongly, in which system, and what to know of them. */
export function BackgroundPanel(props: {
  readonly backgrounds: Backgrounds
  readonly view: MapView
  readonly onZoom: (extent: Extent) => void
}) {
  const { backgrounds, view, onZoom } = props
  const { list, problem, isAdding, add } = backgrounds
  const { word, refusal } = useWords()
  return (
    <div className="map-backgrounds">
      <div className="map-backgrounds-head">
        <span>{word('background.title')}</span>
        <Button size="small" icon={<PlusOutlined />} loading={isAdding} onClick={() => void add()}>
          {word('background.add')}
        </Button>
      </div>
      {problem === null ? null : <Alert type="warning" role="alert" title={refusal(problem)} />}
      {list.length === 0 ? <p className="map-quiet">{word('background.none')}</p> : null}
      <ol className="map-layers">
        {list
          .map((background, at) => ({ background, at }))
          .toReversed()
          .map(({ background, at }) => (
            <BackgroundRow
              key={background.background}
              background={background}
              at={at}
              backgrounds={backgrounds}
              view={view}
              onZoom={onZoom}
            />
          ))}
      </ol>
    </div>
  )
}

function BackgroundRow(props: {
  readonly background: Background
  readonly at: number
  readonly backgrounds: Backgrounds
  readonly view: MapView
  readonly onZoom: (extent: Extent) => void
}) {
  const { background, at, backgrounds, view, onZoom } = props
  const { list, arrange, remove } = backgrounds
  const { word, refusal } = useWords()
  const { name, isVisible, opacity, state } = background
  const change = (to: Partial<Background>): void =>
    arrange(list.map((each, i) => (i === at ? { ...each, ...to } : each)))
  const swap = (by: 1 | -1): void => {
    const moved = [...list]
    const [taken] = moved.splice(at, 1)
    if (taken !== undefined) moved.splice(at + by, 0, taken)
    arrange(moved)
  }
  return (
    <li>
      <div className="map-layer">
        <Checkbox
          className="map-background-name"
          checked={isVisible}
          disabled={state.kind === 'unavailable'}
          aria-label={word('background.visible', { name })}
          onChange={({ target }) => change({ isVisible: target.checked })}
        >
          <span title={name}>{name}</span>
        </Checkbox>
        <span className="map-background-tools">
          {state.kind === 'ready' ? (
            <Tool code="zoom" name={name} icon={<ZoomInOutlined />} onClick={() => onZoom(state.facts.extent)} />
          ) : null}
          <Tool
            code="up"
            name={name}
            icon={<ArrowUpOutlined />}
            disabled={at === list.length - 1}
            onClick={() => swap(1)}
          />
          <Tool code="down" name={name} icon={<ArrowDownOutlined />} disabled={at === 0} onClick={() => swap(-1)} />
          <Tool code="remove" name={name} icon={<CloseOutlined />} onClick={() => void remove(background.background)} />
        </span>
      </div>
      {state.kind === 'unavailable' ? (
        <p className="map-note map-note-warning">{refusal(state.refusal)}</p>
      ) : (
        <>
          {isVisible ? (
            <div className="map-layer-look">
              <Slider
                min={10}
                max={100}
                value={Math.round(opacity * 100)}
                ariaLabelForHandle={word('background.opacity', { name })}
                onChange={(percent) => change({ opacity: percent / 100 })}
              />
            </div>
          ) : null}
          <Notes facts={state.facts} view={view} />
        </>
      )}
    </li>
  )
}

function Tool(props: {
  readonly code: 'zoom' | 'up' | 'down' | 'remove'
  readonly name: string
  readonly icon: React.ReactNode
  readonly disabled?: boolean
  readonly onClick: () => void
}) {
  const { code, name, icon, disabled = false, onClick } = props
  const { word } = useWords()
  const label = word(`background.${code}`, { name })
  return (
    <Button
      size="small"
      type="text"
      icon={icon}
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onClick}
    />
  )
}

/** What only says how it is shown; everything else is a warning. */
const quiet: readonly BackgroundNote['code'][] = ['reprojected', 'no-overviews']

function Notes({ facts, view }: { readonly facts: BackgroundFacts; readonly view: MapView }) {
  const { word, pick } = useWords()
  const notes: readonly BackgroundNote[] = [
    ...facts.notes,
    ...(view.extent === null || meets(facts.extent, view.extent) ? [] : [{ code: 'elsewhere' } as const]),
  ]
  return (
    <div className="map-notes">
      <p className="map-note">{pick(facts.crs)}</p>
      {notes.map(({ code, params }) =>
        quiet.includes(code) ? (
          <p key={code} className="map-note">
            {word(`background.note.${code}`, params)}
          </p>
        ) : (
          <p key={code} className="map-note map-note-warning">
            <WarningOutlined /> {word(`background.note.${code}`, params)}
          </p>
        ),
      )}
    </div>
  )
}

const meets = (a: Extent, b: Extent): boolean => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1]
