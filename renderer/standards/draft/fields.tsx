import { Checkbox, Input, InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'

/** Figures stand under figures. */
export const NUMBER_STYLES = { input: { textAlign: 'right' } } as const

/** A number that is typed. The wheel does not move it: a limit must not change because somebody scrolled over it. */
export function NumberField(props: {
  readonly label: string
  readonly value: number | null
  /** What an empty field means; a figure that must be there becomes 0, which the faults then name. */
  readonly empty: null | 0
  readonly onChange: (value: number | null) => void
}) {
  const { label, value, empty, onChange } = props
  return (
    <InputNumber<number>
      className="standards-input-number"
      styles={NUMBER_STYLES}
      controls={false}
      min={0}
      aria-label={label}
      value={value}
      onChange={(typed) => onChange(typed ?? empty)}
    />
  )
}

export function TextField(props: {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}) {
  const { label, value, onChange } = props
  return <Input aria-label={label} title={value} value={value} onChange={(event) => onChange(event.target.value)} />
}

interface Choice {
  readonly value: string
  readonly label: string
}

/** One of several values; `none`: what it is called when it asks for nothing. */
export function ChoiceField(props: {
  readonly label: string
  readonly value: string | null
  readonly none: string
  readonly options: readonly Choice[]
  readonly onChange: (value: string | null) => void
}) {
  const { label, value, none, options, onChange } = props
  return (
    <OneOf
      label={label}
      value={value ?? ''}
      options={[{ value: '', label: none }, ...options]}
      onChange={(chosen) => onChange(chosen === '' ? null : chosen)}
    />
  )
}

export function OneOf(props: {
  readonly label: string
  readonly value: string
  readonly options: readonly Choice[]
  readonly onChange: (value: string) => void
}) {
  return (
    <Select<string>
      className="standards-input-choice"
      popupMatchSelectWidth={false}
      aria-label={props.label}
      value={props.value}
      options={[...props.options]}
      onChange={props.onChange}
    />
  )
}

export function CheckField(props: {
  readonly label: string
  readonly value: boolean
  readonly onChange: (value: boolean) => void
}) {
  return (
    <Checkbox
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
