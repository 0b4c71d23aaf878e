import { Input } from 'antd'
import { lazy, Suspense } from 'react'
import type { DayFieldProps } from './day-picker.tsx'

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
