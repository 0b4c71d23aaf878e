import type { KeyboardEvent } from 'react'
import { type ListLayer, listTitle } from '../../../shared/model/list-columns.ts'
import { useWords } from '../../ui/words.tsx'

const TABS: readonly ListLayer[] = ['parcel', 'building', 'household', 'person', 'land_right', 'land_use', 'village']

/** Tables of the survey. They wrap where there is little room: a menu for the rest would hide what there is. */
export function LayerTabs(props: { readonly layer: ListLayer; readonly onChoose: (layer: ListLayer) => void }) {
  const { layer, onChoose } = props
  const { word, pick } = useWords()
  const onKey = (event: KeyboardEvent<HTMLButtonElement>): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const next = TABS[(TABS.indexOf(layer) + step + TABS.length) % TABS.length]
    if (step === 0 || next === undefined) return
    onChoose(next)
    const siblings = event.currentTarget.parentElement?.querySelectorAll('button')
    siblings?.[TABS.indexOf(next)]?.focus()
  }
  return (
    <div role="tablist" aria-label={word('grid.tabs')} className="survey-tabs">
      {TABS.map((key) => (
        <button
          key={key}
          type="button"
          role="tab"
          aria-selected={key === layer}
          tabIndex={key === layer ? 0 : -1}
          onClick={() => onChoose(key)}
          onKeyDown={onKey}
        >
          {pick(listTitle(key))}
        </button>
      ))}
    </div>
  )
}
