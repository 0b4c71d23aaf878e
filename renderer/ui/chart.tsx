import { BarChart, CustomChart, LineChart, PieChart, SankeyChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import * as echarts from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { useWords } from './words.tsx'

echarts.use([
  BarChart,
  CustomChart,
  LineChart,
  PieChart,
  SankeyChart,
  AriaComponent,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  CanvasRenderer,
])

/** The colours of a chart, as the style sheet has them for light and dark. */
export interface ChartColours {
  readonly ink: string
  readonly quiet: string
  readonly line: string
  readonly surface: string
}

/** What an A4 page with the browser's own margins has room for. */
const PAPER_PX = 680

const printing = window.matchMedia('print')
const onTheme = (changed: () => void): (() => void) => {
  const watch = new MutationObserver(changed)
  watch.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  printing.addEventListener('change', changed)
  return () => {
    watch.disconnect()
    printing.removeEventListener('change', changed)
  }
}

/** Read anew when the theme changes or the page goes to paper, which the style sheet learns after the components. */
export function useChartColours(): ChartColours {
  const look = useSyncExternalStore(onTheme, () => `${document.documentElement.dataset.theme} ${printing.matches}`)
  const known = coloursOfLook.get(look)
  if (known !== undefined) return known
  const style = getComputedStyle(document.documentElement)
  const of = (name: string): string => style.getPropertyValue(name).trim()
  const colours = { ink: of('--ink'), quiet: of('--ink-quiet'), line: of('--line'), surface: of('--surface') }
  coloursOfLook.set(look, colours)
  return colours
}

/** One object a look, so that a chart is not drawn anew for nothing. */
const coloursOfLook = new Map<string, ChartColours>()

/** A chart on a canvas. What it shows stands beside it as links too, because a canvas has no keyboard. */
export function Chart(props: {
  readonly title: string
  readonly height: number
  readonly option: echarts.EChartsCoreOption
  /** The name and series of what was clicked. */
  readonly onPick?: (picked: { readonly name: string; readonly series: string; readonly index: number }) => void
  /** Where on the x axis the pointer is dragged. */
  readonly onDrag?: (x: number) => void
}) {
  const { title, height, option, onPick, onDrag } = props
  const { language } = useWords()
  const element = useRef<HTMLDivElement>(null)
  const chart = useRef<echarts.EChartsType | null>(null)
  const pick = useRef(onPick)
  pick.current = onPick
  const drag = useRef(onDrag)
  drag.current = onDrag
  useEffect(() => {
    if (element.current === null) return
    const made = echarts.init(element.current, null, {
      renderer: 'canvas',
      // Else what it says to screen readers is in the browser's language.
      locale: language === 'zh' ? 'ZH' : 'EN',
    })
    chart.current = made
    made.on('click', ({ name, seriesName, dataIndex }) =>
      pick.current?.({ name: String(name), series: String(seriesName ?? ''), index: dataIndex }),
    )
    const follow = (event: { readonly offsetX: number; readonly event: unknown }): void => {
      if (drag.current === undefined) return
      const x = made.convertFromPixel({ xAxisIndex: 0 }, event.offsetX)
      if (typeof x === 'number' && Number.isFinite(x)) drag.current(x)
    }
    made.getZr().on('mousedown', follow)
    made.getZr().on('mousemove', (event) => {
      if (event.event instanceof MouseEvent && event.event.buttons === 1) follow(event)
    })
    const watch = new ResizeObserver(() => made.resize({ width: printing.matches ? PAPER_PX : 'auto' }))
    watch.observe(element.current)
    return () => {
      watch.disconnect()
      made.dispose()
      chart.current = null
    }
  }, [language])
  const isPrinting = useSyncExternalStore(onTheme, () => printing.matches)
  useEffect(() => chart.current?.resize({ width: isPrinting ? PAPER_PX : 'auto' }), [isPrinting])
  const isDrawn = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another language begins a new chart
  useEffect(() => {
    const draw = (): void => {
      isDrawn.current = true
      if (element.current === null) return
      // A canvas inherits no letters.
      const { fontFamily } = getComputedStyle(element.current)
      const text = { textStyle: { fontFamily, ...(option.textStyle as object | undefined) } }
      chart.current?.setOption({ animation: false, aria: { enabled: true }, ...option, ...text }, { notMerge: true })
    }
    // Several charts that appear together are drawn in a turn each; a page on its way to paper does not wait.
    if (isDrawn.current) return draw()
    const timer = setTimeout(draw)
    return () => clearTimeout(timer)
  }, [option, language])
  return <div ref={element} role="img" aria-label={title} style={{ height, width: '100%' }} />
}
