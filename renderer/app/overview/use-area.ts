import { useState } from 'react'
import { type AreaUnit, areaText, areaUnits } from '../../../shared/model/area-unit.ts'
import { useWords } from '../../ui/words.tsx'

/** A raw sum of m² in the chosen unit, with the unit. */
export type ShowArea = (rawM2: number) => string

const KEY = 'cundi.area-unit'

const kept = (): AreaUnit => areaUnits.find((unit) => unit === localStorage.getItem(KEY)) ?? 'm2'

/** The unit of areas that this user chose last. */
export function useArea() {
  const { word } = useWords()
  const [unit, setUnit] = useState<AreaUnit>(kept)
  return {
    unit,
    setUnit(next: AreaUnit) {
      localStorage.setItem(KEY, next)
      setUnit(next)
    },
    show: ((rawM2) =>
      word('overview.area', { area: areaText(rawM2, unit), unit: word(`overview.unit.${unit}`) })) satisfies ShowArea,
  }
}
