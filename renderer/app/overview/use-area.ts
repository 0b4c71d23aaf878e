import { useState } from 'react'
import { type AreaUnit, areaText } from '../../../shared/model/area-unit.ts'
import { useApplication } from '../../state/application.tsx'
import { Refused } from '../../state/outcome.ts'
import { useWords } from '../../ui/words.tsx'

/** A raw sum of m² in the chosen unit, with the unit. */
export type ShowArea = (rawM2: number) => string

/** The unit of areas that this user chose last. */
export function useArea() {
  const { word } = useWords()
  const { state, save } = useApplication()
  const [unit, setUnit] = useState<AreaUnit>(state.areaUnit ?? 'm2')
  return {
    unit,
    setUnit(next: AreaUnit) {
      setUnit(next)
      // Settings that cannot be written are said where settings are; the figures are still shown as chosen.
      save({ areaUnit: next }).catch((error: unknown) => {
        if (!(error instanceof Refused)) throw error
      })
    },
    show: ((rawM2) =>
      word('overview.area', { area: areaText(rawM2, unit), unit: word(`overview.unit.${unit}`) })) satisfies ShowArea,
  }
}
