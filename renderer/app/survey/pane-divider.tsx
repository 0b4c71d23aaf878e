import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react'
import { type Pane, smallestPane } from '../../../shared/contract/panes.ts'
import { useApplication } from '../../state/application.tsx'
import { Refused } from '../../state/outcome.ts'
import { useWords } from '../../ui/words.tsx'

/** Of one press of an arrow key. */
const STEP_PX = 24
const ROW_KEYS: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowDown: -1 }
const COLUMN_KEYS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 }

/** Sizes of the panes as the user left them, for style sheets; a pane that was never changed is not in it. */
export function usePaneSizes(): Readonly<Record<string, string>> {
  const { panes } = useApplication().state
  return Object.fromEntries(Object.entries(panes).map(([pane, size]) => [`--pane-${pane}`, `${size}px`]))
}

/** Whether the user has closed the pane: what is in it must not be reached by keys either. */
export const useIsClosed = (pane: Pane): boolean => useApplication().state.panes[pane] === 0

/**
 * Between two panes, one of which has a size of its own: dragged, or moved by the arrow keys, Home and End; Enter or a double click
 * closes the pane, and opens it again as it was at first. Ant Design's splitter speaks English and hears no keys.
 */
export function PaneDivider({ pane, at }: { readonly pane: Pane; readonly at: 'left' | 'right' | 'top' }) {
  const { word } = useWords()
  const { state, save } = useApplication()
  const bar = useRef<HTMLDivElement>(null)
  const [shown, setShown] = useState(0)
  const from = useRef<{ readonly pointer: number; readonly size: number } | null>(null)
  const isRow = at === 'top'
  // Figures that were closed for good would be missed by whoever chooses a parcel.
  const canClose = pane !== 'figures'
  const sizeNow = (): number => {
    const box = sized(bar.current, at)?.getBoundingClientRect()
    return Math.round((isRow ? box?.height : box?.width) ?? 0)
  }
  useEffect(() => {
    const element = sized(bar.current, at)
    if (element === null) return
    const watch = new ResizeObserver(([entry]) =>
      setShown(Math.round((at === 'top' ? entry?.contentRect.height : entry?.contentRect.width) ?? 0)),
    )
    watch.observe(element)
    return () => watch.disconnect()
  }, [at])
  // Only the style sheet's number changes while the bar is dragged: nothing is drawn anew by React.
  const show = (size: number | null): void => {
    const { style } = bar.current?.parentElement ?? {}
    if (size === null) style?.removeProperty(`--pane-${pane}`)
    else style?.setProperty(`--pane-${pane}`, `${size}px`)
  }
  const keep = (size: number | null): void => {
    const { [pane]: _, ...others } = state.panes
    // Settings that cannot be written are said where settings are; the panes still stand as they were put.
    save({ panes: size === null ? others : { ...others, [pane]: size } }).catch(ignoreRefusal)
  }
  const toggle = (): void => {
    const size = canClose && state.panes[pane] !== 0 ? 0 : null
    show(size)
    keep(size)
  }
  const pull = (size: number): void => show(Math.max(size, smallestPane[pane]))
  // What the window has room for.
  const settle = (): void => {
    const size = sizeNow()
    show(size)
    keep(size)
  }
  const move = (size: number): void => {
    pull(size)
    settle()
  }
  const onKey = (event: KeyboardEvent): void => {
    const step = (isRow ? ROW_KEYS : COLUMN_KEYS)[event.key]
    const grows = at === 'right' ? -1 : 1
    if (event.key === 'Enter') toggle()
    else if (event.key === 'Home') move(smallestPane[pane])
    else if (event.key === 'End') move(isRow ? window.innerHeight : window.innerWidth)
    else if (step !== undefined) move(sizeNow() + step * grows * STEP_PX)
    else return
    event.preventDefault()
  }
  const pointerOf = ({ clientX, clientY }: PointerEvent): number =>
    at === 'left' ? clientX : at === 'right' ? -clientX : -clientY
  const onUp = (): void => {
    if (from.current === null) return
    const { size } = from.current
    from.current = null
    if (sizeNow() !== size) settle()
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule that is moved is no <hr>
    <div
      ref={bar}
      role="separator"
      tabIndex={0}
      className="pane-divider"
      aria-label={word(`survey.divider.${pane}`)}
      title={word(canClose ? 'survey.divider.keys' : 'survey.divider.keys.open')}
      aria-orientation={isRow ? 'horizontal' : 'vertical'}
      aria-valuenow={shown}
      aria-valuemin={0}
      onKeyDown={onKey}
      onDoubleClick={toggle}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        from.current = { pointer: pointerOf(event), size: sizeNow() }
      }}
      onPointerMove={(event) => {
        if (from.current !== null) pull(from.current.size + pointerOf(event) - from.current.pointer)
      }}
      onPointerUp={onUp}
      onPointerCancel={onUp}
    />
  )
}

/** The pane that the bar gives its size to. */
const sized = (bar: HTMLElement | null, at: 'left' | 'right' | 'top'): Element | null =>
  (at === 'left' ? bar?.previousElementSibling : bar?.nextElementSibling) ?? null

function ignoreRefusal(error: unknown): void {
  if (!(error instanceof Refused)) throw error
}
