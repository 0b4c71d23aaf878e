import type { ReactNode } from 'react'
import './mark.css'

type Tone = 'good' | 'warning' | 'error' | 'info' | 'plain'

/** A word in a tinted box; the library's own tags have too little contrast in either theme. */
export function Mark(props: {
  readonly tone?: Tone
  readonly title?: string | undefined
  readonly role?: 'status'
  readonly className?: string
  readonly children: ReactNode
}) {
  return (
    <span
      className={`ui-mark ui-mark-${props.tone ?? 'plain'} ${props.className ?? ''}`}
      role={props.role}
      title={props.title}
    >
      {props.children}
    </span>
  )
}
