import type { ReactNode } from 'react'
import { goTo } from '../../state/section.ts'

/** Where a figure leads. */
export interface Target {
  readonly section: string
  readonly params?: Readonly<Record<string, string>>
}

/** A figure that opens the list that makes it. */
export function Figure(props: {
  readonly title: string
  readonly value: ReactNode
  readonly notes?: readonly ReactNode[]
  readonly target: Target
  readonly tone?: 'plain' | 'over' | 'idle' | 'bad' | 'good'
}) {
  const { title, value, notes = [], target, tone = 'plain' } = props
  return (
    <button
      type="button"
      className={`overview-figure overview-figure-${tone}`}
      onClick={() => goTo(target.section, target.params ?? {})}
    >
      <span className="overview-figure-title">{title}</span>
      <strong>{value}</strong>
      {notes.map((note, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: notes are texts in a fixed order
        <span key={i} className="overview-figure-note">
          {note}
        </span>
      ))}
    </button>
  )
}

/** One line of a list of figures: name at the left, figure at the right, and a link as a whole. */
export function FigureRow(props: { readonly title: string; readonly value: ReactNode; readonly target: Target }) {
  const { title, value, target } = props
  return (
    <button type="button" className="overview-row" onClick={() => goTo(target.section, target.params ?? {})}>
      <span>{title}</span>
      <strong>{value}</strong>
    </button>
  )
}

export function Panel(props: {
  readonly title: string
  readonly extra?: ReactNode
  readonly className?: string
  readonly children: ReactNode
}) {
  const { title, extra, className = '', children } = props
  return (
    <section className={`overview-panel ${className}`} aria-label={title}>
      <header>
        <h2>{title}</h2>
        {extra}
      </header>
      {children}
    </section>
  )
}
