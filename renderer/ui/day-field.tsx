import { Input } from 'antd'
import { lazy, Suspense } from 'react'

export interface DayFieldProps {
  /** 'YYYY-MM-DD'; given by the form where the field stands in one. */
  readonly value?: string | null
  readonly onChange?: (value: string | null) => void
  readonly id?: string
  /** Its name where no label stands beside it. */
  readonly label?: string
  readonly className?: string
  /** An empty day makes no sense here: the button that empties it is left out. */
  readonly isRequired?: boolean
}

/** Fetched with the first day that is asked for: the window is drawn without it. */
const DayPicker = lazy(async () => ({ default: (await import('./day-picker.tsx')).DayPicker }))

/** A calendar day, typed (2026-05-01, 2026/5/1, 20260501) or chosen, in the window's language whatever the system's is. */
export function DayField(props: DayFieldProps) {
  return (
    <Suspense fallback={<Input readOnly className={props.className ?? ''} value={props.value ?? ''} />}>
      <DayPicker {...props} />
    </Suspense>
  )
}
