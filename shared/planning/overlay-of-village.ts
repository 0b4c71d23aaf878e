import type { OverlayAnswer } from '../contract/planning-answers.ts'

/** Stands for land whose patches name no village. */
export const NO_VILLAGE = 'none'

/** The code that a choice of village stands for. */
export const villageOf = (choice: string): string | null => (choice === NO_VILLAGE ? null : choice)

/**
 * The overlay of one village: its rows of every list, whose sums are its own base and planned areas to the last hundredth. Patches
 * left out and land under several planned patches are not counted by village and stay those of the whole plan.
 */
export function overlayOfVillage(overlay: OverlayAnswer, village: string | null): OverlayAnswer {
  const own = <T extends { readonly village: string | null }>(rows: readonly T[]): readonly T[] =>
    rows.filter((row) => row.village === village)
  const [base, transitions] = [own(overlay.base), own(overlay.transitions)]
  const openAreas = new Map<string, number>()
  for (const { code, areaM2 } of base) if (code !== null) openAreas.set(code, (openAreas.get(code) ?? 0) + areaM2)
  return {
    ...overlay,
    base,
    planned: own(overlay.planned),
    transitions,
    closings: own(overlay.closings),
    openClasses: overlay.openClasses.flatMap((open) => {
      const areaM2 = openAreas.get(open.code)
      return areaM2 === undefined ? [] : [{ ...open, areaM2 }]
    }),
    uncoveredM2: transitions.reduce((sum, { to, planeM2 }) => sum + (to === null ? planeM2 : 0), 0),
  }
}
