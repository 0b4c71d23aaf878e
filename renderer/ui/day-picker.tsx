import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'

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

const DAY = 'YYYY-MM-DD'

/** The calendar itself. Days are read and written as text, at local midnight: no time zone can move them. */
export function DayPicker({ value, onChange, label, className, isRequired, ...rest }: DayFieldProps) {
  const day = value === null || value === undefined || value === '' ? null : dayjs(value)
  return (
    <DatePicker
      {...rest}
      {...(label === undefined ? {} : { 'aria-label': label })}
      className={className ?? ''}
      format={[DAY, 'YYYY/M/D', 'YYYY.M.D', 'YYYYMMDD']}
      placeholder={DAY}
      allowClear={isRequired !== true}
      value={day?.isValid() === true ? day : null}
      onChange={(chosen) => onChange?.(chosen === null ? null : (chosen as dayjs.Dayjs).format(DAY))}
    />
  )
}
