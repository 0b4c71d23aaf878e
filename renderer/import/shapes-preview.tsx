import { MinusOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Empty, Space, Spin } from 'antd'
import { type KeyboardEvent, useMemo, useState } from 'react'
import type { DrawnShapes } from '../../shared/contract/examined.ts'
import { useCore } from '../state/core-context.ts'
import { unwrap } from '../state/outcome.ts'
import { Fault } from '../ui/fault.tsx'
import { useWords } from '../ui/words.tsx'
import { codeTitle } from './import-words.ts'
import type { Source } from './wizard.ts'

/** Records whose places are looked at. */
export interface Asked {
  readonly source: Source
  readonly layer: string
  readonly code: string
  readonly records: readonly number[]
  readonly swapAxes: boolean
}

/** The records of a finding among their neighbours, drawn from the file itself: nothing of it is in the survey yet. */
export function ShapesPreview({ asked }: { readonly asked: Asked | null }) {
  const words = useWords()
  const core = useCore()
  const { data, error, isFetching } = useQuery({
    queryKey: ['import-shapes', asked?.source.file, asked?.layer, asked?.records, asked?.swapAxes],
    enabled: asked !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    queryFn: async ({ signal }): Promise<DrawnShapes> => {
      if (asked === null) throw new Error('nothing is asked for')
      const { source, layer, records, swapAxes } = asked
      const { file, encoding, sheet, headerRow } = source
      const stream = await core.source.shapes(
        { file, encoding, sheet, headerRow, layer, records: [...records], swapAxes },
        { signal },
      )
      for (;;) {
        const next = await stream.next()
        if (next.done === true) return unwrap(next.value)
      }
    },
  })
  return (
    <aside className="import-preview" aria-label={words.word('import.preview')}>
      {asked === null ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={words.word('import.preview.advice')} />
      ) : (
        <>
          <strong>{codeTitle(words, asked.code, asked.source.name, {})}</strong>
          {error !== null ? <Fault error={error} /> : null}
          {isFetching ? <Spin /> : null}
          {data === undefined ? null : <Drawing key={JSON.stringify(asked.records)} shapes={data} />}
        </>
      )}
    </aside>
  )
}

type View = readonly [x: number, y: number, width: number, height: number]
const SIZE = 400
const LEAST = 1e-6
const WAYS: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['ArrowLeft', [-0.2, 0]],
  ['ArrowRight', [0.2, 0]],
  ['ArrowUp', [0, -0.2]],
  ['ArrowDown', [0, 0.2]],
])
const ZOOMS: ReadonlyMap<string, number> = new Map([
  ['+', 0.6],
  ['=', 0.6],
  ['-', 1.6],
])

function Drawing({ shapes }: { readonly shapes: DrawnShapes }) {
  const { word } = useWords()
  const stretch = shapes.isDegrees ? Math.cos((shapes.extent[1] * Math.PI) / 180) : 1
  const paths = useMemo(() => pathsOf(shapes, stretch), [shapes, stretch])
  const whole = viewOf(
    [0, 0, (shapes.extent[2] - shapes.extent[0]) * stretch, shapes.extent[3] - shapes.extent[1]],
    1.05,
  )
  const focus = focusOf(shapes, stretch) ?? whole
  const [view, setView] = useState<View>(focus)
  const zoom = (factor: number): void =>
    setView(([x, y, width, height]) => [
      x + (width * (1 - factor)) / 2,
      y + (height * (1 - factor)) / 2,
      width * factor,
      height * factor,
    ])
  const move = (dx: number, dy: number): void =>
    setView(([x, y, width, height]) => [x + dx * width, y + dy * height, width, height])
  const obey = (event: KeyboardEvent): void => {
    const [way, factor] = [WAYS.get(event.key), ZOOMS.get(event.key)]
    if (way !== undefined) move(way[0], way[1])
    else if (factor !== undefined) zoom(factor)
    else return
    event.preventDefault()
  }
  return (
    <>
      <Space wrap>
        <Button size="small" icon={<PlusOutlined />} aria-label={word('import.zoom-in')} onClick={() => zoom(0.6)} />
        <Button size="small" icon={<MinusOutlined />} aria-label={word('import.zoom-out')} onClick={() => zoom(1.6)} />
        <Button size="small" onClick={() => setView(focus)}>
          {word('import.zoom-asked')}
        </Button>
        <Button size="small" onClick={() => setView(whole)}>
          {word('import.zoom-all')}
        </Button>
      </Space>
      <svg
        className="import-drawing"
        viewBox={view.join(' ')}
        role="img"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move what is seen
        tabIndex={0}
        aria-label={word('import.preview.label', { records: shapes.asked.map(({ record }) => record).join(', ') })}
        onKeyDown={obey}
      >
        <path d={paths.context} className="import-context" />
        {paths.asked.map(({ record, d }) => (
          <path key={record} d={d} className="import-asked">
            <title>{word('import.record', { record })}</title>
          </path>
        ))}
      </svg>
      <span className="import-quiet">
        {shapes.asked.length === 0
          ? word('import.preview.none')
          : word('import.preview.scale', { width: widthText(view, shapes) })}
      </span>
    </>
  )
}

const widthText = (view: View, { isDegrees }: DrawnShapes): string => {
  const metres = isDegrees ? view[2] * 111_000 : view[2]
  return metres >= 2000 ? `${(metres / 1000).toFixed(1)} km` : `${Math.round(metres)} m`
}

/** North is up, so y turns round. */
const pathOf = (rings: readonly (readonly number[])[], stretch: number, high: number): string => {
  const parts: string[] = []
  for (const ring of rings) {
    for (let i = 0; i + 1 < ring.length; i += 2)
      parts.push(`${i === 0 ? 'M' : 'L'}${(ring[i] ?? 0) * stretch} ${high - (ring[i + 1] ?? 0)}`)
    if (ring.length > 2) parts.push('Z')
  }
  return parts.join('')
}

function pathsOf(shapes: DrawnShapes, stretch: number) {
  const high = shapes.extent[3] - shapes.extent[1]
  return {
    context: pathOf(shapes.context, stretch, high),
    asked: shapes.asked.map(({ record, rings }) => ({ record, d: pathOf(rings, stretch, high) })),
  }
}

function focusOf(shapes: DrawnShapes, stretch: number): View | null {
  const high = shapes.extent[3] - shapes.extent[1]
  const box = [Infinity, Infinity, -Infinity, -Infinity] as [number, number, number, number]
  for (const { rings } of shapes.asked)
    for (const ring of rings)
      for (let i = 0; i + 1 < ring.length; i += 2) {
        const [x, y] = [(ring[i] ?? 0) * stretch, high - (ring[i + 1] ?? 0)]
        box[0] = Math.min(box[0], x)
        box[1] = Math.min(box[1], y)
        box[2] = Math.max(box[2], x)
        box[3] = Math.max(box[3], y)
      }
  return box[0] > box[2] ? null : viewOf(box, 2)
}

/** A square around the box, so much larger. */
function viewOf([west, north, east, south]: readonly [number, number, number, number], room: number): View {
  const size = Math.max(east - west, south - north, LEAST * SIZE) * room
  return [(west + east - size) / 2, (north + south - size) / 2, size, size]
}
