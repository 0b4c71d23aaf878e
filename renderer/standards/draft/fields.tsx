import { type ReactNode, useState } from 'react'

/** A number that is typed: what stands there is kept while it means the same, so that "12." can become "12.5". */
export function NumberField(props: {
  readonly label: string
  readonly value: number | null
  /** What an empty field means; a figure that must be there becomes 0, which the faults then name. */
  readonly empty: null | 0
  readonly onChange: (value: number | null) => void
}) {
  const { label, value, empty, onChange } = props
  const [typed, setTyped] = useState<string | null>(null)
  const read = (text: string): number | null =>
    text.trim() === '' || Number.isNaN(Number(text)) ? empty : Number(text)
  const shown = typed !== null && read(typed) === value ? typed : value === null ? '' : String(value)
  return (
    <input
      className="standards-input standards-number"
      type="number"
      step="any"
      min={0}
      aria-label={label}
      value={shown}
      onChange={(event) => {
        setTyped(event.target.value)
        onChange(read(event.target.value))
      }}
    />
  )
}

export function TextField(props: {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}) {
  const { label, value, onChange } = props
  return (
    <input
      className="standards-input"
      aria-label={label}
      title={value}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

export function DayField(props: {
  readonly label: string
  readonly value: string | null
  readonly onChange: (value: string | null) => void
}) {
  const { label, value, onChange } = props
  return (
    <input
      className="standards-input"
      type="date"
      aria-label={label}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
    />
  )
}

export function ChoiceField(props: {
  readonly label: string
  readonly value: string | null
  readonly none: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly onChange: (value: string | null) => void
}) {
  const { label, value, none, options, onChange } = props
  const isKnown = value === null || options.some((option) => option.value === value)
  return (
    <select
      className="standards-input"
      aria-label={label}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
    >
      <option value="">{none}</option>
      {isKnown ? null : <option value={value}>{value}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}

export function CheckField(props: {
  readonly label: string
  readonly value: boolean
  readonly onChange: (value: boolean) => void
}) {
  return (
    <input
      type="checkbox"
      aria-label={props.label}
      checked={props.value}
      onChange={(event) => props.onChange(event.target.checked)}
    />
  )
}

/** A field with its name in front. */
export function Labelled({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="standards-labelled">
      <span aria-hidden>{label}</span>
      {children}
    </div>
  )
}

/** The list with one of its members changed. */
export const withMember = <T,>(list: readonly T[], at: number, change: Partial<T>): readonly T[] =>
  list.map((member, i) => (i === at ? { ...member, ...change } : member))

export const withoutMember = <T,>(list: readonly T[], at: number): readonly T[] => list.filter((_, i) => i !== at)
