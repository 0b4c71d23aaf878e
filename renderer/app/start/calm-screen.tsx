import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useWords } from '../../ui/words.tsx'

/** One thing at a time: what it is, what to do, the way out. */
export function CalmScreen(props: {
  readonly title: string
  /** The file that it is about. */
  readonly name?: string
  readonly isWide?: boolean
  readonly actions?: ReactNode
  readonly onBack: (() => void) | null
  readonly children: ReactNode
}) {
  const { title, name, isWide = false, actions, onBack, children } = props
  const { word } = useWords()
  return (
    <main className="start">
      <section className={isWide ? 'start-calm start-calm-wide' : 'start-calm'} aria-labelledby="start-calm-title">
        <h1 id="start-calm-title">{title}</h1>
        {name === undefined ? null : (
          <p className="start-file" title={name}>
            {name}
          </p>
        )}
        {children}
        <div className="start-actions">
          {actions}
          {onBack === null ? null : <Button onClick={onBack}>{word('start.back')}</Button>}
        </div>
      </section>
    </main>
  )
}
